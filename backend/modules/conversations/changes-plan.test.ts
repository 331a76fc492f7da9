import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExplainedStatement, explainStatements, linesOf, type PlanMode } from '../../test/explain.ts';
import { type MillionMessages, storeAMillionMessages } from '../../test/million-messages.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { CHANGES_MAX, type ChangeSet, listChanges } from './changes.service.ts';

/** Rows that a page may read beside what it gives: one more than fits, and a batch of the sort within the order of conversations. */
const SPARE_ROWS = 64;
/** Blocks of 8 KB that a page may touch, of a table and indexes of some 40,000. */
const BLOCKS_MAX = 6_000;

let database: TestDatabase;
let server: TestServer;
let stored: MillionMessages;
beforeAll(async () => {
  database = await createTestDatabase();
  stored = await storeAMillionMessages(database);
  server = await startTestServer({}, { database });
}, 180_000);
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
  await database.drop();
});

interface Question {
  readonly userId: string;
  readonly since: ReadonlyMap<string, number>;
  readonly mode: PlanMode;
}

/** One page of a person's changes: what it gave, and how PostgreSQL read each of its statements. */
async function explainPage({ userId, since, mode }: Question) {
  const viewer = { userId, sessionId: randomUUID(), role: 'MEMBER' } as const;
  let page: ChangeSet = { conversations: [], hasMore: false };
  const statements = await explainStatements(server.app.db.pool, {
    mode,
    run: async (pool) => {
      const app = { ...server.app, db: { ...server.app.db, pool } };
      page = await listChanges(app, viewer, { since, includeOthers: true, limit: CHANGES_MAX });
    },
  });
  return { page, statements };
}

const messagesIn = ({ conversations }: ChangeSet) => conversations.reduce((count, { messages }) => count + messages.length, 0);

function rowsOfMessages({ plan }: ExplainedStatement): number {
  const lines = linesOf(plan).filter((line) => line['Relation Name']?.startsWith('messages'));
  return lines.reduce((sum, line) => sum + (line['Actual Rows'] + (line['Rows Removed by Filter'] ?? 0)) * line['Actual Loops'], 0);
}

function sequentialScans({ plan }: ExplainedStatement): unknown[] {
  const lines = linesOf(plan).filter((line) => line['Node Type'] === 'Seq Scan' && line['Relation Name']?.startsWith('messages'));
  return lines.map((line) => line['Relation Name']);
}

const blocksOf = ({ plan }: ExplainedStatement) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];

/** What a page of so many messages cost, rounded, against what it may. */
function expectFewReads(statements: readonly ExplainedStatement[], messages: number): void {
  expect(statements.flatMap(sequentialScans)).toEqual([]);
  for (const statement of statements) {
    expect(rowsOfMessages(statement)).toBeLessThanOrEqual(messages + SPARE_ROWS);
    expect(blocksOf(statement)).toBeLessThan(BLOCKS_MAX);
  }
}

describe.each<PlanMode>(['force_custom_plan', 'force_generic_plan'])('changes among a million messages (%s)', (mode) => {
  it('are a million, in several partitions', async () => {
    const { rows } = await server.app.db.pool.query<{ messages: number; partitions: number }>(
      'SELECT count(*) AS messages, count(DISTINCT tableoid) AS partitions FROM messages',
    );
    expect(rows).toEqual([{ messages: 1_000_000, partitions: 5 }]);
  });

  it.each([
    { page: 'first', missed: 101_001, given: 499 },
    { page: 'middle', missed: 50_000, given: 500 },
    { page: 'last', missed: 400, given: 400 },
  ])('read the $page page of 100,000 messages from the index', async ({ missed, given }) => {
    const { userId, conversationIds, lastSeq } = stored.large;
    const since = new Map(conversationIds.map((id, i) => [id, i === 0 ? lastSeq - missed : lastSeq]));
    const { page, statements } = await explainPage({ userId, since, mode });
    expect(messagesIn(page)).toBe(given);
    expectFewReads(statements, given);
  });

  it('read a page for somebody who is in 200 conversations and holds nothing', async () => {
    const { page, statements } = await explainPage({ userId: stored.broad.userId, since: new Map(), mode });
    expect({ messages: messagesIn(page), hasMore: page.hasMore }).toEqual({ messages: 499, hasMore: true });
    expectFewReads(statements, 499);
  });

  it.each([0, 1, 2])('read %i missed messages in each of 200 conversations', async (missed) => {
    const { userId, conversationIds, lastSeq } = stored.broad;
    const since = new Map(conversationIds.map((id) => [id, lastSeq - missed]));
    const { page, statements } = await explainPage({ userId, since, mode });
    expect({ messages: messagesIn(page), hasMore: page.hasMore }).toEqual({ messages: 200 * missed, hasMore: false });
    expectFewReads(statements, 200 * missed);
  });

  it('take as many statements for 200 conversations as for one', async () => {
    const { userId, conversationIds, lastSeq } = stored.broad;
    const one = await explainPage({ userId, since: new Map(conversationIds.map((id, i) => [id, i === 0 ? lastSeq - 2 : lastSeq])), mode });
    const all = await explainPage({ userId, since: new Map(), mode });
    expect(one.page.conversations).toHaveLength(1);
    expect([one.statements.length, all.statements.length]).toEqual([3, 3]);
  });
});
