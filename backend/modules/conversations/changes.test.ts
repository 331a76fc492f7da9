import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, leaveGroup, removeFromGroup, renameGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

interface Changes {
  readonly conversation: { id: string; name: string | null; lastSeq: number; unreadCount: number; viewerReceipt: { unreadCount: number } };
  readonly seq: number;
  readonly messages: { changeSeq: number; text: string | null }[];
  readonly members: { changeSeq: number; leftSeq: number | null; user: { id: string } }[];
}

const CHANGES = `query ($since: [ConversationCursor!]!, $limit: Int, $includeOthers: Boolean) {
  changes(since: $since, limit: $limit, includeOthers: $includeOthers) { hasMore conversations { seq
    conversation { id name lastSeq unreadCount viewerReceipt { unreadCount } }
    messages { changeSeq text } members { changeSeq leftSeq user { id } } } } }`;

interface Cursor {
  readonly conversationId: string;
  readonly seq: number;
}

async function ask(person: TestPerson, since: Cursor[], options: { limit?: number; includeOthers?: boolean } = {}) {
  const { changes } = await query<{ changes: { hasMore: boolean; conversations: Changes[] } }>(server, CHANGES, {
    variables: { since, ...options },
    token: person.token,
  });
  return changes;
}

const numbersOf = ({ messages, members }: Changes) => [...messages, ...members].map(({ changeSeq }) => changeSeq);

/** Asks until nothing more has changed, and gives what came, by conversation. */
async function catchUp(person: TestPerson, limit: number, held = new Map<string, number>()) {
  const numbers = new Map<string, number[]>();
  for (let hasMore = true; hasMore; ) {
    const since = [...held].map(([conversationId, seq]) => ({ conversationId, seq }));
    const page = await ask(person, since, { limit });
    expect(page.conversations.flatMap(numbersOf).length).toBeLessThanOrEqual(limit);
    for (const changes of page.conversations) {
      expect(changes.seq).toBeGreaterThan(held.get(changes.conversation.id) ?? 0);
      held.set(changes.conversation.id, changes.seq);
      numbers.set(changes.conversation.id, [...(numbers.get(changes.conversation.id) ?? []), ...numbersOf(changes)]);
    }
    hasMore = page.hasMore;
  }
  return { held, numbers };
}

