import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type App, createApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { createLogger } from '../platform/logger.ts';
import { Views } from '../realtime/view.ts';
import { schema } from '../schema/index.ts';
import { startServer } from '../server.ts';
import { createTestDatabase } from './test-database.ts';

/** The origin that a test's pages come from. */
export const TEST_ORIGIN = 'http://localhost:4000';

export interface TestServer {
  readonly app: App;
  /** Where it listens, for example `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly socketUrl: string;
  /** What the server logged as an error: an expected failure is never there. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/**
 * The real server on a database of its own. Rate limits are off unless the settings say otherwise.
 * `wayTo`: gives another way to the database, one that can be cut for example.
 */
export async function startTestServer(
  settings: Record<string, string> = {},
  wayTo: (databaseUrl: string) => Promise<string> = async (databaseUrl) => databaseUrl,
): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-server-'));
  const database = await createTestDatabase();
  const logged: string[] = [];
  const config: Config = {
    ...readConfig({ DATA_DIR: dataDir, PUBLIC_URL: TEST_ORIGIN, RATE_LIMITS: 'off', LOG_LEVEL: 'error', LOG_FORMAT: 'json', ...settings }),
    port: 0,
  };
  const log = createLogger(config.log, { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream);
  const app = await createApp(config, { databaseUrl: await wayTo(database.url), log });
  const server = await startServer(app, new Views(() => schema));
  return {
    app,
    url: `http://127.0.0.1:${server.port}`,
    socketUrl: `ws://127.0.0.1:${server.port}/graphql`,
    logged,
    async stop() {
      await server.close();
      await app.dispose();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
