import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { diskFull, StartupError } from '../startup-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { clusterFolder, folderAsSeenBy } from './postgres-cluster.ts';

export interface PostgresProcess {
  /** Resolves when PostgreSQL is gone, whatever the reason. */
  readonly exited: Promise<void>;
  /** Asks for a fast shutdown (open transactions are rolled back, everything committed is on disk) and waits for it. */
  stop(): Promise<void>;
}

export interface PostgresLaunch {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly port: number;
  /** Called with each line that PostgreSQL writes to its log. */
  onLine(line: string): void;
}

/** Durability stays at PostgreSQL's own defaults (fsync, synchronous_commit, full_page_writes on): DELIVERY-1. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  wal_compression: 'pglz',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  // Without the values that a statement was about.
  log_error_verbosity: 'terse',
};

/**
 * Runs PostgreSQL as a child of a small shell that reads our pipe: when this process dies, by `kill -9` too, the read
 * ends and the shell asks PostgreSQL for a fast shutdown.
 */
const TIED_TO_PARENT =
  'exec 3<&0; "$0" "$@" </dev/null 3<&- & P=$!; (while read _ <&3; do :; done; kill -INT $P) & W=$!; wait $P; R=$?; kill $W 2>/dev/null; exit $R';

/** The same on Windows, where there is no such shell: a second Node that outlives us just long enough to end PostgreSQL. */
const WINDOWS_GUARD =
  "const p=require('node:child_process').spawn(process.argv[1],process.argv.slice(2),{stdio:['ignore','ignore','inherit']});" +
  "p.on('exit',(c)=>process.exit(c??1));process.stdin.on('end',()=>p.kill()).resume();";

const START_TIMEOUT_MS = 120_000;

/**
 * Starts PostgreSQL and waits until it accepts connections.
 * @throws StartupError with its last words when it does not.
 */
export async function launchPostgres(launch: PostgresLaunch): Promise<PostgresProcess> {
  const child = spawnTied(launch);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.stdin?.end();
    await exited;
  };
  try {
    await untilReady(child, exited, launch);
  } catch (error) {
    await stop();
    throw error;
  }
  return { exited, stop };
}

function spawnTied({ dataDir, binaries, port }: PostgresLaunch): ChildProcess {
  const folder = clusterFolder(dataDir);
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [binaries.postgres, '-D', folderAsSeenBy(binaries, folder), ...settings];
  const options: SpawnOptions = { ...binaries.account, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], env: environment(folder) };
  const child =
    process.platform === 'win32'
      ? spawn(process.execPath, ['-e', WINDOWS_GUARD, ...command], { ...options, windowsHide: true })
      : spawn('/bin/sh', ['-c', TIED_TO_PARENT, ...command], { ...options, detached: true });
  child.stdin?.on('error', () => {});
  return child;
}

/**
 * PostgreSQL refuses a pid file whose process lives, yet after a crash of the machine that number may belong to a
 * stranger. Ours are gone when this runs (`postgres-orphan.ts`), so it is told to take that number for its starter's.
 */
function environment(folder: string): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: passes on what every program of this machine needs; no setting is read.
  const { PATH, SystemRoot, TEMP } = process.env;
  const pid = readPidFile(folder);
  return { PATH, SystemRoot, TEMP, ...(pid === undefined ? {} : { PG_GRANDPARENT_PID: String(pid) }) };
}

/** The process id in a cluster's pid file, whether it lives or not. */
export function readPidFile(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function untilReady(child: ChildProcess, exited: Promise<void>, { dataDir, onLine }: PostgresLaunch): Promise<void> {
  const lastWords: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<'ready'>();
  if (child.stderr === null) throw new Error('PostgreSQL was started without its log.');
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
    if (line.includes('ready to accept connections')) resolve('ready');
    onLine(line);
  });
  const timer = Promise.withResolvers<'late'>();
  const timeout = setTimeout(() => timer.resolve('late'), START_TIMEOUT_MS);
  const outcome = await Promise.race([ready, exited, timer.promise]);
  clearTimeout(timeout);
  if (outcome !== 'ready') throw explain(lastWords, dataDir);
}

function explain(lines: readonly string[], dataDir: string): StartupError {
  const output = lines.join('\n');
  if (/no space left|disk quota/i.test(output)) return diskFull(dataDir);
  const reason = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  return new StartupError(`PostgreSQL did not start in ${dataDir}: ${reason.replace(/^.*?(FATAL|PANIC):\s*/, '')}`, { cause: output });
}
