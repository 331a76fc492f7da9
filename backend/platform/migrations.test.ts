import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartupError } from '../startup-error.ts';
import { silentLog as log } from '../test/log.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { deployMigrations, listMigrations, migrationStatus } from './migrations.ts';

let database: TestDatabase;
let folder: string;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'parley-migrations-'));
  cpSync(path.resolve(import.meta.dirname, '../../prisma/migrations'), folder, { recursive: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function writeMigration(name: string, script: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), script);
}

const deploy = () => deployMigrations({ databaseUrl: database.url, log, folder });
const has = async (table: string) => (await client.query('SELECT to_regclass($1) IS NOT NULL AS yes', [table])).rows[0]?.yes;

describe('migrations', () => {
  test('a database that has them all is left as it is', async () => {
    expect(await deploy()).toEqual([]);
    expect(await migrationStatus(database.url)).toEqual({ applied: listMigrations().map(({ name }) => name), pending: [] });
  });

  test('nodes that start at once apply each migration once', async () => {
    writeMigration('29990101000000_one', 'CREATE TABLE one (id int)');
    writeMigration('29990102000000_two', 'ALTER TABLE one ADD COLUMN name text');
    const results = await Promise.all([deploy(), deploy(), deploy()]);
    expect(results.flat().sort()).toEqual(['29990101000000_one', '29990102000000_two']);
    expect(await has('one')).toBe(true);
  });

  test('one that fails leaves nothing of itself and says which it was', async () => {
    writeMigration('29990101000000_broken', 'CREATE TABLE half (id int); SELECT nothing_like_it();');
    await expect(deploy()).rejects.toThrow(
      /^The migration 29990101000000_broken could not be applied \(.*\); the database is as it was before it\.$/,
    );
    expect(await has('half')).toBe(false);
    writeMigration('29990101000000_broken', 'CREATE TABLE half (id int)');
    expect(await deploy()).toEqual(['29990101000000_broken']);
  });

  test('a database of a newer version is refused in one sentence', async () => {
    writeMigration('29990101000000_later', 'SELECT 1');
    await deploy();
    rmSync(path.join(folder, '29990101000000_later'), { recursive: true });
    await expect(deploy()).rejects.toThrow(
      new StartupError('The database was last used by a newer Parley (it has 29990101000000_later). Update this one to that version.'),
    );
  });

  test('a migration whose wording changed is refused', async () => {
    const [first] = listMigrations();
    if (first === undefined) throw new Error('There are no migrations.');
    writeMigration(first.name, `${first.script}\n-- changed`);
    await expect(deploy()).rejects.toThrow(`The migration ${first.name} was changed after this database had applied it.`);
  });

  test('a database out of reach is named without its password', async () => {
    const failing = deployMigrations({ databaseUrl: 'postgresql://parley:secret@127.0.0.1:1/chat', log });
    await expect(failing).rejects.toThrow(
      /^The database chat on 127\.0\.0\.1:1 cannot be opened \(.*ECONNREFUSED.*\)\. Check DATABASE_URL and that the server runs\.$/,
    );
  });
});

describe('partitions of messages', () => {
  const insert = (at: string) =>
    client.query(
      `INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), 1, 1, gen_random_uuid(), gen_random_uuid(), 'hello', $1)`,
      [at],
    );
  const partitionOf = async (at: string) =>
    (await client.query('SELECT tableoid::regclass::text AS name FROM messages WHERE created_at = $1', [at])).rows;
  const ensure = async (months: number) => (await client.query('SELECT ensure_message_partitions($1) AS made', [months])).rows[0]?.made;

  test('are made ahead by month and only once', async () => {
    const now = new Date();
    await insert(now.toISOString());
    expect(await partitionOf(now.toISOString())).toEqual([{ name: `messages_${now.toISOString().slice(0, 7).replace('-', '_')}` }]);
    expect(await ensure(3)).toBe(0);
    expect(await ensure(5)).toBe(2);
    expect(await ensure(5)).toBe(0);
  });

  test('are made once by nodes that ask at the same time', async () => {
    const others = Array.from({ length: 4 }, () => new pg.Client({ connectionString: database.url }));
    await Promise.all(others.map((each) => each.connect()));
    const made = await Promise.all(others.map((each) => each.query('SELECT ensure_message_partitions(8) AS made')));
    expect(made.map(({ rows }) => rows[0]?.made).sort()).toEqual([0, 0, 0, 5]);
    await Promise.all(others.map((each) => each.end()));
  });
});
