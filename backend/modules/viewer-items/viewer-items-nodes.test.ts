import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listener, listen, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestRedis, type TestRedis } from '../../test/test-redis.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { type Item, itemsHeard, setItem, viewerChanges } from '../../test/viewer-items-client.ts';

let redis: TestRedis;
let database: TestDatabase;
let nodes: readonly [TestServer, TestServer];
let ann: TestPerson;
let chat: string;

beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  const settings = { REDIS_URL: redis.url };
  nodes = [await startTestServer(settings, { database }), await startTestServer(settings, { database })];
  ann = await registerPerson(nodes[0], 'ann');
  chat = await startDirect(nodes[0], ann, ann);
});
afterAll(async () => {
  expect(nodes.map(({ logged }) => logged)).toEqual([[], []]);
  for (const node of nodes) await node.stop();
  await Promise.all([redis.remove(), database.drop()]);
});

const folderIds = Array.from({ length: 3 }, () => randomUUID());
const AT = '2026-11-21T12:00:00.000000Z';

/** One thing that a device does, at one of the nodes. */
const act = fc.record({
  node: fc.constantFrom(0 as const, 1 as const),
  input: fc.oneof(
    fc
      .record({ kind: fc.constant('FOLDER'), key: fc.constantFrom(...folderIds), name: fc.constantFrom('Work', 'Home') })
      .map(({ name, ...item }) => ({
        ...item,
        folder: { name, position: 1 },
      })),
    fc.record({ kind: fc.constant('FOLDER'), key: fc.constantFrom(...folderIds) }),
    fc.constantFrom('', 'a', 'ab').map((text) => ({ kind: 'DRAFT', key: chat, ...(text !== '' && { draft: { text, updatedAt: AT } }) })),
    fc.constantFrom({ pinnedAt: AT }, { pinnedAt: null }, { isMarkedUnread: true }, { isMarkedUnread: false }).map((conversation) => ({
      kind: 'CONVERSATION',
      key: chat,
      conversation,
    })),
  ),
});

const nameOf = ({ kind, key }: Item) => `${kind} ${key}`;

/** A device's state after what it was told; what is removed is not in it. */
function applied(held: ReadonlyMap<string, Item>, items: readonly Item[]): Map<string, Item> {
  const state = new Map(held);
  for (const item of items) {
    if (item.isRemoved) state.delete(nameOf(item));
    else state.set(nameOf(item), item);
  }
  return state;
}

const sorted = (state: ReadonlyMap<string, Item>) => [...state.values()].sort((a, b) => a.seq - b.seq);

async function heardUpTo(listener: Listener, since: number, seq: number) {
  if (seq > since) await listener.next((event) => event.__typename === 'ViewerItemChanged' && (event.seq ?? 0) >= seq);
  await expect.poll(() => new Set(itemsHeard(listener).map((event) => event.seq)).size).toBe(seq);
  return itemsHeard(listener)
    .filter((event) => event.seq > since)
    .sort((a, b) => a.seq - b.seq);
}

it('gives every change its own number without gaps, tells devices at both nodes, and any way of catching up ends equal', async () => {
  const listeners = [await listen(nodes[0], ann), await listen(nodes[1], ann)];
  let held = applied(new Map(), (await viewerChanges(nodes[0], ann, 0)).items);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.nat(), async (acts, cut) => {
      const since = (await viewerChanges(nodes[0], ann, 0)).seq;
      await Promise.all(acts.map(({ node, input }) => setItem(nodes[node], ann, input)));
      const [now, followed] = [await viewerChanges(nodes[1], ann, 0), await viewerChanges(nodes[0], ann, since)];
      expect([...now.items]).toEqual(sorted(applied(held, followed.items)));
      // A device that stops half way and asks on comes to the same.
      const stop = since === now.seq ? since : since + (cut % (now.seq - since));
      const half = await viewerChanges(nodes[0], ann, [since, Math.max(1, stop - since)]);
      const rest = await viewerChanges(nodes[1], ann, half.seq);
      expect(sorted(applied(applied(held, half.items), rest.items))).toEqual([...now.items]);
      for (const listener of listeners) {
        const events = await heardUpTo(listener, since, now.seq);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: now.seq - since }, (_, i) => since + 1 + i));
        expect(events.every(({ seq, item }) => item.seq === seq)).toBe(true);
        expect(
          sorted(
            applied(
              held,
              events.map(({ item }) => item),
            ),
          ).map(nameOf),
        ).toEqual(now.items.map(nameOf));
      }
      held = applied(held, followed.items);
    }),
    { numRuns: 25 },
  );
  await Promise.all(listeners.map((listener) => listener.stop()));
});
