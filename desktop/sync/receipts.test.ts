import { describe, expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { ACKNOWLEDGE } from './documents.ts';
import { MessageReaders } from './message-readers.ts';
import { ReceiptSummary } from './receipt-summary.ts';
import { advance } from './receipts.ts';
import type { ReceiptRow } from './records.ts';

const row = (userId: string, deliveredSeq: number, readSeq: number): ReceiptRow => ({
  conversationId: 'team',
  userId,
  deliveredSeq,
  readSeq,
});

async function open() {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  const bobs = (id = 'direct') => {
    const held = ann.sync.receipts.of(id).get()?.get(BOB);
    return held && [held.deliveredSeq, held.readSeq];
  };
  return { ...ann, server, bobs };
}

it('shows how far the other is, then follows (RECEIPT-1)', async () => {
  const { sync, server, platform, bobs, crash } = await open();
  say(server, [ANN, 'direct'], 'seen?');
  server.acknowledge(BOB, { conversationId: 'direct', deliveredSeq: 5 });
  sync.receipts.watch('direct');
  await platform.advance(100);
  expect(bobs()).toEqual([5, 2]);
  server.acknowledge(BOB, { conversationId: 'direct', readSeq: 5 });
  await settled();
  expect(bobs()).toEqual([5, 5]);
  await crash();
});

it('shows what was known last before there is a network', async () => {
  const { sync, server, platform, store, crash } = await open();
  server.acknowledge(BOB, { conversationId: 'direct', readSeq: 3 });
  sync.receipts.watch('direct');
  await platform.advance(100);
  server.acknowledge(BOB, { conversationId: 'direct', readSeq: 4 });
  await settled();
  await crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store, network });
  offline.sync.receipts.watch('direct');
  await settled();
  expect(offline.sync.receipts.of('direct').get()?.get(BOB)).toEqual({ ...row(BOB, 4, 4), conversationId: 'direct' });
  await offline.crash();
});

it('asks again for what is shown after a new connection, and when the viewer decides otherwise (RECEIPT-4)', async () => {
  const { sync, server, platform, network, bobs, crash } = await open();
  sync.receipts.watch('direct');
  await platform.advance(100);
  network.isUp = false;
  network.cut();
  server.acknowledge(BOB, { conversationId: 'direct', readSeq: 4 });
  network.isUp = true;
  await platform.advance(60_000);
  expect(bobs()).toEqual([4, 4]);
  await sync.settings.update({ readReceipts: false });
  await platform.advance(100);
  expect(bobs()).toEqual([4, 0]);
  await sync.settings.update({ readReceipts: true });
  await platform.advance(100);
  expect(bobs()).toEqual([4, 4]);
  await crash();
});

it('asks for many conversations a few at a time, and again for an answer that was lost', async () => {
  const { sync, server, platform, network, crash } = await open();
  for (let i = 0; i < 25; i += 1) server.addConversation(`chat-${i}`, 'DIRECT', [ANN, `person-${i}`]);
  await platform.advance(100);
  network.isAnswering = false;
  const asked = network.asked.length;
  for (let i = 0; i < 25; i += 1) sync.receipts.watch(`chat-${i}`);
  await platform.advance(5_000);
  expect(network.asked.slice(asked).filter((document) => document.includes('memberReceipts'))).toHaveLength(3);
  network.isAnswering = true;
  await platform.advance(11_000);
  for (let i = 0; i < 25; i += 1) expect(sync.receipts.of(`chat-${i}`).get()?.size).toBe(1);
  await crash();
});

it('keeps what is told while the answer is on its way', async () => {
  const { sync, server, platform, network, bobs, crash } = await open();
  sync.receipts.watch('direct');
  await platform.advance(40);
  const told = { conversationId: 'direct', userId: BOB, deliveredSeq: 4, readSeq: 4 };
  sync.receipts.refresh();
  await platform.advance(50);
  network.deliver({ __typename: 'ReceiptChanged', ...told });
  await settled();
  expect(bobs()).toEqual([4, 4]);
  expect(server.get('direct').readSeqs.get(BOB)).not.toBe(4);
  await crash();
});

it('knows of nobody who left', async () => {
  const { sync, server, platform, crash } = await open();
  server.join('team', 'cid');
  sync.receipts.watch('team');
  await platform.advance(100);
  expect([...(sync.receipts.of('team').get()?.keys() ?? [])]).toEqual([BOB, 'cid']);
  server.leave('team', 'cid');
  await platform.advance(100);
  expect([...(sync.receipts.of('team').get()?.keys() ?? [])]).toEqual([BOB]);
  server.leave('team', ANN);
  await platform.advance(100);
  expect(sync.receipts.of('team').get()).toBeNull();
  await crash();
});

describe('a watermark that is told', () => {
  it.each([
    { words: 'moves forward', held: row(BOB, 5, 3), told: row(BOB, 7, 7), expected: row(BOB, 7, 7) },
    { words: 'never moves back', held: row(BOB, 7, 7), told: row(BOB, 5, 3), expected: row(BOB, 7, 7) },
    { words: 'is no step back when an older one comes late', held: row(BOB, 7, 7), told: row(BOB, 7, 0), expected: row(BOB, 7, 7) },
    { words: 'is hidden when more was got and nothing read', held: row(BOB, 7, 7), told: row(BOB, 8, 0), expected: row(BOB, 8, 0) },
    { words: 'is taken as it is when none was known', held: undefined, told: row(BOB, 8, 2), expected: row(BOB, 8, 2) },
  ])('$words', ({ held, told, expected }) => {
    expect(advance(held, told)).toEqual(expected);
  });
});

