import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainStatements, linesOf, type PlanLine, type PlanMode } from '../../test/explain.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import type { ConversationView } from '../conversations/conversation.ts';
import { getConversation } from '../conversations/conversations.service.ts';
import { listMessagesAround } from './history.service.ts';
import { listPinnedMessages, listThreadMessages } from './message-lists.service.ts';

const CONVERSATIONS = 4;
const MESSAGES_EACH = 25_000;
/** Every so many of them is a reply in the thread of the first message, or pinned. */
const REPLY_ONE_IN = 100;
const PIN_ONE_IN = 500;
const PAGE = 50;
/** What the statements of a page may read of messages beside it: one more at each end, and the two that they look up. */
const SPARE_ROWS = 8;

const viewer = { userId: randomUUID(), sessionId: randomUUID(), role: 'MEMBER' } as const;

let database: TestDatabase;
let server: TestServer;
let conversation: ConversationView;
let rootId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer({}, { database });
  const { pool } = server.app.db;
  const ids = Array.from({ length: CONVERSATIONS }, () => randomUUID());
  await pool.query(`INSERT INTO users (id, username, display_name) VALUES ($1, 'reader', 'Reader')`, [viewer.userId]);
  await pool.query(
    `INSERT INTO conversations (id, kind, last_seq, members_seq, created_by_id, last_activity_at)
     SELECT id, 'GROUP', $3, 1, $2, now() + interval '1 year' FROM unnest($1::uuid[]) AS id`,
    [ids, viewer.userId, 1 + MESSAGES_EACH],
  );
  await pool.query(
    `INSERT INTO members (conversation_id, user_id, joined_seq, change_seq) SELECT id, $2, 1, 1 FROM unnest($1::uuid[]) AS id`,
    [ids, viewer.userId],
  );
  await pool.query(
    `WITH places AS (
       SELECT c.id AS conversation_id, i, gen_random_uuid() AS id,
              date_trunc('month', now(), 'UTC') + interval '1 day' - interval '1 month' + i * interval '80 days' / $3 AS at
         FROM unnest($1::uuid[]) AS c (id), generate_series(1, $3::int) AS i
     ), roots AS (SELECT conversation_id, id FROM places WHERE i = 1)
     INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at, thread_root_id, thread_root_seq, pinned_at)
     SELECT p.id, p.conversation_id, 1 + p.i, 1 + p.i, $2, gen_random_uuid(), 'Message number ' || p.i, p.at,
            CASE WHEN p.i % $4 = 0 THEN r.id END, CASE WHEN p.i % $4 = 0 THEN 2 END, CASE WHEN p.i % $5 = 0 THEN p.at END
       FROM places p JOIN roots r USING (conversation_id)`,
    [ids, viewer.userId, MESSAGES_EACH, REPLY_ONE_IN, PIN_ONE_IN],
  );
  await pool.query('VACUUM ANALYZE messages');
  conversation = await getConversation(server.app, viewer, ids[1] ?? '');
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM messages WHERE conversation_id = $1 AND seq = 2', [conversation.id]);
  rootId = rows[0]?.id ?? '';
}, 120_000);
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
  await database.drop();
});

type Read = (app: TestServer['app']) => Promise<{ readonly items: readonly { readonly seq: number }[] }>;

const rowsOf = (line: PlanLine) => (line['Actual Rows'] + (line['Rows Removed by Filter'] ?? 0)) * line['Actual Loops'];

/** What a page gave, what was read of messages for it, and of which partitions that was all; an empty one is read in no other way. */
async function cost(mode: PlanMode, read: Read) {
  let seqs: number[] = [];
  const statements = await explainStatements(server.app.db.pool, {
    mode,
    run: async (pool) => {
      seqs = (await read({ ...server.app, db: { ...server.app.db, pool } })).items.map(({ seq }) => seq);
    },
  });
  const lines = statements.flatMap(({ plan }) => linesOf(plan)).filter((line) => line['Relation Name']?.startsWith('messages'));
  return {
    seqs,
    rows: lines.reduce((sum, line) => sum + rowsOf(line), 0),
    scanned: lines.filter((line) => line['Node Type'] === 'Seq Scan' && rowsOf(line) > 0).map((line) => line['Relation Name']),
  };
}

const range = { size: PAGE, after: null, before: null };
/** The number of the message that was stored n-th. */
const numbers = (first: number, step: number) => Array.from({ length: PAGE }, (_, i) => 1 + first + i * step);

describe.each<PlanMode>(['force_custom_plan', 'force_generic_plan'])('among 100,000 messages (%s)', (mode) => {
  it.each<{ what: string; read: Read; seqs: number[] }>([
    {
      what: 'the newest replies of a thread',
      read: (app) => listThreadMessages(app, conversation, { ...range, direction: 'backward', rootId }),
      seqs: numbers(MESSAGES_EACH - (PAGE - 1) * REPLY_ONE_IN, REPLY_ONE_IN),
    },
    {
      what: 'the oldest replies of a thread',
      read: (app) => listThreadMessages(app, conversation, { ...range, direction: 'forward', rootId }),
      seqs: numbers(REPLY_ONE_IN, REPLY_ONE_IN),
    },
    {
      what: 'the pinned messages',
      read: (app) => listPinnedMessages(app, conversation, { first: PAGE, after: null }),
      seqs: numbers(PIN_ONE_IN, PIN_ONE_IN).toReversed(),
    },
    {
      what: 'what stands around a number',
      read: (app) => listMessagesAround(app, conversation, { size: PAGE, seq: 10_000 }),
      seqs: numbers(9_999 - 24, 1),
    },
    {
      what: 'what stands around the oldest time',
      read: (app) => listMessagesAround(app, conversation, { size: PAGE, at: '2001-01-01T00:00:00Z' }),
      seqs: numbers(1, 1).slice(0, 26),
    },
  ])('reads $what from an index, and hardly more than it gives', async ({ read, seqs }) => {
    const spent = await cost(mode, read);
    expect(spent.seqs).toEqual(seqs);
    expect(spent.scanned).toEqual([]);
    expect(spent.rows).toBeLessThanOrEqual(seqs.length + SPARE_ROWS);
  });
});
