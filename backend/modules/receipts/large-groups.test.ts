import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGroup, type Listener, listen, query, registerPerson, send, type TestPerson } from '../../test/api-client.ts';
import { acknowledge } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import type { ReceiptView } from './receipt.ts';
import { acknowledge as acknowledgeFor } from './receipts.service.ts';

let server: TestServer;
let ann: TestPerson;
let others: TestPerson[];

beforeAll(async () => {
  server = await startTestServer({ GROUP_MEMBERS_MAX: '2000' });
  ann = await registerPerson(server, 'ann');
  others = await Promise.all(Array.from({ length: 9 }, () => registerPerson(server, 'other')));
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const isAdvance = ({ __typename }: { __typename: string }) => __typename === 'ReceiptsAdvanced';

/** Accounts as registration leaves them, without a password each. */
async function makeMembers(conversationId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await server.app.db.pool.query(
    `WITH made AS (INSERT INTO users (id, username, display_name) SELECT id, 'u' || replace(id::text, '-', ''), 'Somebody' FROM unnest($1::uuid[]) AS id)
     SELECT`,
    [ids],
  );
  await server.app.db.pool.query(
    `INSERT INTO members (conversation_id, user_id, joined_seq, change_seq) SELECT $1, id, 1, 1 FROM unnest($2::uuid[]) AS id`,
    [conversationId, ids],
  );
  return ids;
}

it('costs at most 10 statements when 1,000 people read a group within a second, counts included (RECEIPT-5)', async () => {
  const conversationId = await createGroup(server, ann, []);
  const readers = await makeMembers(conversationId, 1_000);
  const { seq } = await send(server, ann, { conversationId, text: 'Read this, all of you' });
  const { app } = server;
  let statements = 0;
  const { pool } = app.db;
  const ask = pool.query.bind(pool);
  pool.query = ((...args: Parameters<typeof ask>) => {
    statements += 1;
    return ask(...args);
  }) as typeof pool.query;
  const read = async (userId: string): Promise<ReceiptView & { unread: number }> => {
    const viewer = { userId, sessionId: randomUUID(), role: 'MEMBER' } as const;
    const receipt = await acknowledgeFor(app, viewer, { conversationId, deliveredSeq: null, readSeq: seq });
    return { ...receipt, unread: (await app.unreadCounts.load({ ...receipt, upToSeq: null })).unread };
  };
  // They come in a hundred waves, ten at a time, as sockets bring them.
  const waves: Promise<ReceiptView & { unread: number }>[] = [];
  for (let at = 0; at < readers.length; at += 10) {
    waves.push(...readers.slice(at, at + 10).map(read));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const receipts = await Promise.all(waves);
  pool.query = ask;
  expect(receipts.every(({ readSeq, unread }) => readSeq === seq && unread === 0)).toBe(true);
  console.log(`1,000 readers: ${statements} statements`);
  expect(statements).toBeLessThanOrEqual(10);
  expect(statements).toBeGreaterThan(1);
});

it('tells many readers of a large group in few events, within a second, and to each person their own at once (RECEIPT-1)', async () => {
  const conversationId = await createGroup(server, ann, others);
  const { seq } = await send(server, ann, { conversationId, text: 'hello' });
  const listeners: Listener[] = [await listen(server, ann), await listen(server, others[0] as TestPerson)];
  const started = Date.now();
  await Promise.all(others.map((each) => acknowledge(server, { as: each, conversationId }, { readSeq: seq })));
  await Promise.all(others.map((each) => acknowledge(server, { as: each, conversationId }, { readSeq: seq })));
  const told = new Map<string, number>();
  for (const listener of listeners) {
    await expect
      .poll(() => new Set(listener.events.filter(isAdvance).flatMap(({ receipts = [] }) => receipts.map(({ userId }) => userId))).size)
      .toBe(others.length);
    expect(listener.events.filter(isAdvance).length).toBeLessThanOrEqual(3);
  }
  expect(Date.now() - started).toBeLessThan(3_000);
  for (const { receipts = [] } of listeners[0]?.events.filter(isAdvance) ?? [])
    for (const { userId, readSeq } of receipts) told.set(userId, readSeq);
  expect([...told.values()].every((each) => each === seq)).toBe(true);
  expect(listeners[0]?.events.some(({ __typename }) => __typename === 'ReceiptChanged')).toBe(false);
  expect(listeners[1]?.events.filter(({ __typename }) => __typename === 'ReceiptChanged')).toHaveLength(1);
  await Promise.all(listeners.map((listener) => listener.stop()));
});

it('tells nobody of what was only delivered there', async () => {
  const conversationId = await createGroup(server, ann, others);
  const [reader] = others as [TestPerson];
  const sees = await listen(server, ann);
  await acknowledge(server, { as: reader, conversationId }, { deliveredSeq: 5 });
  await acknowledge(server, { as: reader, conversationId }, { readSeq: 6 });
  const advance = await sees.next(isAdvance);
  expect(advance.receipts).toEqual([{ userId: reader.id, deliveredSeq: 6, readSeq: 6 }]);
  expect(sees.events.filter(isAdvance)).toHaveLength(1);
  await sees.stop();
});

it('gives all watermarks of a group to its members', async () => {
  const conversationId = await createGroup(server, ann, others);
  const { seq } = await send(server, ann, { conversationId, text: 'hello' });
  await acknowledge(server, { as: others[1] as TestPerson, conversationId }, { deliveredSeq: seq });
  const { conversation } = await query<{ conversation: { memberReceipts: { userId: string; deliveredSeq: number }[] } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { memberReceipts { userId deliveredSeq } } }',
    { variables: { id: conversationId }, token: ann.token },
  );
  expect(conversation.memberReceipts).toHaveLength(10);
  expect(conversation.memberReceipts).toContainEqual({ userId: others[1]?.id, deliveredSeq: seq });
});
