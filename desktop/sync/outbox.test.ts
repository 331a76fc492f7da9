import { expect, it } from 'vitest';
import { ManualBrowser, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ModelServer } from '../test/model-server.ts';
import { Refused } from '../test/refused.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { SEND_MESSAGE, SET_REACTION } from './operation-documents.ts';
import type { OutboxRow } from './records.ts';

function startWorld(): { server: ModelServer; network: ModelNetwork } {
  const server = new ModelServer();
  server.addConversation('team', 'GROUP', ['ann', 'bob']);
  server.addConversation('direct', 'DIRECT', ['ann', 'bob']);
  return { server, network: new ModelNetwork(server, 'ann') };
}

const textsOf = (server: ModelServer, id = 'team') =>
  server.conversations
    .get(id)
    ?.messages.filter(({ kind }) => kind === 'TEXT')
    .map(({ text }) => text);
const textOf = ({ operation }: OutboxRow) => (operation.type === 'send' ? operation.text : operation.type);
const waiting = ({ sync }: TestClient) => sync.outbox.items.get().map(({ row, state }) => [textOf(row), state]);
const stored = async ({ store }: TestClient) => (await store.load()).outbox.map(textOf);

it('shows a message at once, stores it before it is sent, and lets it go when it is acknowledged', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  const sending = ann.sync.send('team', { text: 'hello' });
  expect(waiting(ann)).toEqual([['hello', 'sending']]);
  expect(network.asked).not.toContain(SEND_MESSAGE);
  await sending;
  expect(await stored(ann)).toEqual(['hello']);
  await settled();
  expect(waiting(ann)).toEqual([]);
  expect(await stored(ann)).toEqual([]);
  expect(ann.sync.replica.conversation('team')?.lastMessage?.text).toBe('hello');
  await ann.crash();
});

it('sends what was written without a network, in order, after a restart', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  network.isUp = false;
  network.cut();
  await settled();
  for (const text of ['one', 'two', 'three']) await ann.sync.send('team', { text });
  await ann.sync.send('direct', { text: 'aside' });
  await ann.crash();
  network.isUp = true;
  const again = await openTestClient(server, 'ann', { network, store: ann.store, platform: ann.platform });
  expect(textsOf(server)).toEqual(['one', 'two', 'three']);
  expect(textsOf(server, 'direct')).toEqual(['aside']);
  expect(waiting(again)).toEqual([]);
  await again.crash();
});

it('sends the next message of a conversation only when the one before is answered', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  network.isAnswering = false;
  for (const text of ['one', 'two']) await ann.sync.send('team', { text });
  await ann.sync.send('direct', { text: 'aside' });
  await settled();
  expect([textsOf(server), textsOf(server, 'direct')]).toEqual([['one'], ['aside']]);
  await ann.crash();
});

it('warns after three seconds, and can be sent again at once or given up (MSG-3)', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  server.refusal = new Refused('UNAVAILABLE', { retryable: true, retryAfterMs: 60_000 });
  await ann.sync.send('team', { text: 'one' });
  await ann.sync.send('team', { text: 'two' });
  await ann.platform.advance(2_999);
  expect(waiting(ann)).toEqual([
    ['one', 'sending'],
    ['two', 'sending'],
  ]);
  await ann.platform.advance(1);
  expect(waiting(ann)).toEqual([
    ['one', 'slow'],
    ['two', 'slow'],
  ]);
  const [one, two] = ann.sync.outbox.items.get().map(({ row }) => row.id);
  await ann.sync.outbox.discard(two ?? '');
  expect(await stored(ann)).toEqual(['one']);
  server.refusal = null;
  await ann.sync.outbox.retry(one ?? '');
  await settled();
  expect(textsOf(server)).toEqual(['one']);
  expect(waiting(ann)).toEqual([]);
  await ann.crash();
});

