import { beforeEach, describe, expect, it } from 'vitest';
import { type Damage, damageRow } from '../test/damage.ts';
import { ModelNetwork } from '../test/model-network.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { MESSAGE_BLOCK, MESSAGE_DIGESTS } from './digest-documents.ts';
import './digest-sweep.ts';
import { CONVERSATION_WITH_MESSAGES } from './documents.ts';
import { MemoryStore } from './memory-store.ts';
import type { ConversationRow, MessageRow } from './records.ts';

/** More than two blocks. */
const MESSAGES = 600;

let server: ModelServer;

beforeEach(() => {
  server = startWorld();
  for (let index = 1; index <= MESSAGES; index += 1) say(server, [BOB, 'team'], `message ${index}`);
});

const lastSeq = () => server.get('team').lastSeq;
const verifiedSeq = ({ sync }: TestClient) => sync.digests.of('team').get()?.seq ?? null;
const countOf = ({ network }: TestClient, document: string) => network.asked.filter((asked) => asked === document).length;
const rowsIn = async (store: TestClient['store']) =>
  (await store.listMessages('team', { before: Number.MAX_SAFE_INTEGER, limit: 10_000 }))?.messages ?? [];

/** A client that holds everything, compared once. */
async function openFull(): Promise<TestClient> {
  const client = await openTestClient(server, ANN);
  await client.sync.history.open('team');
  while (client.sync.history.hasOlder('team')) await client.sync.history.loadOlder('team');
  await client.platform.advance(5_000);
  return client;
}

async function reconnect({ network, platform }: TestClient): Promise<void> {
  network.cut();
  network.asked.length = 0;
  await platform.advance(10_000);
}

