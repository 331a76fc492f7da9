import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainStatements, linesOf, type PlanLine, type PlanMode } from '../../test/explain.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { BlockDigests } from './block-digests.ts';

const CONVERSATIONS = 4;
const MESSAGES_EACH = 6_000;
/** Every so many of them was edited after all were sent. */
const EDITED_ONE_IN = 500;
const EDITED = MESSAGES_EACH / EDITED_ONE_IN;

let database: TestDatabase;
let server: TestServer;
const ids = Array.from({ length: CONVERSATIONS }, () => randomUUID());
const conversationId = ids[1] ?? '';

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer({}, { database });
  const { pool } = server.app.db;
  const userId = randomUUID();
  await pool.query(`INSERT INTO users (id, username, display_name) VALUES ($1, 'reader', 'Reader')`, [userId]);
  await pool.query(
    `INSERT INTO conversations (id, kind, last_seq, members_seq, created_by_id) SELECT id, 'GROUP', $3, 1, $2 FROM unnest($1::uuid[]) AS id`,
    [ids, userId, MESSAGES_EACH + EDITED],
  );
  await pool.query(
    `INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
     SELECT gen_random_uuid(), c.id, i, CASE WHEN i % $4 = 0 THEN $3 + i / $4 ELSE i END, $2, gen_random_uuid(), 'Message number ' || i,
            date_trunc('month', now(), 'UTC') + interval '1 day' - interval '1 month' + i * interval '80 days' / $3
       FROM unnest($1::uuid[]) AS c (id), generate_series(1, $3::int) AS i`,
    [ids, userId, MESSAGES_EACH, EDITED_ONE_IN],
  );
  await pool.query('VACUUM ANALYZE messages');
}, 120_000);
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
  await database.drop();
});

const rowsOf = (line: PlanLine) => (line['Actual Rows'] + (line['Rows Removed by Filter'] ?? 0)) * line['Actual Loops'];

/** What is read of messages for it: how many rows, and the partitions that were read from end to end; an empty one is read in no other way. */
async function cost(mode: PlanMode, run: (pool: pg.Pool) => Promise<unknown>) {
  const statements = await explainStatements(server.app.db.pool, { mode, run });
  const lines = statements.flatMap(({ plan }) => linesOf(plan)).filter((line) => line['Relation Name']?.startsWith('messages'));
  return {
    rows: lines.reduce((sum, line) => sum + rowsOf(line), 0),
    scanned: lines.filter((line) => line['Node Type'] === 'Seq Scan' && rowsOf(line) > 0).map((line) => line['Relation Name']),
  };
}

describe.each<PlanMode>(['force_custom_plan', 'force_generic_plan'])('among 24,000 messages (%s)', (mode) => {
  it('reads the messages of a block from an index, and no others', async () => {
    const blocks = [0, 13, 23];
    const spent = await cost(mode, (pool) =>
      new BlockDigests({ pool }).load([{ conversationId, lastSeq: MESSAGES_EACH + EDITED, blocks }]),
    );
    // The first block has no message 0, the last one ends with the conversation.
    expect(spent).toEqual({ rows: 255 + 256 + 113, scanned: [] });
  });

  it('finds what changed from an index, and reads only that again', async () => {
    const db = { pool: server.app.db.pool };
    const digests = new BlockDigests(db);
    const load = (lastSeq: number) => digests.load([{ conversationId, lastSeq, blocks: [0, 13, 23] }]);
    await load(MESSAGES_EACH);
    const spent = await cost(mode, (pool) => {
      db.pool = pool;
      return load(MESSAGES_EACH + EDITED);
    });
    // Messages of two of the blocks are among those that were edited.
    expect(spent).toEqual({ rows: EDITED + 256 + 113, scanned: [] });
  });
});