it('keeps a refused message with its reason until it is sent again, and lets the next ones pass', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  server.refusal = new Refused('MESSAGE_TOO_LARGE');
  await ann.sync.send('team', { text: 'too long' });
  await settled();
  server.refusal = null;
  await ann.sync.send('team', { text: 'short' });
  await settled();
  expect(textsOf(server)).toEqual(['short']);
  expect(ann.sync.outbox.items.get()).toMatchObject([
    { state: 'failed', row: { operation: { text: 'too long' }, refusal: { code: 'MESSAGE_TOO_LARGE' } } },
  ]);
  await ann.crash();

  const again = await openTestClient(server, 'ann', { network, store: ann.store, platform: ann.platform });
  await again.platform.advance(120_000);
  expect(waiting(again)).toEqual([['too long', 'failed']]);
  await again.sync.outbox.retry(again.sync.outbox.items.get()[0]?.row.id ?? '');
  expect(waiting(again)).toEqual([['too long', 'sending']]);
  await settled();
  expect(textsOf(server)).toEqual(['short', 'too long']);
  await again.crash();
});

it('waits as long as the server says before it tries again, and longer after every failure', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  const sends = () => network.asked.filter((document) => document === SEND_MESSAGE).length;
  server.refusal = new Refused('RATE_LIMITED', { retryable: true, retryAfterMs: 5_000 });
  await ann.sync.send('team', { text: 'patient' });
  await ann.platform.advance(4_999);
  expect(sends()).toBe(1);
  await ann.platform.advance(1);
  expect(sends()).toBe(2);
  server.refusal = new Refused('INTERNAL', { retryable: true });
  await ann.platform.advance(5_000);
  expect(sends()).toBe(3);
  await ann.platform.advance(2_900);
  expect(sends()).toBe(3);
  await ann.platform.advance(200);
  expect(sends()).toBe(4);
  await ann.crash();
});

it('is sent by one tab and shown by all', async () => {
  const { server } = startWorld();
  const browser = new ManualBrowser();
  const networks = [new ModelNetwork(server, 'ann'), new ModelNetwork(server, 'ann')] as const;
  const first = await openTestClient(server, 'ann', { browser, network: networks[0] });
  const second = await openTestClient(server, 'ann', { browser, network: networks[1], store: first.store, platform: first.platform });
  server.refusal = new Refused('UNAVAILABLE', { retryable: true });
  await second.sync.send('team', { text: 'from the second tab' });
  await settled();
  expect(waiting(first)).toEqual(waiting(second));
  expect(networks.map(({ asked }) => asked.includes(SEND_MESSAGE))).toEqual([true, false]);
  await first.crash();
  server.refusal = null;
  await first.platform.advance(60_000);
  expect(networks[1].asked).toContain(SEND_MESSAGE);
  expect(textsOf(server)).toEqual(['from the second tab']);
  expect(waiting(second)).toEqual([]);
  await second.crash();
});

const target = (seq: number) => ({ messageId: `team-${seq}`, seq });
const messageOf = (server: ModelServer, seq: number) => server.get('team').messages.find((message) => message.seq === seq);

it('does what was done to messages without a network, in order and once, after a restart', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  await ann.sync.send('team', { text: 'Lunch?', poll: { options: ['yes', 'no'], isMultiple: false } });
  await settled();
  const before = server.get('team').lastSeq;
  network.isUp = false;
  network.cut();
  await settled();
  const { outbox } = ann.sync;
  await outbox.operate('team', { type: 'edit', ...target(before), text: 'Lunch at noon?' });
  await outbox.operate('team', { type: 'vote', ...target(before), optionIndexes: [0] });
  await outbox.operate('team', { type: 'vote', ...target(before), optionIndexes: [1] });
  await outbox.operate('team', { type: 'react', ...target(before), emoji: '👍', isOn: true });
  await outbox.operate('team', { type: 'pin', ...target(before), isPinned: true });
  await outbox.operate('team', { type: 'closePoll', ...target(before) });
  await ann.sync.send('team', { text: 'in its thread', threadRoot: { id: `team-${before}`, seq: before } });
  expect(outbox.pendingOf(`team-${before}`).map(({ row }) => row.operation.type)).toEqual([
    'edit',
    'vote',
    'vote',
    'react',
    'pin',
    'closePoll',
  ]);
  await ann.crash();
  network.isUp = true;
  const again = await openTestClient(server, 'ann', { network, store: ann.store, platform: ann.platform });
  await again.platform.advance(0);
  expect(messageOf(server, before)).toMatchObject({
    text: 'Lunch at noon?',
    reactions: [{ emoji: '👍', userIds: ['ann'] }],
    pinnedById: 'ann',
    poll: { options: [{ voterIds: [] }, { voterIds: ['ann'] }], closedAt: expect.any(String) },
  });
  expect(server.get('team').messages.at(-1)).toMatchObject({ text: 'in its thread', threadRootSeq: before });
  expect(server.get('team').lastSeq).toBe(before + 7);
  expect([waiting(again), await stored(again)]).toEqual([[], []]);
  await again.crash();
});

