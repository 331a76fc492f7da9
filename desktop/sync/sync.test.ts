import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualPlatform, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ModelServer } from '../test/model-server.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { CHANGES, CONVERSATIONS, EVENTS, SEND_MESSAGE } from './documents.ts';
import { MemoryStore } from './memory-store.ts';

const ANN = 'ann';
const BOB = 'bob';
const CHATS = ['team', 'direct'] as const;

function startWorld(): ModelServer {
  const server = new ModelServer();
  server.addPerson(ANN);
  server.addPerson(BOB);
  server.addConversation('team', 'GROUP', [ANN, BOB]);
  server.addConversation('direct', 'DIRECT', [ANN, BOB]);
  return server;
}

let sends = 0;
function say(server: ModelServer, senderId: string, conversationId: string, text = 'hello'): void {
  sends += 1;
  server.send(senderId, { conversationId, clientMessageId: `sent-${sends}`, text });
}

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

describe('Sync', () => {
  it('subscribes first, then asks for what was missed', async () => {
    const server = startWorld();
    const ann = await openTestClient(server, ANN);
    expect(ann.network.asked.slice(0, 2)).toEqual([EVENTS, CONVERSATIONS]);
    const { store } = ann;
    await ann.crash();
    say(server, BOB, 'team', 'while away');
    const again = await openTestClient(server, ANN, { store });
    expect(again.network.asked.slice(0, 2)).toEqual([EVENTS, CHANGES]);
    expect(again.sync.replica.conversation('team')?.lastMessage?.text).toBe('while away');
  });

  it('shows what is stored before there is a network', async () => {
    const server = startWorld();
    say(server, BOB, 'team', 'kept');
    const { store, crash } = await openTestClient(server, ANN);
    await crash();
    const network = new ModelNetwork(server, ANN);
    network.isUp = false;
    const offline = await openTestClient(server, ANN, { store, network });
    await offline.sync.history.open('team').catch(() => {});
    expect(offline.sync.isLoaded.get()).toBe(true);
    expect(offline.sync.connection.state.get().state).toBe('offline');
    expect(offline.sync.replica.timeline('team').get()?.messages.at(-1)?.text).toBe('kept');
    await offline.crash();
  });

  it('heals a gap by asking for the changes of that conversation', async () => {
    const server = startWorld();
    const ann = await openTestClient(server, ANN);
    ann.network.isStreaming = false;
    say(server, BOB, 'team', 'lost');
    say(server, BOB, 'team', 'seen');
    ann.network.inTransit.shift();
    ann.network.deliver(ann.network.inTransit.shift() ?? expect.fail());
    await ann.platform.advance(1_000);
    expect(ann.sync.replica.conversation('team')).toMatchObject({ cursor: 6, unreadCount: 2, lastMessage: { text: 'seen' } });
    expect(ann.network.socketCount).toBe(1);
    await ann.crash();
  });

  it('takes the newest page instead of every change after a long absence', async () => {
    const server = startWorld();
    const { store, crash } = await openTestClient(server, ANN);
    await crash();
    for (let i = 0; i < 3_000; i += 1) say(server, BOB, 'team', `message ${i}`);
    const ann = await openTestClient(server, ANN, { store });
    await settled();
    expect(ann.sync.replica.conversation('team')).toMatchObject({ cursor: 3_004, unreadCount: 3_000 });
    expect(ann.network.asked.length).toBeLessThan(6);
    await ann.sync.history.open('team');
    expect(ann.sync.replica.timeline('team').get()?.messages).toHaveLength(50);
    await ann.crash();
  });

  it('takes over a conversation that the viewer is added to, and lets go of one they are removed from', async () => {
    const server = startWorld();
    const ann = await openTestClient(server, ANN);
    server.addConversation('new', 'GROUP', [BOB]);
    say(server, BOB, 'new', 'before');
    server.join('new', ANN);
    await ann.platform.advance(10);
    expect(ann.sync.replica.conversation('new')).toMatchObject({ name: 'new', memberCount: 2 });
    server.leave('new', ANN);
    await ann.platform.advance(10);
    expect(ann.sync.replica.conversation('new')).toBeUndefined();
    expect((await ann.store.load()).conversations.map(({ id }) => id)).not.toContain('new');
    expect(await ann.store.listMessages('new', { before: 1_000, limit: 10 })).toBeNull();
    await ann.crash();
  });

  it('goes on from memory when the store fails, and tells', async () => {
    class FullDisk extends MemoryStore {
      override async save(): Promise<void> {
        throw new Error('The disk is full.');
      }
    }
    const server = startWorld();
    const ann = await openTestClient(server, ANN, { store: new FullDisk() });
    say(server, BOB, 'team', 'not kept');
    await settled();
    await ann.sync.history.open('team');
    expect(ann.sync.replica.timeline('team').get()?.messages.at(-1)?.text).toBe('not kept');
    await expect(ann.sync.send('team', 'not kept either')).rejects.toThrow('The disk is full.');
    expect(ann.sync.outbox.items.get()).toEqual([]);
    expect(ann.storeErrors.length).toBeGreaterThan(0);
    await ann.crash();
  });

  it('marks read here at once, tells the server, and follows other devices', async () => {
    const server = startWorld();
    const ann = await openTestClient(server, ANN);
    const other = await openTestClient(server, ANN);
    for (const text of ['one', 'two', 'three']) say(server, BOB, 'direct', text);
    await settled();
    expect(ann.sync.replica.conversation('direct')?.unreadCount).toBe(3);
    await ann.sync.history.open('direct');
    ann.sync.readMarks.mark('direct', 6);
    expect(ann.sync.replica.conversation('direct')).toMatchObject({ readSeq: 6, unreadCount: 1 });
    await settled();
    expect(other.sync.replica.conversation('direct')).toMatchObject({ readSeq: 6, unreadCount: 1 });
    ann.sync.readMarks.mark('direct', 5);
    expect(ann.sync.replica.conversation('direct')?.readSeq).toBe(6);
    await Promise.all([ann.crash(), other.crash()]);
  });

  it('keeps a read mark made without a network, and sends it before it counts again', async () => {
    const server = startWorld();
    const network = new ModelNetwork(server, ANN);
    const ann = await openTestClient(server, ANN, { network });
    say(server, BOB, 'team', 'read on the train');
    await settled();
    network.isUp = false;
    network.cut();
    await settled();
    ann.sync.readMarks.mark('team', 5);
    await ann.crash();
    expect((await ann.store.load()).readMarks).toEqual([{ conversationId: 'team', readSeq: 5 }]);
    network.isUp = true;
    const again = await openTestClient(server, ANN, { store: ann.store, network });
    expect(again.sync.replica.conversation('team')).toMatchObject({ readSeq: 5, unreadCount: 0 });
    expect((await again.store.load()).readMarks).toEqual([]);
    await again.crash();
  });
});

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
      if (world.server.isMember(id, BOB)) say(world.server, BOB, id);
    },
  ]),
  chat.map((id) => [
    `ann writes in ${id} elsewhere`,
    (world) => {
      if (world.server.isMember(id, ANN)) say(world.server, ANN, id);
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

describe('Sync in a storm', () => {
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
      { numRuns: Number(process.env.SYNC_RUNS ?? 150) },
    );
  });

  it('sends once what was answered into a dead cable', async () => {
    const server = startWorld();
    const ann = await openTestClient(server, ANN);
    ann.network.isAnswering = false;
    await ann.sync.send('team', 'only once');
    await settled();
    ann.network.isAnswering = true;
    ann.network.cut();
    await ann.platform.advance(60_000);
    const stored = server.conversations.get('team')?.messages.filter(({ text }) => text === 'only once');
    expect(stored).toHaveLength(1);
    expect(ann.network.asked.filter((document) => document === SEND_MESSAGE).length).toBeGreaterThan(0);
    expect(ann.sync.outbox.items.get()).toEqual([]);
    await ann.crash();
  });
});
