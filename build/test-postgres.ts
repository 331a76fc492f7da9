import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../backend/platform/embedded-postgres.ts';
import { deployMigrations } from '../backend/platform/migrations.ts';
import type { TestPostgres } from '../backend/test/test-database.ts';

const TEMPLATE = 'parley_template';

/** Starts one embedded PostgreSQL in a folder of its own for the whole test run and migrates a template once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-test-'));
  const log = pino({ level: 'error' });
  const server = await startEmbeddedPostgres({ dataDir, log });
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await deployMigrations({ databaseUrl: template.href, log });
  const postgres: TestPostgres = { url: server.url, template: TEMPLATE };
  project.provide('postgres', postgres);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
