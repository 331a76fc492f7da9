import { setTimeout as delay } from 'node:timers/promises';
import { shuffled } from '../crash/seeded-random.ts';
import { Cluster } from '../world/cluster.ts';
import { type Fault, type FaultKind, NODES } from './plan.ts';
import { TcpProxy } from './proxy.ts';

/** How many of a node's client sockets a half-open fault takes. */
const HALF_OPEN_SHARE = 0.5;

const START_ATTEMPTS = 10;

interface Ways {
  /** From clients to each node. */
  readonly toNodes: readonly TcpProxy[];
  readonly toPostgres: readonly TcpProxy[];
  readonly toRedis: readonly TcpProxy[];
  /** To any node that answers, by way of `toNodes`. */
  readonly balancer: TcpProxy;
}

export interface SiteOptions {
  readonly random: () => number;
  /** What runs in place of the server's own program. */
  readonly program?: string;
}

/** An installation of several nodes, PostgreSQL and Redis, in which every way leads through a proxy. */
export class Site {
  readonly cluster: Cluster;
  readonly #ways: Ways;
  readonly #random: () => number;

  private constructor(cluster: Cluster, ways: Ways, random: () => number) {
    this.cluster = cluster;
    this.#ways = ways;
    this.#random = random;
  }

  static async start({ random, program }: SiteOptions): Promise<Site> {
    const targets = { nodes: [] as number[], postgres: 0, redis: 0 };
    const eachNode = <T>(make: (node: number) => Promise<T>) => Promise.all(Array.from({ length: NODES }, (_, node) => make(node)));
    const toNodes = await eachNode((node) => TcpProxy.start(() => targets.nodes.slice(node, node + 1)));
    const ways = {
      toNodes,
      toPostgres: await eachNode(() => TcpProxy.start(() => [targets.postgres])),
      toRedis: await eachNode(() => TcpProxy.start(() => [targets.redis])),
      balancer: await TcpProxy.start(() => shuffled(random, toNodes).map(({ port }) => port)),
    };
    const through = (url: string, proxy: TcpProxy | undefined) => {
      const address = new URL(url);
      const port = Number(address.port);
      address.port = String(proxy?.port);
      return { port, url: address.href };
    };
    const cluster = await Cluster.start({
      nodes: NODES,
      ...(program === undefined ? {} : { program }),
      databaseUrlOf: (node: number, url: string) => {
        const way = through(url, ways.toPostgres[node]);
        targets.postgres = way.port;
        return way.url;
      },
      redisUrlOf: (node: number, url: string) => {
        const way = through(url, ways.toRedis[node]);
        targets.redis = way.port;
        return way.url;
      },
    });
    targets.nodes = cluster.nodes.map(({ port }) => port);
    return new Site(cluster, ways, random);
  }

  /** The nodes as clients reach them. */
  get ports(): number[] {
    return this.#ways.toNodes.map(({ port }) => port);
  }

  /** The last that the nodes wrote. */
  get output(): string {
    return this.cluster.nodes.map(({ output }, index) => `node ${index + 1}:\n${output}`).join('\n');
  }

  get balancerPort(): number {
    return this.#ways.balancer.port;
  }

  /** Does it, and resolves when it is over: what was killed is ready again, what was parted is whole. */
  async inflict({ kind, node, durationMs }: Fault): Promise<void> {
    const server = this.cluster.nodes[node];
    const [clients, postgres, redis] = [this.#ways.toNodes[node], this.#ways.toPostgres[node], this.#ways.toRedis[node]];
    if (server === undefined || clients === undefined || postgres === undefined || redis === undefined)
      throw new Error(`There is no node ${node}.`);
    const faults: Record<FaultKind, readonly [begin: () => unknown, end?: () => unknown]> = {
      'kill a node': [() => server.kill(), () => insist(() => server.start())],
      'kill PostgreSQL': [() => this.cluster.postgres.kill(), () => this.cluster.postgres.start()],
      'kill Redis': [() => this.cluster.redis.kill(), () => this.cluster.redis.start()],
      'flush Redis': [() => this.cluster.redis.flush()],
      'stall clients': [() => clients.stall(), () => clients.pass()],
      'stall PostgreSQL': [() => postgres.stall(), () => postgres.pass()],
      'stall Redis': [() => redis.stall(), () => redis.pass()],
      'reset clients': [() => clients.reset()],
      'reset PostgreSQL': [() => postgres.reset()],
      'reset Redis': [() => redis.reset()],
      'half-open clients': [() => clients.swallow(() => this.#random() < HALF_OPEN_SHARE), () => clients.pass()],
      'part from PostgreSQL': [() => postgres.partition(), () => postgres.pass()],
      'part from Redis': [() => redis.partition(), () => redis.pass()],
    };
    const [begin, end] = faults[kind];
    await begin();
    await delay(durationMs);
    await end?.();
  }

  async remove(): Promise<void> {
    await this.cluster.remove();
    const { toNodes, toPostgres, toRedis, balancer } = this.#ways;
    await Promise.all([...toNodes, ...toPostgres, ...toRedis, balancer].map((proxy) => proxy.close()));
  }
}

/** A node that finds no database says so and ends: whoever runs it starts it again. */
async function insist(start: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await start();
      return;
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
    }
  }
}
