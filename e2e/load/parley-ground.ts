import type pg from 'pg';
import { createGroup, request } from './api.ts';
import { parleyDialect } from './dialects/parley.ts';
import type { Ground, GroundOptions } from './ground.ts';
import { makePeople, type Person } from './people.ts';
import { findFreePort, ServerProcess } from './server-process.ts';
import { connectTo, type Stage } from './stage.ts';

/** Parley itself: one process without Redis, or several with it. */
export class ParleyGround implements Ground {
  readonly dialect = parleyDialect;
  readonly redisPid: number | null;
  readonly #stage: Stage;
  readonly #databaseUrl: string;
  readonly #servers: ServerProcess[] = [];

  private constructor(stage: Stage, databaseUrl: string, redisPid: number | null) {
    this.#stage = stage;
    this.#databaseUrl = databaseUrl;
    this.redisPid = redisPid;
  }

  static async open(stage: Stage, { nodes, nodeOptions = [] }: GroundOptions): Promise<ParleyGround> {
    const redis = nodes === undefined ? null : await stage.redis();
    await stage.accessTokens();
    const ground = new ParleyGround(stage, await stage.createDatabase(), redis?.pid ?? null);
    const settings = {
      DATABASE_URL: ground.#databaseUrl,
      JWT_PRIVATE_KEY_FILE: stage.signingKeyFile,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    try {
      for (let node = 0; node < (nodes ?? 1); node += 1) {
        const port = await findFreePort();
        ground.#servers.push(await ServerProcess.start({ dataDir: stage.nodeFolder, port, settings, nodeOptions }));
      }
      return ground;
    } catch (error) {
      await ground.close();
      throw error;
    }
  }

  get ports(): number[] {
    return this.#servers.map(({ port }) => port);
  }

  get serverPids(): number[] {
    return this.#servers.map(({ pid }) => pid);
  }

  makePeople(count: number): Promise<Person[]> {
    return makePeople({ connect: () => connectTo(this.#databaseUrl), accessTokens: () => this.#stage.accessTokens() }, count);
  }

  makeGroup(people: readonly Person[], name: string): Promise<string> {
    return createGroup(this.#port, people, name);
  }

  async endOf(conversationId: string, member: Person): Promise<string> {
    const { conversation } = await request<{ conversation: { lastSeq: number } }>(this.#port, member.token, {
      query: 'query End($id: ID!) { conversation(id: $id) { lastSeq } }',
      variables: { id: conversationId },
    });
    return String(conversation.lastSeq);
  }

  connect(): Promise<pg.Client> {
    return connectTo(this.#databaseUrl);
  }

  async close(): Promise<string> {
    await Promise.all(this.#servers.map((server) => server.stop()));
    await this.#stage.dropDatabase(this.#databaseUrl);
    return this.#servers.map(({ output }) => output).join('');
  }

  get #port(): number {
    const [port] = this.ports;
    if (port === undefined) throw new Error('No node runs.');
    return port;
  }
}
