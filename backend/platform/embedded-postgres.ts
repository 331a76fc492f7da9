import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { lockFolder } from './folder-lock.ts';
import { findPostgres } from './postgres-binaries.ts';
import { type Access, DATABASE_USER, prepareCluster, readAccess } from './postgres-cluster.ts';
import { stopOrphan } from './postgres-orphan.ts';
import { launchPostgres, type PostgresLaunch, type PostgresProcess } from './postgres-process.ts';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Calls the listener each time PostgreSQL is back after it died without being asked to. */
  onRestart(listener: () => void): void;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The folder that holds everything; made when missing. */
  readonly dataDir: string;
  /** Leave out to keep the port of last time, or any free one. */
  readonly port?: number | undefined;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

const DATABASE = 'parley';

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1 only, and keeps it running until `stop` (OPS-1, DELIVERY-1).
 * @throws StartupError with one clear sentence when it cannot.
 */
export async function startEmbeddedPostgres({ dataDir, port, log }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir);
  const unlock = await lockFolder(folder);
  try {
    const server = await start({ dataDir: folder, port, log });
    const stop = async () => {
      await server.stop();
      unlock();
    };
    return { ...server, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function start({ dataDir, port, log }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findPostgres();
  await stopOrphan(dataDir);
  const access = await prepareCluster(dataDir, binaries, port);
  const launch: PostgresLaunch = { dataDir, binaries, port: access.port, onLine: (line) => relay(line, log) };
  const supervised = await supervise(launch, log);
  try {
    await createDatabase(access);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return { url: urlOf(access, DATABASE), ...supervised };
}

/** Keeps one PostgreSQL alive: when it dies unasked, the next one starts on the same port as soon as the old one's children are gone. */
async function supervise(launch: PostgresLaunch, log: EmbeddedPostgresOptions['log']): Promise<Omit<EmbeddedPostgres, 'url'>> {
  const listeners: (() => void)[] = [];
  let current: PostgresProcess = await launchPostgres(launch);
  let stopping = false;

  const revive = async () => {
    for (let attempt = 0; !stopping; attempt += 1) {
      try {
        current = await launchPostgres(launch);
        log.info('PostgreSQL is back');
        for (const listener of listeners) listener();
        return;
      } catch (error) {
        log.warn({ err: error }, 'PostgreSQL is not back yet; trying again');
        await delay(Math.min(100 * 2 ** attempt, 5_000));
      }
    }
  };
  const watch = async () => {
    while (!stopping) {
      await current.exited;
      if (stopping) return;
      log.error('PostgreSQL ended unasked; starting it again');
      await revive();
    }
  };
  const watching = watch();
  return {
    onRestart: (listener) => void listeners.push(listener),
    stop: async () => {
      stopping = true;
      await current.stop();
      await watching;
      await current.stop();
    },
  };
}

function relay(line: string, log: EmbeddedPostgresOptions['log']): void {
  if (/^(FATAL|PANIC):/.test(line)) log.warn({ postgres: line }, 'PostgreSQL reports');
  else log.debug({ postgres: line }, 'PostgreSQL log');
}

function urlOf({ password, port }: Access, database: string): string {
  return `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Where the PostgreSQL of a data folder answers that another process has started; undefined when none does. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const access = readAccess(path.resolve(dataDir));
  if (access === undefined) return undefined;
  const url = urlOf(access, DATABASE);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return url;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(access, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}
