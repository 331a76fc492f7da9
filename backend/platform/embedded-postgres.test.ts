import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StartupError } from '../startup-error.ts';
import { silentLog as log } from '../test/log.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

let folder: string;
let dataDir: string;
const running: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley postgres '));
  dataDir = path.join(folder, 'data');
});

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start() {
  const server = await startEmbeddedPostgres({ dataDir, log });
  running.push(server.stop);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(dataDir, 'postgres/postmaster.pid');
const postmaster = () => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('embedded PostgreSQL', () => {
  test('keeps data, port and password from one start to the next', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('answers this machine only, with a password that only its owner can read', async () => {
    const { url } = await start();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(statSync(path.join(dataDir, 'postgres.json')).mode & 0o077).toBe(0);
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(
      await query(
        url,
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY 1",
      ),
    ).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });

  test('comes back on the same port with everything committed after it is killed', async () => {
    const server = await start();
    const restarted = new Promise<void>((resolve) => server.onRestart(resolve));
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(postmaster(), 'SIGKILL');
    await restarted;
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('goes when its server is killed, and starts again', async () => {
    const module = path.join(import.meta.dirname, 'embedded-postgres.ts');
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: { debug() {}, info() {}, warn() {}, error() {} } });
      console.log('ready'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await new Promise<string[]>((resolve) =>
      createInterface({ input: child.stdout }).once('line', (...args) => resolve(args)),
    );
    expect(line).toBe('ready');
    const pid = postmaster();
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 20 });
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('takes a pid file that now names a stranger for what it is', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(pidFile(), `${process.pid}\n/nowhere\n1\n5432\n\n127.0.0.1\n       0         0\nready   \n`);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('refuses a folder that another server uses', async () => {
    const { url } = await start();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      new StartupError(`Another Parley is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`),
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('of two first starts at once, one gets the folder', async () => {
    const results = await Promise.allSettled([start(), start()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([
    ['newer', '99', 'Update Parley to the version that last used this folder.'],
    ['older', '12', 'Dump it with the Parley version that last used this folder, and restore the dump into an empty one.'],
  ])('says in one sentence that the files are of a %s version', async (_, version, advice) => {
    mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), `${version}\n`);
    writeFileSync(path.join(dataDir, 'postgres.json'), JSON.stringify({ password: 'long enough to be one', port: 54_321 }));
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      new StartupError(`${dataDir}/postgres was written by PostgreSQL ${version}, and this Parley brings PostgreSQL 18. ${advice}`),
    );
  });

  test('says in one sentence that the data folder is a file', async () => {
    writeFileSync(dataDir, 'in the way');
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      new StartupError(`${dataDir} is not a folder. Move that file away, or set DATA_DIR to another folder.`),
    );
  });

  const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
  if (!mayMount) console.log('The test of a full disk is skipped: it mounts a small one, which takes Linux and root.');
  test.skipIf(!mayMount)('says in one sentence that the disk is full', async () => {
    mkdirSync(dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dataDir]);
    try {
      await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
        /^The disk that holds .* is full\. Make room, then start again; nothing stored is lost\.$/,
      );
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });
});
