import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type App, createApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { createLogger } from '../platform/logger.ts';
import { Views } from '../realtime/view.ts';
import { schema } from '../schema/index.ts';
import { startServer } from '../server.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

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

/** The key of servers that share a database: nodes of one installation accept each other's tokens. */
const SHARED_KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

interface TestServerOptions {
  /** A database of the caller's, who drops it, for several servers: nodes of one installation. Default: one of its own. */
  readonly database?: TestDatabase;
  /** Gives another way to the database, one that can be cut for example. */
  readonly wayTo?: (databaseUrl: string) => Promise<string>;
}

/** The real server. Rate limits are off unless the settings say otherwise; with REDIS_URL it is one of several nodes. */
export async function startTestServer(settings: Record<string, string> = {}, options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-server-'));
  const database = options.database ?? (await createTestDatabase());
  const logged: string[] = [];
  const config: Config = {
    ...readConfig({
      DATA_DIR: dataDir,
      PUBLIC_URL: TEST_ORIGIN,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      LOG_FORMAT: 'json',
      ...(options.database === undefined ? {} : { JWT_PRIVATE_KEY: SHARED_KEY }),
      ...settings,
    }),
    port: 0,
  };
  const log = createLogger(config.log, { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream);
  const app = await createApp(config, { databaseUrl: (await options.wayTo?.(database.url)) ?? database.url, log });
  const server = await startServer(app, new Views(() => schema));
  return {
    app,
    url: `http://127.0.0.1:${server.port}`,
    socketUrl: `ws://127.0.0.1:${server.port}/graphql`,
    logged,
    async stop() {
      await server.close();
      await app.dispose();
      if (options.database === undefined) await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
