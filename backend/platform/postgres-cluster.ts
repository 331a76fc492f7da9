import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { diskFull, explainFileError, StartupError } from '../startup-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

export const DATABASE_USER = 'parley';

/** What is needed to reach the embedded server; made once and kept in the data folder, readable by its owner only. */
export type Access = z.infer<typeof ACCESS>;

const ACCESS = z.strictObject({ password: z.string().min(16), port: z.int().min(1).max(65_535) }).readonly();

/** The folder of the database files below the data folder. */
export function clusterFolder(dataDir: string): string {
  return path.join(dataDir, 'postgres');
}

/**
 * How PostgreSQL is told where its files are. Its account may be barred from a folder above (root's home), so as another
 * account it starts inside the folder and knows it by this link, which needs no way through the folders above.
 */
export function folderAsSeenBy(binaries: PostgresBinaries, folder: string): string {
  return binaries.account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/**
 * Makes the password and the empty database files if they are not there.
 * @throws StartupError with the sentence for a full disk, a folder that is not ours to write, files of another version.
 */
export async function prepareCluster(dataDir: string, binaries: PostgresBinaries, port: number | undefined): Promise<Access> {
  try {
    const access = await prepareAccess(dataDir, port);
    const folder = clusterFolder(dataDir);
    if (existsSync(path.join(folder, 'PG_VERSION'))) refuseOtherVersion(folder, binaries.major);
    else await createCluster(folder, binaries, access.password);
    return access;
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** The access kept in a data folder; none in a new one. */
export function readAccess(dataDir: string): Access | undefined {
  const file = accessFile(dataDir);
  try {
    return existsSync(file) ? ACCESS.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new StartupError(`${file} is damaged. Put it back from a backup.`, { cause: error });
    throw explainFileError(error, file);
  }
}

function accessFile(dataDir: string): string {
  return path.join(dataDir, 'postgres.json');
}

async function prepareAccess(dataDir: string, wantedPort: number | undefined): Promise<Access> {
  const file = accessFile(dataDir);
  const kept = readAccess(dataDir);
  if (kept === undefined && existsSync(path.join(clusterFolder(dataDir), 'PG_VERSION'))) {
    throw new StartupError(`${file} is missing; it holds the password of the database beside it. Put it back from a backup.`);
  }
  const port = wantedPort ?? (await freePort(kept?.port));
  if (kept !== undefined && kept.port === port) return kept;
  const access: Access = { password: kept?.password ?? randomBytes(24).toString('base64url'), port };
  writeFileSync(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return access;
}

/** The preferred port when nobody uses it, else one that the system chooses. */
async function freePort(preferred = 0): Promise<number> {
  const listener = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(preferred, '127.0.0.1', () => {
        const address = listener.address();
        resolve(typeof address === 'object' && address !== null ? address.port : preferred);
      });
    });
  } catch (error) {
    if (preferred === 0) throw error;
    return await freePort();
  } finally {
    listener.close();
  }
}

function refuseOtherVersion(folder: string, major: number): void {
  const stored = Number(readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim());
  if (stored === major) return;
  const advice =
    stored > major
      ? 'Update Parley to the version that last used this folder.'
      : 'Dump it with the Parley version that last used this folder, and restore the dump into an empty one.';
  throw new StartupError(`${folder} was written by PostgreSQL ${stored}, and this Parley brings PostgreSQL ${major}. ${advice}`);
}

/** Makes the files beside their place and moves them there when they are complete: a start cut short leaves nothing behind. */
async function createCluster(folder: string, binaries: PostgresBinaries, password: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const secrets = mkdtempSync(path.join(tmpdir(), 'parley-initdb-'));
  const passwordFile = path.join(secrets, 'password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(binaries, unfinished, secrets, passwordFile);
    await runInitdb(unfinished, binaries, passwordFile);
    chmodSync(unfinished, 0o700);
    renameSync(unfinished, folder);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function giveTo({ account }: PostgresBinaries, ...paths: string[]): void {
  if (account === undefined) return;
  for (const each of paths) chownSync(each, account.uid, account.gid);
}

const CTYPE: Partial<Record<NodeJS.Platform, string>> = { darwin: 'en_US.UTF-8', win32: 'C' };

async function runInitdb(folder: string, binaries: PostgresBinaries, passwordFile: string): Promise<void> {
  const options = [
    ['-D', folderAsSeenBy(binaries, folder), '-U', DATABASE_USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ['--encoding=UTF8', '--locale=C', `--lc-ctype=${CTYPE[process.platform] ?? 'C.UTF-8'}`],
    ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ].flat();
  try {
    await promisify(execFile)(binaries.initdb, options, { ...binaries.account, cwd: folder });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    if (/no space left|disk quota/i.test(output)) throw diskFull(folder, error);
    throw new StartupError(`PostgreSQL could not make its files in ${folder}: ${lastLine(output)}`, { cause: error });
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
