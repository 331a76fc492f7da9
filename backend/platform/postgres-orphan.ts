import { execFileSync } from 'node:child_process';
import { readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { clusterFolder } from './postgres-cluster.ts';
import { readPidFile } from './postgres-process.ts';

const GRACE_MS = 2_000;
const SHUTDOWN_MS = 60_000;
const STEP_MS = 20;

/**
 * Makes sure that no PostgreSQL runs on this folder, which is ours (`folder-lock.ts`): one whose server was killed goes by
 * itself within moments, or is stopped.
 * @throws StartupError when it does not stop.
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const folder = clusterFolder(dataDir);
  const pid = readPidFile(folder);
  if (pid === undefined || (await isGone(pid, folder, GRACE_MS))) return;
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
  if (!signal(pid, 0)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
    if (process.platform === 'win32') return commandOf(pid).includes('postgres.exe');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(folder);
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  return execFileSync('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh'], { encoding: 'utf8' });
}

function signal(pid: number, name: 'SIGINT' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
