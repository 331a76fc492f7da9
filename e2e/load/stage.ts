import path from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { AccessTokens } from '../../backend/modules/accounts/access-tokens.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../backend/platform/embedded-postgres.ts';
import { startTestRedis, type TestRedis } from '../../backend/test/test-redis.ts';
import { DataFolder } from './data-folder.ts';
import { Latencies } from './latencies.ts';

/**
 * What all servers under test stand on: the same PostgreSQL with its default durability, the same Redis, the same signing key. Each server
 * gets a database of its own.
 */
export class Stage {
  readonly #folder: DataFolder;
  readonly #postgres: EmbeddedPostgres;
  readonly #statements: StatementLog;
  #redis: Promise<RunningRedis> | null = null;
  #databases = 0;

  private constructor(folder: DataFolder, postgres: EmbeddedPostgres, statements: StatementLog) {
    this.#folder = folder;
    this.#postgres = postgres;
    this.#statements = statements;
  }

  static async open(): Promise<Stage> {
    const folder = new DataFolder();
    const statements = new StatementLog();
    try {
      const silent = () => undefined;
      const log = { debug: (line: unknown) => statements.read(line), info: silent, warn: silent, error: silent };
      return new Stage(folder, await startEmbeddedPostgres({ dataDir: folder.path, log }), statements);
    } catch (error) {
      folder.remove();
      throw error;
    }
  }

  /** Makes an empty database, with nothing of an earlier workload left to write; gives its URL. */
  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const url = new URL(this.#postgres.url);
    url.pathname = `/bench_${this.#databases}`;
    const database = await connectTo(this.#postgres.url);
    await database.query(`CREATE DATABASE bench_${this.#databases}`);
    await database.query('CHECKPOINT');
    await database.end();
    return url.href;
  }

  async dropDatabase(url: string): Promise<void> {
    const database = await connectTo(this.#postgres.url);
    await database.query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
    await database.end();
  }

  /** Lets PostgreSQL tell how long each step of each statement takes, while `work` runs. */
  async timeStatements(work: () => Promise<void>): Promise<StatementTimes> {
    await this.#setStatementLog('0');
    try {
      return await this.#statements.listen(work);
    } finally {
      await this.#setStatementLog('-1');
    }
  }

  /** The running Redis; started when first asked for. */
  redis(): Promise<RunningRedis> {
    this.#redis ??= startRedis();
    return this.#redis;
  }

  accessTokens(): Promise<AccessTokens> {
    return this.#folder.accessTokens();
  }

  /** A data folder for nodes, which keep nothing of their own in it. */
  get nodeFolder(): string {
    return path.join(this.#folder.path, 'node');
  }

  /** Where the key that signs access tokens is. */
  get signingKeyFile(): string {
    return path.join(this.#folder.path, 'signing-key.pem');
  }

  get postgresPid(): number | undefined {
    return this.#folder.postgresPid;
  }

  async postgresVersion(): Promise<string> {
    const database = await connectTo(this.#postgres.url);
    const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
    await database.end();
    return rows[0]?.server_version ?? 'unknown';
  }

  async close(): Promise<void> {
    await (await this.#redis)?.remove();
    await this.#postgres.stop();
    this.#folder.remove();
  }

  async #setStatementLog(minimum: '0' | '-1'): Promise<void> {
    const database = await connectTo(this.#postgres.url);
    await database.query(`ALTER SYSTEM SET log_min_duration_statement = ${minimum}`);
    await database.query('SELECT pg_reload_conf()');
    await database.end();
  }
}

export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

export interface RunningRedis extends Pick<TestRedis, 'url' | 'remove'> {
  readonly pid: number;
}

async function startRedis(): Promise<RunningRedis> {
  const server = await startTestRedis();
  const client = new Redis(server.url);
  const [, pid] = /process_id:(\d+)/.exec(await client.info('server')) ?? [];
  client.disconnect();
  return { url: server.url, remove: () => server.remove(), pid: Number(pid) };
}

/** How long PostgreSQL worked. */
export interface StatementTimes {
  /** Binding the parameters and, where it is made anew, the plan. */
  readonly bind: Latencies;
  readonly execute: Latencies;
}

/** Finds the durations in PostgreSQL's log. */
class StatementLog {
  #times: StatementTimes | null = null;

  async listen(work: () => Promise<void>): Promise<StatementTimes> {
    const times = { bind: new Latencies(), execute: new Latencies() };
    this.#times = times;
    await work();
    this.#times = null;
    return times;
  }

  read(entry: unknown): void {
    const line = (entry as { postgres?: unknown }).postgres;
    if (this.#times === null || typeof line !== 'string') return;
    const [, ms, step] = /^LOG: {2}duration: ([\d.]+) ms {2}(bind|execute|statement)/.exec(line) ?? [];
    if (step !== undefined) (step === 'bind' ? this.#times.bind : this.#times.execute).add(Number(ms));
  }
}
