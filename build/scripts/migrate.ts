/**
 * Usage: npm run migrate -- deploy | status | diff | dev <name>
 * Works on DATABASE_URL, else on the embedded PostgreSQL of DATA_DIR.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../backend/config.ts';
import { startEmbeddedPostgres } from '../../backend/platform/embedded-postgres.ts';
import { createLogger } from '../../backend/platform/logger.ts';
import { deployMigrations, migrationStatus } from '../../backend/platform/migrations.ts';
import { StartupError } from '../../backend/startup-error.ts';
import { MIGRATIONS_FOLDER, openMigrationEngine } from './migration-engine.ts';

const config = readConfig();
const log = createLogger({ ...config.log, format: 'text' });

type Command = (databaseUrl: string, name: string | undefined) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = { deploy, status, diff, dev };

async function deploy(databaseUrl: string): Promise<void> {
  const applied = await deployMigrations({ databaseUrl, log });
  console.log(applied.length === 0 ? 'Nothing to apply.' : `Applied: ${applied.join(', ')}`);
}

async function status(databaseUrl: string): Promise<void> {
  const { applied, pending } = await migrationStatus(databaseUrl);
  console.log(`Applied:\n${list(applied)}\nWaiting:\n${list(pending)}`);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '  none' : names.map((name) => `  ${name}`).join('\n');
}

async function diff(databaseUrl: string): Promise<void> {
  const script = await difference(databaseUrl);
  console.log(script ?? 'The migrations match the models.');
  if (script !== null) process.exitCode = 2;
}

async function difference(databaseUrl: string): Promise<string | null> {
  const engine = await openMigrationEngine(databaseUrl);
  try {
    return await engine.diff();
  } finally {
    await engine.close();
  }
}

/** Writes the migration from what is there to the models, and applies it. Read it first where it may lose data. */
async function dev(databaseUrl: string, name: string | undefined): Promise<void> {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) throw new StartupError('Give the migration a name like add_reactions.');
  const script = await difference(databaseUrl);
  if (script === null) return console.log('The migrations match the models.');
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_FOLDER, `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'migration.sql'), script);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
  await deploy(databaseUrl);
}

async function main(): Promise<void> {
  const [name = '', argument] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined) throw new StartupError('Usage: npm run migrate -- deploy | status | diff | dev <name>');
  if (config.databaseUrl !== undefined) return await command(config.databaseUrl, argument);
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  try {
    await command(server.url, argument);
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
});
