import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartupError } from '../startup-error.ts';

export interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

export interface MigrationRun {
  readonly databaseUrl: string;
  readonly log: Pick<Logger, 'info'>;
  /** Where the migrations are, when not in their usual place. */
  readonly folder?: string;
}

const FOLDER = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** Any number that no other program on the same database locks. */
const LOCK = 7_274_391_652;

/** The table of `prisma migrate`, so that its commands and ours agree on what is applied. */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** The migrations of this version of Parley, oldest first. */
export function listMigrations(folder: string = FOLDER): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    });
}

/**
 * Applies the migrations that the database does not have yet, each in one transaction with its entry in the history.
 * Nodes that start at once wait for each other.
 * @returns the names of those applied now.
 * @throws StartupError when the database is out of reach, is of a newer Parley, or has a migration in another wording.
 */
export async function deployMigrations({ databaseUrl, log, folder }: MigrationRun): Promise<string[]> {
  const client = await connect(databaseUrl);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(CREATE_HISTORY);
    const pending = pendingOf(listMigrations(folder), await readHistory(client));
    for (const migration of pending) {
      log.info({ migration: migration.name }, 'Applying migration');
      await apply(client, migration);
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Which migrations a database has and which it waits for; changes nothing. */
export async function migrationStatus(databaseUrl: string): Promise<{ applied: string[]; pending: string[] }> {
  const client = await connect(databaseUrl);
  try {
    const known = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS yes");
    const history = known.rows[0]?.yes === true ? await readHistory(client) : new Map<string, string>();
    return { applied: [...history.keys()], pending: pendingOf(listMigrations(), history).map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'parley-migrations', connectionTimeoutMillis: 10_000 });
  // The query that runs when a connection breaks fails by itself; without a listener the event would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, port, database } = client;
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartupError(
      `The database ${database} on ${host}:${port} cannot be opened (${reason}). Check DATABASE_URL and that the server runs.`,
      { cause },
    );
  }
}

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function pendingOf(migrations: readonly Migration[], history: ReadonlyMap<string, string>): Migration[] {
  const names = new Set(migrations.map(({ name }) => name));
  const unknown = [...history.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0) {
    throw new StartupError(`The database was last used by a newer Parley (it has ${unknown.at(-1)}). Update this one to that version.`);
  }
  const reworded = migrations.find(({ name, checksum }) => history.has(name) && history.get(name) !== checksum);
  if (reworded !== undefined) {
    throw new StartupError(`The migration ${reworded.name} was changed after this database had applied it. Use the released file.`);
  }
  return migrations.filter(({ name }) => !history.has(name));
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The migration ${name} could not be applied (${reason}); the database is as it was before it.`, { cause });
  }
}
