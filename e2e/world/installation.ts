import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../load/server-process.ts';
import { Cluster, type ClusterRedis } from './cluster.ts';
import { ClusterNode } from './cluster-node.ts';

/** In a run that counts coverage, a server leaves what it ran when it stops (`build/scripts/coverage.ts`). */
const COUNTED: Readonly<Record<string, string>> =
  process.env.PARLEY_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE: path.join(process.env.PARLEY_COVERAGE, 'servers') };

interface Parts {
  readonly nodes: readonly ClusterNode[];
  readonly redis: ClusterRedis | null;
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** What the end-to-end tests run against: one node with everything in its data folder, or several with PostgreSQL and Redis beside them. */
export class Installation {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async start(nodes: number): Promise<Installation> {
    return new Installation(nodes === 1 ? await startAlone() : await startCluster(nodes));
  }

  /** The node for the first, the second, … person of a test; they share those that there are. */
  node(turn: number): ClusterNode {
    const { nodes } = this.#parts;
    const node = nodes[turn % nodes.length];
    if (node === undefined) throw new Error('An installation has a node.');
    return node;
  }

  /** Where each node answers. */
  get urls(): string[] {
    return this.#parts.nodes.map(({ url }) => url);
  }

  /** Of several nodes only. */
  get redis(): ClusterRedis {
    if (this.#parts.redis === null) throw new Error('One node by itself has no Redis.');
    return this.#parts.redis;
  }

  /** What a command needs in its environment to work on this installation. */
  get settings(): Readonly<Record<string, string>> {
    return this.#parts.settings;
  }

  /** Whatever a test did to it: all of it runs, with the usual settings. */
  async restore(): Promise<void> {
    await this.#parts.redis?.start();
    await Promise.all(this.#parts.nodes.map((node) => node.restore()));
  }

  /** Ends it and removes all it stored. */
  remove(): Promise<void> {
    return this.#parts.remove();
  }
}

async function startAlone(): Promise<Parts> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-e2e-'));
  const node = new ClusterNode({ dataDir, port: await findFreePort(), settings: COUNTED });
  const remove = async () => {
    await node.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  await node.start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { nodes: [node], redis: null, settings: { DATA_DIR: dataDir }, remove };
}

async function startCluster(nodes: number): Promise<Parts> {
  const cluster = await Cluster.start({ nodes, settings: COUNTED });
  return { nodes: cluster.nodes, redis: cluster.redis, settings: cluster.settings, remove: () => cluster.remove() };
}
