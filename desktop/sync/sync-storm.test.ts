import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ManualPlatform, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { MemoryStore } from './memory-store.ts';

const CHATS = ['team', 'direct'] as const;
const RUNS = 300;

/** Everything a person can see of their conversations, with every page loaded. */
async function seenBy({ sync }: TestClient): Promise<unknown> {
  const seen = [];
  for (const row of [...sync.replica.conversations.get().values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    await sync.history.open(row.id);
    while (sync.history.hasOlder(row.id)) await sync.history.loadOlder(row.id);
    await sync.history.openMembers(row.id);
    const {
      window: _window,
      hasMembers: _hasMembers,
      deliveredSeq: _deliveredSeq,
      countedSeq: _countedSeq,
      ...header
    } = sync.replica.conversation(row.id) ?? row;
    const members = [...(sync.replica.members(row.id).get() ?? [])].filter(({ leftSeq }) => leftSeq === null);
    seen.push({
      ...header,
      messages: sync.replica.timeline(row.id).get()?.messages,
      members: members.sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    });
  }
  return seen;
}

type Command = (world: World) => Promise<void> | void;

/** A client in a storm: what the test does to it between its start and the comparison. */
class World {
  readonly server = startWorld();
  readonly network = new ModelNetwork(this.server, ANN);
  readonly platform = new ManualPlatform();
  readonly store = new MemoryStore();
  client: TestClient | null = null;

  async start(): Promise<void> {
    const { network, platform, store } = this;
    network.isStreaming = false;
    this.server.changesMax = 7;
    this.server.pageSize = 5;
    this.client = await openTestClient(this.server, ANN, { network, platform, store });
  }

  get ann(): TestClient {
    return this.client ?? expect.fail();
  }

  /** Everything arrives at last: the cable holds, and the client starts from what it has. */
  async calm(): Promise<void> {
    this.network.isUp = true;
    this.network.isAnswering = true;
    this.network.isStreaming = true;
    this.network.cut();
    await this.platform.advance(120_000);
  }
}

const chat = fc.constantFrom(...CHATS);
const isThere = (world: World, id: string) => world.ann.sync.replica.conversation(id) !== undefined;
const commands: fc.Arbitrary<readonly [string, Command]>[] = [
  chat.map((id) => [
    `bob writes in ${id}`,
    (world) => {
      if (world.server.isMember(id, BOB)) say(world.server, [BOB, id]);
    },
  ]),
  chat.map((id) => [
    `ann writes in ${id} elsewhere`,
    (world) => {
      if (world.server.isMember(id, ANN)) say(world.server, [ANN, id]);
    },
  ]),
  chat.map((id) => [
    `ann writes in ${id} here`,
    (world) => {
      if (isThere(world, id)) void world.ann.sync.send(id, 'from here');
    },
  ]),
  fc.tuple(chat, fc.nat(30)).map(([id, seq]) => [`edit ${id} ${seq}`, ({ server }) => server.edit(id, seq, `edited ${seq}`)]),
  fc.tuple(chat, fc.nat(30)).map(([id, seq]) => [`delete ${id} ${seq}`, ({ server }) => server.edit(id, seq, null)]),
  fc.constant(['rename', ({ server }) => server.rename('team', `team ${server.conversations.get('team')?.lastSeq}`)]),
  fc.constantFrom(ANN, BOB, 'cid').map((who) => [`${who} joins`, ({ server }) => server.join('team', who)]),
  fc.constantFrom(ANN, BOB, 'cid').map((who) => [`${who} leaves`, ({ server }) => server.leave('team', who)]),
  chat.map((id) => [`read ${id}`, (world) => world.ann.sync.readMarks.mark(id, world.ann.sync.replica.conversation(id)?.cursor ?? 0)]),
  chat.map((id) => [
    `open ${id}`,
    (world) => {
      world.ann.sync.history.open(id).catch(() => {});
    },
  ]),
  chat.map((id) => [
    `look back in ${id}`,
    (world) => {
      world.ann.sync.history.loadOlder(id).catch(() => {});
    },
  ]),
  fc.constant([
    'deliver',
    ({ network }) => {
      const event = network.inTransit.shift();
      if (event) network.deliver(event);
    },
  ]),
  fc.constant([
    'deliver the newest first',
    ({ network }) => {
      const event = network.inTransit.pop();
      if (event) network.deliver(event);
    },
  ]),
  fc.constant([
    'deliver twice',
    ({ network }) => {
      const [event] = network.inTransit;
      if (event) {
        network.deliver(event);
        network.deliver(event);
      }
    },
  ]),
  fc.constant([
    'lose',
    ({ network }) => {
      network.inTransit.shift();
    },
  ]),
  fc.constant([
    'deliver all',
    ({ network }) => {
      for (const event of network.inTransit.splice(0)) network.deliver(event);
    },
  ]),
  fc.constant(['cut', ({ network }) => network.cut()]),
  fc.constant([
    'down',
    ({ network }) => {
      network.isUp = false;
      network.cut();
    },
  ]),
  fc.constant([
    'up',
    ({ network }) => {
      network.isUp = true;
      network.isAnswering = true;
    },
  ]),
  fc.constant([
    'answers are lost',
    ({ network }) => {
      network.isAnswering = false;
    },
  ]),
  fc.nat(8_000).map((ms) => [`${ms} ms pass`, ({ platform }) => platform.advance(ms)]),
  fc.constant([
    'restart',
    async (world) => {
      await world.ann.crash();
      await world.start();
    },
  ]),
];

it('ends as a client that starts afresh, whatever happened to its events', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...commands), { minLength: 5, maxLength: 60 }), async (storm) => {
      const world = new World();
      await world.start();
      for (const [, command] of storm) {
        await command(world);
        await settled();
      }
      await world.calm();
      const fresh = await openTestClient(world.server, ANN, { platform: world.platform });
      expect(await seenBy(world.ann)).toEqual(await seenBy(fresh));
      expect(world.ann.sync.outbox.items.get().filter(({ state }) => state !== 'failed')).toEqual([]);
      const keys = [...world.server.conversations.values()].flatMap(({ messages }) => messages.map((message) => message.clientMessageId));
      expect(new Set(keys).size).toBe(keys.length);
      await world.ann.crash();
      const restarted = await openTestClient(world.server, ANN, { platform: world.platform, store: world.store });
      expect(await seenBy(restarted)).toEqual(await seenBy(fresh));
      await Promise.all([restarted.crash(), fresh.crash()]);
    }),
    { numRuns: RUNS },
  );
});
