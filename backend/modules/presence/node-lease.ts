import type { RedisConnection } from '../../platform/redis.ts';
import { RedisScript } from '../../platform/redis-script.ts';

/** The nodes of the installation, by the time at which each is dead unless it renews. */
const NODES_KEY = 'presence:nodes';

/**
 * Renews a node's lease (ARGV: node, milliseconds, whether to look for the dead). Gives whether it still had one, and who is dead and since
 * when. A dead node is claimed for as long as a lease lasts, so that one other cleans up after it, and another one if that dies over it.
 */
const RENEW = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
local dead = {}
if ARGV[3] == '1' then
  dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES')
  for i = 1, #dead, 2 do redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), dead[i]) end
end
return {known and 1 or 0, dead}
`);

/** A node that gave no sign of life for the time of a lease. */
export interface DeadNode {
  readonly nodeId: string;
  readonly diedAt: Date;
}

export interface Renewal {
  /** The lease was there still; without it, what this node had entered is gone. */
  readonly wasKept: boolean;
  /** For this node to clean up after. */
  readonly dead: readonly DeadNode[];
}

/** This node's sign of life in Redis: one small command every few seconds, however many people are connected. */
export class NodeLease {
  readonly #redis: RedisConnection;
  readonly #nodeId: string;
  readonly #leaseMs: number;

  constructor(redis: RedisConnection, nodeId: string, leaseMs: number) {
    this.#redis = redis;
    this.#nodeId = nodeId;
    this.#leaseMs = leaseMs;
  }

  async renew(): Promise<Renewal> {
    const [wasKept, dead] = (await RENEW.run(this.#redis.client, NODES_KEY, [this.#nodeId, this.#leaseMs, 1])) as [number, string[]];
    return { wasKept: wasKept === 1, dead: pairs(dead).map(([nodeId, until]) => this.#deadNode(nodeId, until)) };
  }

  /** Lets the lease end in so long, in milliseconds. */
  async endIn(ms: number): Promise<void> {
    await RENEW.run(this.#redis.client, NODES_KEY, [this.#nodeId, ms, 0]);
  }

  /** Nothing is left of the dead node. */
  async bury({ nodeId }: DeadNode): Promise<void> {
    await this.#redis.client.zrem(NODES_KEY, nodeId);
  }

  #deadNode(nodeId: string, until: string): DeadNode {
    return { nodeId, diedAt: new Date(Number(until) - this.#leaseMs) };
  }
}

/** Redis answers maps as flat lists. */
export function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((key, i) => (i % 2 === 0 ? [[key, flat[i + 1] ?? ''] as [string, string]] : []));
}
