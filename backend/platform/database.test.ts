import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { silentLog as log } from '../test/log.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { type Database, openDatabase } from './database.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ databaseUrl: database.url, connections: 4, timeoutMs: 500, log });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

async function read(expression: string): Promise<unknown> {
  return (await db.pool.query(`SELECT ${expression} AS value`)).rows[0]?.value;
}

describe('the hot path', () => {
  test.each([
    ['12345678901::bigint', 12_345_678_901],
    ['ARRAY[1::bigint, NULL, 3]', [1, null, 3]],
    ["'{}'::bigint[]", []],
    ["'2026-01-02 03:04:05+02'::timestamptz", '2026-01-02T01:04:05.000000Z'],
    ["'2026-01-02 03:04:05.12345Z'::timestamptz", '2026-01-02T03:04:05.123450Z'],
    ["'-infinity'::timestamptz", '-infinity'],
    ['NULL::bigint', null],
    ["'plain'::text", 'plain'],
  ])('reads %s', async (expression, expected) => {
    expect(await read(expression)).toEqual(expected);
  });

  test('gives up a statement that takes too long', async () => {
    await expect(db.pool.query('SELECT pg_sleep(30)')).rejects.toThrow('canceling statement due to statement timeout');
  });
});

test('whoever waits for a lock gets it in time from a process that was cut off while it held it', async () => {
  const cutOff = await db.pool.connect();
  await cutOff.query('BEGIN');
  await cutOff.query('SELECT pg_advisory_xact_lock(7)');
  await expect(db.pool.query('SELECT pg_advisory_xact_lock(7)')).resolves.toBeDefined();
  cutOff.release(true);
});

test('both ways go on after every connection was cut', async () => {
  await Promise.all([db.prisma.user.count(), db.pool.query('SELECT 1')]);
  await db.pool
    .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
    .catch(() => undefined);
  await vi.waitFor(async () => {
    expect(await db.prisma.user.count()).toBe(0);
    expect(await read('1')).toBe(1);
  });
});

test('Prisma prepares a statement once per connection', async () => {
  const prepared = async () => {
    const rows = await db.prisma.$queryRawUnsafe<{ n: number }[]>(
      "SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '%conversations%' AND statement NOT LIKE '%pg_prepared%'",
    );
    return rows[0]?.n;
  };
  for (let round = 0; round < 4; round += 1) await db.prisma.conversation.findMany({ take: 1 });
  expect(await prepared()).toBe(1);
});