it('carries an operation out once although its answer was lost', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  server.send('bob', { conversationId: 'team', clientMessageId: 'key', text: 'hello' });
  network.isAnswering = false;
  await ann.sync.outbox.operate('team', { type: 'react', ...target(5), emoji: '👍', isOn: true });
  await settled();
  const after = server.get('team').lastSeq;
  network.isAnswering = true;
  network.cut();
  await ann.platform.advance(60_000);
  expect(network.asked.filter((document) => document === SET_REACTION)).toHaveLength(2);
  expect(server.get('team').lastSeq).toBe(after);
  expect(waiting(ann)).toEqual([]);
  await ann.crash();
});

it('keeps a refused operation with its reason until it is given up, and shows the message as the server has it', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  server.send('bob', { conversationId: 'team', clientMessageId: 'key', text: 'hello' });
  await ann.sync.outbox.operate('team', { type: 'edit', ...target(5), text: 'not mine' });
  await ann.sync.outbox.operate('team', { type: 'react', ...target(5), emoji: '👍', isOn: true });
  await settled();
  expect(messageOf(server, 5)).toMatchObject({ text: 'hello', reactions: [{ emoji: '👍' }] });
  const [refused] = ann.sync.outbox.pendingOf('team-5');
  expect(refused).toMatchObject({ state: 'failed', row: { refusal: { code: 'FORBIDDEN' } } });
  await ann.sync.outbox.discard(refused?.row.id ?? '');
  expect([ann.sync.outbox.pendingOf('team-5'), await stored(ann)]).toEqual([[], []]);
  await ann.crash();
});

it('shows what was acknowledged before its event comes, and is not put back by an older one', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  server.send('bob', { conversationId: 'team', clientMessageId: 'key', text: 'hello' });
  await ann.sync.history.open('team');
  network.isStreaming = false;
  for (const emoji of ['👍', '🎉']) {
    await ann.sync.outbox.operate('team', { type: 'react', ...target(5), emoji, isOn: true });
    await settled();
  }
  const shown = () =>
    ann.sync.replica
      .timeline('team')
      .get()
      ?.messages.find(({ seq }) => seq === 5)
      ?.reactions.map(({ emoji }) => emoji);
  expect(shown()).toEqual(['👍', '🎉']);
  for (const event of network.inTransit.splice(0)) {
    network.deliver(event);
    await settled();
    expect(shown()).toEqual(['👍', '🎉']);
  }
  expect(ann.sync.replica.conversation('team')?.cursor).toBe(7);
  await ann.crash();
});

it('sends only the latest of what the viewer keeps for themselves', async () => {
  const { server, network } = startWorld();
  const ann = await openTestClient(server, 'ann', { network });
  network.isUp = false;
  network.cut();
  await settled();
  for (const name of ['A', 'B', 'C']) {
    await ann.sync.outbox.operate('', { type: 'viewerItem', kind: 'FOLDER', key: 'folder', value: { name, position: 1 } });
  }
  await ann.sync.outbox.operate('', { type: 'viewerItem', kind: 'FOLDER', key: 'other', value: { name: 'Other', position: 2 } });
  expect(await stored(ann)).toEqual(['viewerItem', 'viewerItem']);
  network.isUp = true;
  await ann.platform.advance(60_000);
  expect(server.items.changes('ann', 0)).toMatchObject({ seq: 2, items: [{ folder: { name: 'C' } }, { folder: { name: 'Other' } }] });
  expect([waiting(ann), await stored(ann)]).toEqual([[], []]);
  await ann.crash();
});
