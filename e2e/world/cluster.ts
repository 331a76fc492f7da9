import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { AccessTokens } from '../../backend/modules/accounts/access-tokens.ts';
import { openSigningKey } from '../../backend/modules/accounts/signing-key.ts';
import { startTestRedis, type TestRedis } from '../../backend/test/test-redis.ts';
import { findFreePort, type ServerProcessOptions } from '../load/server-process.ts';
import { ClusterNode } from './cluster-node.ts';
import { ClusterPostgres } from './cluster-postgres.ts';

export interface ClusterOptions extends Pick<ServerProcessOptions, 'settings' | 'nodeOptions' | 'program'> {
  readonly nodes: number;
  /** The way that a node, counted from 0, takes to PostgreSQL and to Redis: a proxy's address for example. Default: the direct one. */
  readonly databaseUrlOf?: (node: number, url: string) => string;
  readonly redisUrlOf?: (node: number, url: string) => string;
}

/** Redis remembers nothing from one start to the next. */
export interface ClusterRedis extends Pick<TestRedis, 'url' | 'port' | 'start' | 'stop' | 'flush'> {
  /** `kill -9`, as `stop`: Redis has nothing to put away. */
  kill(): Promise<void>;
}

interface Parts {
  readonly folder: string;
  readonly postgres: ClusterPostgres;
  readonly redis: TestRedis;
  readonly nodes: readonly ClusterNode[];
}

/**
 * One installation of several nodes: one PostgreSQL, one Redis, server processes that share nothing else but the key that signs tokens.
 * Each part can be ended and started again on its port. All of it ends with us, however we end.
 */
export class Cluster {
  readonly nodes: readonly ClusterNode[];
  readonly postgres: ClusterPostgres;
  readonly redis: ClusterRedis;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.nodes = parts.nodes;
    this.postgres = parts.postgres;
    this.redis = supervise(parts.redis);
  }

  /** Resolves when all nodes are ready. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const folder = mkdtempSync(path.join(tmpdir(), 'parley-cluster-'));
    const begun: { remove(): Promise<void> }[] = [{ remove: async () => rmSync(folder, { recursive: true, force: true }) }];
    try {
      const postgres = await ClusterPostgres.create(folder);
      begun.unshift({ remove: () => postgres.stop() });
      const redis = await startTestRedis(undefined, await findFreePort());
      begun.unshift(redis);
      await openSigningKey(keyFileIn(folder));
      const nodes = await makeNodes(options, { folder, postgres, redis });
      begun.unshift({ remove: () => stopAll(nodes) });
      await startAll(nodes);
      return new Cluster({ folder, postgres, redis, nodes });
    } catch (error) {
      for (const part of begun) await part.remove();
      throw error;
    }
  }

  /** A connection to the nodes' database. */
  connect(): Promise<pg.Client> {
    return this.postgres.connect();
  }

  /** What a command needs in its environment to work on this installation. */
  get settings(): Readonly<Record<string, string>> {
    const { folder, postgres, redis } = this.#parts;
    return { DATA_DIR: folder, DATABASE_URL: postgres.url, REDIS_URL: redis.url, JWT_PRIVATE_KEY_FILE: keyFileIn(folder) };
  }

  /** Makes access tokens that the nodes take for their own. */
  async accessTokens(): Promise<AccessTokens> {
    return new AccessTokens(await openSigningKey(keyFileIn(this.#parts.folder)));
  }

  /** Ends everything and removes all that was stored. */
  async remove(): Promise<void> {
    const { folder, postgres, redis, nodes } = this.#parts;
    await stopAll(nodes);
    await redis.remove();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Knows whether it runs, so that starting it twice does nothing. */
function supervise(redis: TestRedis): ClusterRedis {
  let isRunning = true;
  const stop = async () => {
    isRunning = false;
    await redis.stop();
  };
  const start = async () => {
    if (isRunning) return;
    await redis.start();
    isRunning = true;
  };
  return { ...redis, stop, kill: stop, start };
}

const keyFileIn = (folder: string) => path.join(folder, 'signing-key.pem');

function makeNodes(
  { nodes, databaseUrlOf, redisUrlOf, settings, ...rest }: ClusterOptions,
  { folder, postgres, redis }: Omit<Parts, 'nodes'>,
): Promise<ClusterNode[]> {
  const makeNode = async (_: unknown, node: number) =>
    new ClusterNode({
      ...rest,
      dataDir: path.join(folder, `node-${node}`),
      port: await findFreePort(),
      settings: {
        ...settings,
        DATABASE_URL: databaseUrlOf?.(node, postgres.url) ?? postgres.url,
        REDIS_URL: redisUrlOf?.(node, redis.url) ?? redis.url,
        JWT_PRIVATE_KEY_FILE: keyFileIn(folder),
      },
    });
  return Promise.all(Array.from({ length: nodes }, makeNode));
}

/** The first node makes the tables before the others ask for them. */
async function startAll([first, ...others]: readonly ClusterNode[]): Promise<void> {
  await first?.start();
  await Promise.all(others.map((node) => node.start()));
}

/** Those that run. */
async function stopAll(nodes: readonly ClusterNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.stop()));
}
