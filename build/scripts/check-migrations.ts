/** Fails when the migrations do not lead to the models. Uses a PostgreSQL of its own in a folder that is removed again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../backend/platform/embedded-postgres.ts';
import { createLogger } from '../../backend/platform/logger.ts';
import { openMigrationEngine } from './migration-engine.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-check-'));
const server = await startEmbeddedPostgres({ dataDir, log: createLogger({ level: 'warn', format: 'text' }) });
try {
  const engine = await openMigrationEngine(server.url);
  const missing = await engine.diff();
  await engine.close();
  if (missing !== null) {
    console.error(`The models have what no migration makes. Run "npm run migrate -- dev <name>". Missing:\n${missing}`);
    process.exitCode = 1;
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
