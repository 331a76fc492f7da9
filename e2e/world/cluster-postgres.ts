import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPostgres, type PostgresBinaries } from '../../backend/platform/postgres-binaries.ts';
import { clusterFolder, DATABASE_USER, prepareCluster } from '../../backend/platform/postgres-cluster.ts';
import { launchPostgres, type PostgresProcess, readPidFile } from '../../backend/platform/postgres-process.ts';
import { findFreePort } from '../load/server-process.ts';

const DATABASE = 'parley';
const START_TIMEOUT_MS = 60_000;
const RETRY_MS = 50;

/** A real PostgreSQL that stays dead when it is killed, until it is started again. It ends with us, however we end. */
export class ClusterPostgres {
  readonly url: string;
  readonly port: number;
  readonly #dataDir: string;
  readonly #binaries: PostgresBinaries;
  #running: PostgresProcess | null = null;

  private constructor(dataDir: string, binaries: PostgresBinaries, access: { readonly port: number; readonly password: string }) {
    this.#dataDir = dataDir;
    this.#binaries = binaries;
    this.port = access.port;
    this.url = `postgresql://${DATABASE_USER}:${access.password}@127.0.0.1:${access.port}/${DATABASE}`;
  }

  /** Makes an empty database in the folder and starts it. */
  static async create(dataDir: string): Promise<ClusterPostgres> {
    const binaries = await findPostgres();
    const postgres = new ClusterPostgres(dataDir, binaries, await prepareCluster(dataDir, binaries, await findFreePort()));
    await postgres.start();
    await postgres.#createDatabase().catch(async (error: unknown) => {
      await postgres.stop();
      throw error;
    });
    return postgres;
  }

  /** Starts it unless it runs; resolves when it takes connections. */
  async start(): Promise<void> {
    if (this.#running !== null) return;
    const launch = { dataDir: this.#dataDir, binaries: this.#binaries, port: this.port, onLine: () => undefined };
    const until = Date.now() + START_TIMEOUT_MS;
    // The processes of one that was killed hold its memory for a moment, and the next one does not start until they are gone.
    while (this.#running === null) {
      this.#running = await launchPostgres(launch).catch(async (error: unknown) => {
        if (Date.now() > until) throw error;
        await delay(RETRY_MS);
        return null;
      });
    }
  }

  /** A fast shutdown: everything committed is on disk. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** `kill -9` of its first process; the others end by themselves. */
  async kill(): Promise<void> {
    const pid = readPidFile(clusterFolder(this.#dataDir));
    if (this.#running === null || pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    await this.#running.exited;
    this.#running = null;
  }

  /** A connection to the nodes' database, by no way but the direct one. */
  connect(): Promise<pg.Client> {
    return connectTo(this.url);
  }

  async #createDatabase(): Promise<void> {
    const maintenance = new URL(this.url);
    maintenance.pathname = '/postgres';
    const client = await connectTo(maintenance.href);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
    await client.end();
  }
}

/** A connection that breaks fails the statements that it holds, never the process. */
async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
