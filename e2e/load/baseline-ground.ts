import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dialect } from './dialects/dialect.ts';
import type { Ground, GroundOptions } from './ground.ts';
import { newIds, type Person, withTokens } from './people.ts';
import { findFreePort, ServerProcess } from './server-process.ts';
import { connectTo, type Stage } from './stage.ts';

const FOLDER = path.join(import.meta.dirname, 'baselines');

export interface Baseline {
  /** A program in `baselines/`. */
  readonly program: string;
  readonly dialect: Dialect;
  readonly usesRedis: boolean;
}

/** One of the servers to compare with. */
export class BaselineGround implements Ground {
  readonly dialect: Dialect;
  readonly redisPid: number | null;
  readonly #stage: Stage;
  readonly #databaseUrl: string;
  readonly #server: ServerProcess;

  private constructor(stage: Stage, running: { dialect: Dialect; databaseUrl: string; server: ServerProcess; redisPid: number | null }) {
    this.#stage = stage;
    this.dialect = running.dialect;
    this.redisPid = running.redisPid;
    this.#databaseUrl = running.databaseUrl;
    this.#server = running.server;
  }

  static async open(stage: Stage, { program, dialect, usesRedis }: Baseline, { nodeOptions = [] }: GroundOptions): Promise<BaselineGround> {
    const redis = usesRedis ? await stage.redis() : null;
    const databaseUrl = await stage.createDatabase();
    const database = await connectTo(databaseUrl);
    await database.query(readFileSync(path.join(FOLDER, 'tables.sql'), 'utf8'));
    await database.end();
    const publicKey = (await stage.accessTokens()).jwks.keys[0];
    const settings = {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      JWT_PUBLIC_KEY: JSON.stringify(publicKey),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const server = await ServerProcess.start({
      dataDir: FOLDER,
      port: await findFreePort(),
      settings,
      nodeOptions,
      program: path.join(FOLDER, program),
    });
    return new BaselineGround(stage, { dialect, databaseUrl, server, redisPid: redis?.pid ?? null });
  }

  get ports(): number[] {
    return [this.#server.port];
  }

  get serverPids(): number[] {
    return [this.#server.pid];
  }

  async makePeople(count: number): Promise<Person[]> {
    const people = newIds(count);
    await this.#query(`INSERT INTO users (id, display_name) SELECT id, 'Person ' || left(id::text, 8) FROM unnest($1::uuid[]) AS u (id)`, [
      people.map(({ userId }) => userId),
    ]);
    return withTokens(this.#stage, people);
  }

  async makeGroup(people: readonly Person[]): Promise<string> {
    const id = randomUUID();
    await this.#query('INSERT INTO members (conversation_id, user_id) SELECT $1::uuid, user_id FROM unnest($2::uuid[]) AS m (user_id)', [
      id,
      people.map((person) => person.id),
    ]);
    return id;
  }

  async endOf(conversationId: string): Promise<string> {
    const [row] = await this.#query('SELECT coalesce(max(id), 0)::text AS "end" FROM messages WHERE conversation_id = $1', [
      conversationId,
    ]);
    return row?.end ?? '0';
  }

  async close(): Promise<string> {
    await this.#server.stop();
    await this.#stage.dropDatabase(this.#databaseUrl);
    return this.#server.output;
  }

  async #query(text: string, values: unknown[]): Promise<{ end: string }[]> {
    const database = await connectTo(this.#databaseUrl);
    try {
      const { rows } = await database.query<{ end: string }>(text, values);
      return rows;
    } finally {
      await database.end();
    }
  }
}
