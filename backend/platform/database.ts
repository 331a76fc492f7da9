import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Logger } from 'pino';
import { PrismaClient } from '../generated/prisma/client.ts';
import { HOT_PATH_TYPES } from './database-types.ts';

export interface Database {
  /** For everything but the hot path. */
  readonly prisma: PrismaClient;
  /** For SQL of our own: whole numbers come as `number`, times as text in UTC with six digits of the second. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Connections at most, half for Prisma and half for the pool. */
  readonly connections: number;
  /** After which a statement is given up. */
  readonly timeoutMs: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Opens both ways to the database. Connections are made when needed; one that breaks is logged and replaced. */
export function openDatabase(options: DatabaseOptions): Database {
  const onBroken = (error: Error) => options.log.warn({ reason: error.message }, 'A database connection broke');
  const settings = poolSettings(options);
  const adapter = new PrismaPg(
    { ...settings, application_name: 'parley' },
    {
      statementNameGenerator: statementNames(),
      onPoolError: onBroken,
      onConnectionError: onBroken,
    },
  );
  // An error of another format repeats the values of its call, which would reach the log.
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });
  const pool = new pg.Pool({ ...settings, application_name: 'parley-hot', types: HOT_PATH_TYPES });
  pool.on('error', onBroken);
  // A connection in use reports its end to whoever waits for its answer, and here, where it would else end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    prisma,
    pool,
    close: async () => {
      await Promise.all([prisma.$disconnect(), pool.end()]);
    },
  };
}

function poolSettings({ databaseUrl, connections, timeoutMs }: DatabaseOptions): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    max: Math.max(1, Math.floor(connections / 2)),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1_000,
    // A process that is cut off in the middle of a transaction holds its locks for so long: others must still get theirs in time.
    idle_in_transaction_session_timeout: timeoutMs / 2,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
  };
}

/** More than the application has; guards PostgreSQL against lists of every length, each of which is a statement of its own. */
const STATEMENTS_MAX = 500;

/** Names statements so that each connection prepares them once. Beyond the maximum the name is empty: parsed each time. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= STATEMENTS_MAX) return known ?? '';
    const name = `parley_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