describe('changes (DELIVERY-4)', () => {
  it('since 0 are everything, since the last number nothing', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, carl, [ann]);
    await send(server, ann, { conversationId, text: 'hello' });
    const all = await ask(carl, [{ conversationId, seq: 0 }]);
    expect(all).toEqual({
      hasMore: false,
      conversations: [
        {
          conversation: { id: conversationId, name: 'Release 4.2', lastSeq: 4, unreadCount: 1, viewerReceipt: { unreadCount: 1 } },
          seq: 4,
          messages: [
            { changeSeq: 3, text: null },
            { changeSeq: 4, text: 'hello' },
          ],
          members: [
            { changeSeq: 1, leftSeq: null, user: { id: carl.id } },
            { changeSeq: 2, leftSeq: null, user: { id: ann.id } },
          ],
        },
      ],
    });
    expect(await ask(carl, [])).toEqual(all);
    for (const seq of [4, 5, 2 ** 31 - 1])
      expect(await ask(carl, [{ conversationId, seq }])).toEqual({ hasMore: false, conversations: [] });
    expect((await ask(carl, [{ conversationId, seq: 3 }])).conversations[0]?.messages).toEqual([{ changeSeq: 4, text: 'hello' }]);
  });

  it('name conversations that the client does not know, unless told otherwise', async () => {
    const carl = await registerPerson(server, 'carl');
    const [known, other] = [await createGroup(server, carl, []), await startDirect(server, carl, ann)];
    const since = [{ conversationId: known, seq: 2 }];
    expect((await ask(carl, since)).conversations.map(({ conversation }) => conversation.id)).toEqual([other]);
    expect(await ask(carl, since, { includeOthers: false })).toEqual({ hasMore: false, conversations: [] });
    await send(server, carl, { conversationId: known, text: 'x' });
    const named = await ask(carl, since, { includeOthers: false });
    expect(named.conversations.map(({ conversation }) => conversation.id)).toEqual([known]);
  });

  it('come in pages of every size, each change once, complete in the end', async () => {
    const carl = await registerPerson(server, 'carl');
    const ids = [await createGroup(server, carl, [ann, bob]), await startDirect(server, carl, ann), await createGroup(server, carl, [])];
    for (const conversationId of ids) for (let i = 0; i < 6; i += 1) await send(server, carl, { conversationId, text: `message ${i}` });
    await removeFromGroup(server, { as: carl, conversationId: ids[0] ?? '' }, bob);
    await renameGroup(server, { as: carl, conversationId: ids[2] ?? '' }, 'Renamed');
    const whole = await catchUp(carl, 500);
    expect([...whole.numbers.keys()].sort()).toEqual([...ids].sort());
    for (const limit of [1, 2, 3, 5, 7, 8, 9, 30]) {
      const paged = await catchUp(carl, limit);
      expect(paged.held).toEqual(whole.held);
      for (const id of ids) expect(paged.numbers.get(id)?.toSorted()).toEqual(whole.numbers.get(id)?.toSorted());
    }
  });

  it('tell a former member of the end of the membership, once, and of nothing later', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, ann, [carl]);
    await send(server, ann, { conversationId, text: 'for carl too' });
    await removeFromGroup(server, { as: ann, conversationId }, carl);
    await send(server, ann, { conversationId, text: 'secret' });
    await renameGroup(server, { as: ann, conversationId }, 'Secret name');
    await addToGroup(server, { as: ann, conversationId }, [bob]);

    const left = await ask(carl, [{ conversationId, seq: 4 }]);
    expect(left).toEqual({
      hasMore: false,
      conversations: [
        {
          conversation: { id: conversationId, name: null, lastSeq: 5, unreadCount: 0, viewerReceipt: { unreadCount: 0 } },
          seq: 5,
          messages: [],
          members: [{ changeSeq: 5, leftSeq: 5, user: { id: carl.id } }],
        },
      ],
    });
    expect(await ask(carl, [{ conversationId, seq: 0 }])).toEqual(left);
    expect(await ask(carl, [{ conversationId, seq: 5 }])).toEqual({ hasMore: false, conversations: [] });
    expect(await ask(carl, [])).toEqual({ hasMore: false, conversations: [] });
  });

  it('show a former member of a conversation nothing through its fields', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, ann, [carl, bob]);
    await leaveGroup(server, { as: carl, conversationId });
    await send(server, ann, { conversationId, text: 'secret' });
    const text = `query ($since: [ConversationCursor!]!) { changes(since: $since) { conversations { conversation {
      memberCount lastActivityAt viewerCan { send leave } members { edges { node { user { id } } } }
      newest: messages(last: 5) { edges { node { text } } } oldest: messages(first: 5) { edges { node { text } } } } } } }`;
    const { changes } = await query<{ changes: { conversations: { conversation: object }[] } }>(server, text, {
      variables: { since: [{ conversationId, seq: 0 }] },
      token: carl.token,
    });
    expect(changes.conversations).toEqual([
      {
        conversation: {
          memberCount: 0,
          lastActivityAt: expect.any(String),
          viewerCan: { send: false, leave: false },
          members: { edges: [{ node: { user: { id: carl.id } } }] },
          newest: { edges: [] },
          oldest: { edges: [] },
        },
      },
    ]);
  });

  it('pass over unknown and other people’s conversations, and take the last of two cursors for one', async () => {
    const carl = await registerPerson(server, 'carl');
    const others = await createGroup(server, ann, [bob]);
    const own = await createGroup(server, carl, []);
    const since = [others, randomUUID()].map((conversationId) => ({ conversationId, seq: 0 }));
    expect(await ask(carl, since, { includeOthers: false })).toEqual({ hasMore: false, conversations: [] });
    const twice = [
      { conversationId: own, seq: 2 },
      { conversationId: own.toUpperCase(), seq: 1 },
    ];
    expect((await ask(carl, twice)).conversations.map(numbersOf)).toEqual([[2]]);
  });

  it('are complete up to their number while messages pour in', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    let isPouring = true;
    const pouring = [ann, bob].map(async (person) => {
      for (let i = 0; i < 60; i += 1) await Promise.all([0, 1, 2].map((n) => send(server, person, { conversationId, text: `${i}.${n}` })));
    });
    const done = Promise.all(pouring).finally(() => {
      isPouring = false;
    });
    const numbers = new Set<number>();
    let seq = 0;
    while (isPouring) {
      const { conversations } = await ask(ann, [{ conversationId, seq }], { includeOthers: false });
      for (const changes of conversations) {
        for (const number of numbersOf(changes)) {
          expect(number).toBeLessThanOrEqual(changes.seq);
          numbers.add(number);
        }
        expect(numbers.size).toBe(changes.seq);
        seq = changes.seq;
      }
    }
    await done;
    expect(seq).toBeGreaterThan(10);
  });
});
