import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { createMetrics } from './metrics.ts';
import { observeReplication } from './replication-metrics.ts';

const STATUS = 'r'.charCodeAt(0);
const COPY_DATA = 'd'.charCodeAt(0);

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ databaseUrl: database.url, connections: 2, timeoutMs: 5_000, log: { warn: () => undefined } });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

function scrape(pool: pg.Pool): Promise<string> {
  const metrics = createMetrics();
  observeReplication(metrics, pool);
  return metrics.registry.metrics();
}

/** What a standby sends: it has replayed the log up to here, `0/1A2B3C` as PostgreSQL writes it. */
function replayed(position: string): Buffer {
  const [high = '', low = ''] = position.split('/');
  const lsn = (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
  const message = Buffer.alloc(39);
  message[0] = COPY_DATA;
  message.writeInt32BE(38, 1);
  message[5] = STATUS;
  for (const at of [6, 14, 22]) message.writeBigUInt64BE(lsn, at);
  return message;
}

it('shows nothing of replicas where there are none', async () => {
  expect(await scrape(db.pool)).not.toMatch(/^chat_database_replication_lag_\w+\{/m);
});

it('shows how far a replica is behind', async () => {
  const standby = new pg.Client({
    connectionString: database.url,
    application_name: 'standby-1',
    replication: 'database',
  } as pg.ClientConfig);
  standby.on('error', () => undefined);
  await standby.connect();
  const { rows } = await db.pool.query<{ position: string }>('SELECT pg_current_wal_lsn() AS position');
  const position = rows[0]?.position ?? '';
  standby.query(`START_REPLICATION PHYSICAL ${position}`).catch(() => undefined);
  const { stream } = (standby as unknown as { connection: { stream: { write(bytes: Buffer): void; destroy(): void } } }).connection;
  stream.write(replayed(position));
  await db.pool.query('CREATE TABLE written_since (n int)');
  await expect.poll(() => scrape(db.pool)).toMatch(/^chat_database_replication_lag_bytes\{replica="standby-1"\} [1-9]\d+$/m);
  expect(await scrape(db.pool)).toMatch(/^chat_database_replication_lag_seconds\{replica="standby-1"\} \d/m);
  stream.destroy();
});

it('keeps no scrape waiting while the database is away', async () => {
  const pool = new pg.Pool({ connectionString: 'postgresql://127.0.0.1:1/none' });
  expect(await scrape(pool)).toContain('chat_messages_sent_total');
  await pool.end();
});