describe('digests of what is held', () => {
  it('are compared after catching up, and say up to where everything is as the server has it', async () => {
    const client = await openFull();
    expect(client.sync.digests.of('team').get()).toEqual({ seq: lastSeq(), fromSeq: 0, at: expect.any(Number) });
    expect(client.sync.digests.of('direct').get()?.seq).toBe(server.get('direct').lastSeq);
    expect(countOf(client, MESSAGE_BLOCK)).toBe(0);
  });

  it('are not asked for again while nothing changes', async () => {
    const client = await openFull();
    await reconnect(client);
    expect(countOf(client, MESSAGE_DIGESTS)).toBe(0);
    say(server, [BOB, 'team'], 'news');
    await reconnect(client);
    // The newest part, then the one before it; nothing of the other conversation.
    expect(countOf(client, MESSAGE_DIGESTS)).toBe(2);
    expect(verifiedSeq(client)).toBe(lastSeq());
  });

  it('of a part of the history need nothing that is not held', async () => {
    const client = await openTestClient(server, ANN);
    await client.sync.history.open('team');
    await client.platform.advance(5_000);
    expect(verifiedSeq(client)).toBe(lastSeq());
    expect((await rowsIn(client.store)).length).toBeLessThan(MESSAGES);
  });

  it.each<{ what: string; damage: Damage }>([
    { what: 'a text that was flipped', damage: (row) => ({ ...row, text: `${row.text}!` }) },
    { what: 'a row that is gone', damage: () => null },
    { what: 'a version from the future', damage: (row) => ({ ...row, changeSeq: 1_000_000 }) },
    { what: 'another sender', damage: (row) => ({ ...row, senderId: ANN }) },
    { what: 'reactions of nobody', damage: (row) => ({ ...row, reactions: [{ emoji: '👍', userIds: ['nobody'] }] }) },
    { what: 'a time that never was', damage: (row) => ({ ...row, createdAt: '1999-01-01T00:00:00.000000Z' }) },
  ])('find $what after the next connect, and its block alone is fetched again', async ({ damage }) => {
    const client = await openFull();
    const before = await rowsIn(client.store);
    await damageRow(client.store, ['team', 300], damage);
    expect(await rowsIn(client.store)).not.toEqual(before);
    await reconnect(client);
    expect(await rowsIn(client.store)).toEqual(before);
    expect([countOf(client, MESSAGE_BLOCK), countOf(client, CONVERSATION_WITH_MESSAGES)]).toEqual([1, 0]);
    expect(client.damage).toEqual([['team', 1]]);
    expect(verifiedSeq(client)).toBe(lastSeq());
  });

  it('find what was ruined while the program was not running, and show it as it is', async () => {
    const before = await openFull();
    const truth = before.sync.replica.timeline('team').get()?.messages;
    const { store, platform } = before;
    await before.crash();
    for (const seq of [290, 400, 590]) await damageRow(store, ['team', seq], (row) => ({ ...row, text: 'ruined' }));
    await damageRow(store, ['team', 401], () => null);
    const client = await openTestClient(server, ANN, { store, platform });
    await client.sync.history.open('team');
    while (client.sync.history.hasOlder('team')) await client.sync.history.loadOlder('team');
    await platform.advance(5_000);
    expect(client.sync.replica.timeline('team').get()?.messages).toEqual(truth);
    expect(client.sync.replica.conversation('team')?.lastMessage).toEqual(truth?.at(-1));
    expect(client.damage).toEqual([['team', 2]]);
  });

  it('find a row that the server never had', async () => {
    const client = await openFull();
    const before = await rowsIn(client.store);
    // The first number is somebody's coming, which is no message.
    await client.store.save([
      {
        type: 'blockHealed',
        conversationId: 'team',
        seq: 10_000,
        from: 1,
        to: 1,
        messages: [{ ...(before[9] as MessageRow), seq: 1 }],
        threads: [],
      },
    ]);
    await reconnect(client);
    expect(await rowsIn(client.store)).toEqual(before);
  });

  it('begin a conversation anew that is said to be complete beyond what there is, so that what comes is not taken for known', async () => {
    const { store, platform, sync, crash } = await openFull();
    const row = sync.replica.conversation('team') as ConversationRow;
    await crash();
    const conversation = { ...row, cursor: row.cursor + 5 };
    await store.save([{ type: 'conversationChanged', since: row.cursor, conversation, messages: [], threads: [], members: [] }]);
    const client = await openTestClient(server, ANN, { store, platform });
    say(server, [BOB, 'team'], 'not known yet');
    await platform.advance(5_000);
    expect(verifiedSeq(client)).toBe(lastSeq());
    say(server, [BOB, 'team'], 'nor this');
    await platform.advance(1_000);
    expect(client.sync.replica.conversation('team')).toMatchObject({ cursor: lastSeq(), lastMessage: { text: 'nor this' } });
    expect((await rowsIn(store)).slice(-2).map(({ text }) => text)).toEqual(['not known yet', 'nor this']);
    expect((await store.load()).conversations.find(({ id }) => id === 'team')?.cursor).toBe(lastSeq());
    expect(client.damage).toEqual([['team', 0]]);
  });

  it('leave a conversation as it is while a server that lags says less of it', async () => {
    const client = await openFull();
    const held = server.get('team');
    say(server, [BOB, 'team'], 'news');
    await client.platform.advance(0);
    let lags = 2;
    client.network.onAsked = (document) => {
      if (document !== MESSAGE_DIGESTS) return;
      // Back where it is once the question was answered.
      if (lags > 0) held.lastSeq -= 1;
      if (lags > 0) queueMicrotask(() => (held.lastSeq += 1));
      lags -= 1;
    };
    await reconnect(client);
    expect(lags).toBeLessThan(0);
    expect(countOf(client, CONVERSATION_WITH_MESSAGES)).toBe(0);
    expect(client.damage).toEqual([]);
    expect(verifiedSeq(client)).toBe(lastSeq());
  });

  it.each<{ what: string; damage: (row: MessageRow) => MessageRow | null }>([
    { what: 'flipped', damage: (row) => ({ ...row, text: 'never said' }) },
    { what: 'lost', damage: () => null },
    { what: 'said to be of the future', damage: (row) => ({ ...row, seq: 1_000_000 }) },
  ])('show the newest message as it is where what the list has of it was $what', async ({ damage }) => {
    const { store, platform, sync, crash } = await openFull();
    const row = sync.replica.conversation('team') as ConversationRow;
    await crash();
    const conversation = { ...row, lastMessage: row.lastMessage && damage(row.lastMessage) };
    await store.save([{ type: 'conversationChanged', since: row.cursor, conversation, messages: [], threads: [], members: [] }]);
    const client = await openTestClient(server, ANN, { store, platform });
    expect(client.sync.replica.conversation('team')?.lastMessage).toEqual(conversation.lastMessage);
    await platform.advance(5_000);
    expect(client.sync.replica.conversation('team')?.lastMessage).toEqual(row.lastMessage);
    expect((await store.load()).conversations.find(({ id }) => id === 'team')?.lastMessage).toEqual(row.lastMessage);
  });

  it('let changes that come while a block is fetched stand', async () => {
    const client = await openFull();
    await damageRow(client.store, ['team', 300], () => null);
    client.network.onAsked = (document) => {
      if (document === MESSAGE_BLOCK) server.edit('team', 301, 'edited meanwhile');
    };
    await reconnect(client);
    const rows = await rowsIn(client.store);
    expect(rows.find(({ seq }) => seq === 301)?.text).toBe('edited meanwhile');
    expect(rows.find(({ seq }) => seq === 300)?.text).toBe('message 296');
    expect(verifiedSeq(client)).toBeGreaterThanOrEqual(lastSeq() - 1);
  });

  it('are compared when somebody asks, if something happened since', async () => {
    const client = await openFull();
    client.network.asked.length = 0;
    client.sync.digests.check('team');
    await client.platform.advance(1_000);
    expect(countOf(client, MESSAGE_DIGESTS)).toBe(0);
    say(server, [BOB, 'team'], 'news');
    await client.platform.advance(0);
    client.sync.digests.check('team');
    await client.platform.advance(1_000);
    expect(verifiedSeq(client)).toBe(lastSeq());
  });

  it('are compared again when a conversation was taken over, or somebody asks after looking further back', async () => {
    const client = await openTestClient(server, ANN);
    await client.platform.advance(5_000);
    const fromSeq = () => client.sync.digests.of('team').get()?.fromSeq;
    expect(fromSeq()).toBe(lastSeq());
    await client.sync.history.open('team');
    await client.platform.advance(5_000);
    const shown = fromSeq();
    await client.sync.history.loadOlder('team');
    client.sync.digests.check('team');
    await client.platform.advance(1_000);
    expect(fromSeq()).toBe(client.sync.replica.conversation('team')?.window.startSeq);
    expect(fromSeq()).toBeLessThan(shown ?? 0);
    server.changesMax = 100;
    client.network.isUp = false;
    client.network.cut();
    for (let index = 0; index < 700; index += 1) say(server, [BOB, 'team'], 'much was missed');
    client.network.isUp = true;
    await client.platform.advance(90_000);
    expect(client.sync.digests.of('team').get()).toMatchObject({ seq: lastSeq() });
    server.addConversation('new', 'GROUP', [BOB, ANN]);
    await client.platform.advance(5_000);
    expect(client.sync.digests.of('new').get()?.seq).toBe(server.get('new').lastSeq);
  });

  it('say nothing of a conversation that one is out of', async () => {
    const client = await openFull();
    server.leave('team', ANN);
    await client.platform.advance(1_000);
    expect(client.sync.digests.of('team').get()).toBeNull();
  });

  it('are done without where the server does not know them', async () => {
    const network = new ModelNetwork(server, ANN);
    network.unknown.add(MESSAGE_DIGESTS);
    const client = await openTestClient(server, ANN, { network });
    await client.platform.advance(5_000);
    say(server, [BOB, 'team'], 'still heard');
    await client.platform.advance(60_000);
    expect(client.sync.replica.conversation('team')?.lastMessage?.text).toBe('still heard');
    expect([verifiedSeq(client), countOf(client, MESSAGE_DIGESTS)]).toEqual([null, 1]);
  });

  it('read the store a page at a time, with a rest after each', async () => {
    const store = new MemoryStore();
    const reads: number[] = [];
    const list = store.listMessages.bind(store);
    const client = await openTestClient(server, ANN, { store });
    await client.sync.history.open('team');
    while (client.sync.history.hasOlder('team')) await client.sync.history.loadOlder('team');
    store.listMessages = (id, page) => {
      reads.push(client.platform.now());
      expect(page.limit).toBeLessThanOrEqual(512);
      return list(id, page);
    };
    await reconnect(client);
    expect(reads.length).toBeGreaterThanOrEqual(3);
    expect(new Set(reads).size).toBe(reads.length);
  });
});
