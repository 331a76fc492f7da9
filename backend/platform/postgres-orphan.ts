import { execFileSync } from 'node:child_process';
import { readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { type Access, clusterFolder, DATABASE_USER } from './postgres-cluster.ts';
import { readPidFile } from './postgres-process.ts';

const GRACE_MS = 5_000;
const SHUTDOWN_MS = 60_000;
const STEP_MS = 50;

/**
 * Makes sure that no PostgreSQL runs on this folder: one whose server was killed goes by itself within moments, or is stopped.
 * @throws StartupError when it has clients, which means that another Parley is alive on the same folder.
 */
export async function stopOrphan(dataDir: string, access: Access): Promise<void> {
  const folder = clusterFolder(dataDir);
  const pid = readPidFile(folder);
  if (pid === undefined || (await isGone(pid, folder, GRACE_MS))) return;
  if (await hasClients(access)) {
    throw new StartupError(`Another Parley is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`);
  }
  signal(pid, 'SIGINT');
  if (await isGone(pid, folder, SHUTDOWN_MS)) return;
  throw new StartupError(`A PostgreSQL (process ${pid}) still holds ${folder} and does not stop. End it, then start again.`);
}

async function isGone(pid: number, folder: string, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isPostgresOf(pid, folder)) {
    if (Date.now() > until) return false;
    await delay(STEP_MS);
  }
  return true;
}

/** Whether this process is the PostgreSQL of this folder, and not a stranger that got its number later. */
function isPostgresOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
    if (process.platform === 'win32') return tasks(pid).includes('postgres.exe');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(folder);
  } catch {
    return false;
  }
}

function tasks(pid: number): string {
  return execFileSync('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh'], { encoding: 'utf8' });
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: 'SIGINT' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function hasClients({ password, port }: Access): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: DATABASE_USER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const others = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    const { rows } = await client.query<{ n: number }>(others);
    return (rows[0]?.n ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