it('says how far a message came (MSG-3)', () => {
  const group = new ReceiptSummary([row('bob', 9, 9), row('cid', 9, 4), row('dan', 6, 0)], 3);
  expect([3, 6, 8, 10].map((seq) => [group.reach(seq), group.readCount(seq)])).toEqual([
    ['delivered', 2],
    ['delivered', 1],
    ['sent', 1],
    ['sent', 0],
  ]);
  const direct = new ReceiptSummary([row('bob', 5, 7)], 1);
  expect([5, 7, 8].map((seq) => direct.reach(seq))).toEqual(['read', 'read', 'sent']);
  expect(new ReceiptSummary([row('bob', 9, 9)], 2).reach(1)).toBe('sent');
  expect(new ReceiptSummary([], 0).reach(1)).toBe('sent');
});

it('tells once that messages of others arrived, and nothing for those of oneself', async () => {
  const { server, platform, network, crash } = await open();
  const told = () => network.asked.filter((document) => document === ACKNOWLEDGE).length;
  await platform.advance(2_000);
  const before = told();
  say(server, [ANN, 'team'], 'from another device');
  await platform.advance(2_000);
  expect(told() - before).toBe(0);
  for (const id of ['team', 'team', 'direct']) say(server, [BOB, id]);
  await platform.advance(899);
  expect(told() - before).toBe(0);
  await platform.advance(101);
  expect(told() - before).toBe(2);
  expect(server.get('team').deliveredSeqs.get(ANN)).toBe(7);
  await crash();
});

it('tells that messages arrived which came while it was away', async () => {
  const { server, platform, network, crash } = await open();
  network.isUp = false;
  network.cut();
  say(server, [BOB, 'team'], 'while away');
  network.isUp = true;
  await platform.advance(60_000);
  expect(server.get('team').deliveredSeqs.get(ANN)).toBe(5);
  await crash();
});

it('counts what mentions the viewer, like what is unread, on every device', async () => {
  const { sync, server, platform, network, crash } = await open();
  const counts = () => {
    const held = sync.replica.conversation('team');
    return [held?.unreadCount, held?.mentionCount];
  };
  for (const text of ['hello', `@${ANN} come`, '@all lunch', `@${BOB} and I`]) say(server, [BOB, 'team'], text);
  await settled();
  expect(counts()).toEqual([4, 2]);
  server.edit('team', 6, null);
  await settled();
  expect(counts()).toEqual([3, 1]);
  network.isUp = false;
  network.cut();
  server.acknowledge(ANN, { conversationId: 'team', readSeq: 7 });
  network.isUp = true;
  await platform.advance(60_000);
  expect(counts()).toEqual([1, 0]);
  await crash();
});

it('lists who got and who read a message, and goes on while asked', async () => {
  const { sync, server, crash } = await open();
  server.join('team', 'cid');
  say(server, [ANN, 'team'], 'read?');
  server.acknowledge(BOB, { conversationId: 'team', readSeq: 7 });
  server.acknowledge('cid', { conversationId: 'team', deliveredSeq: 7 });
  const readers = new MessageReaders(sync.request);
  await readers.open('team', 7);
  expect(readers.state.get()).toMatchObject({ status: 'ready', readCount: 1, totalCount: 2, nextCursor: null });
  expect(readers.state.get().people.map(({ person, readAt }) => [person.id, readAt !== undefined])).toEqual([
    [BOB, true],
    ['cid', false],
  ]);
  await readers.open('elsewhere', 1);
  expect(readers.state.get()).toMatchObject({ status: 'ready', people: [] });
  await crash();
  await readers.open('team', 6);
  expect(readers.state.get().status).toBe('error');
});

it('acknowledges several conversations at a time, and everything in the end', async () => {
  const { server, platform, network, crash } = await open();
  const ids = Array.from({ length: 20 }, (_, i) => `group-${i}`);
  for (const id of ids) server.addConversation(id, 'GROUP', [BOB, ANN]);
  await platform.advance(2_000);
  for (const id of ids) say(server, [BOB, id]);
  network.isAnswering = false;
  const asked = network.asked.length;
  await platform.advance(1_000);
  expect(network.asked.slice(asked).filter((document) => document === ACKNOWLEDGE)).toHaveLength(6);
  network.isAnswering = true;
  await platform.advance(20_000);
  expect(ids.map((id) => server.get(id).deliveredSeqs.get(ANN))).toEqual(ids.map(() => 5));
  await crash();
});

it('acknowledges what arrives while an acknowledgement is on its way', async () => {
  const { server, platform, network, crash } = await open();
  await platform.advance(2_000);
  say(server, [BOB, 'team']);
  await platform.advance(899);
  const answered = network.asked.length;
  network.isStreaming = false;
  say(server, [BOB, 'team']);
  const late = network.inTransit.shift() ?? expect.fail();
  const ended = platform.advance(1);
  network.deliver(late);
  await ended;
  expect(network.asked.length).toBeGreaterThan(answered);
  await platform.advance(2_000);
  expect(server.get('team').deliveredSeqs.get(ANN)).toBe(6);
  await crash();
});
