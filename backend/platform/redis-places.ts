import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { RedisConnection } from './redis.ts';
import { RedisScript } from './redis-script.ts';

/** A place that nobody renews is free after this time: those of a node that died. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
/** Renewals under way at once. */
const RENEWED_AT_ONCE = 200;

/** Enters a holder (ARGV: lease in milliseconds, most holders, holder) unless the places are taken; gives 1 or 0. */
const TAKE = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
`);

/** Enters holders again, known or not (ARGV: lease in milliseconds, holders). */
const RENEW = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
`);

/** Gives a place back; calling it again does nothing. */
export type Leave = () => void;

interface PlacesOptions {
  readonly redis: RedisConnection;
  readonly log: Logger;
  /** What stands before the keys, for example `sockets`. */
  readonly name: string;
  /** Most holders of one key. */
  readonly max: number;
}

/**
 * Limits how many of something there are per key, over all nodes. Each holder has a lease that its node renews, so that nothing stays
 * taken by a node that died. While Redis is away every place is granted: the node's own limit holds then.
 */
export class SharedPlaces {
  readonly #options: PlacesOptions;
  readonly #held = new Map<string, Set<string>>();
  readonly #renewing: NodeJS.Timeout;
  readonly #stopWatching: () => void;

  constructor(options: PlacesOptions, renewMs = RENEW_MS) {
    this.#options = options;
    const renew = () => {
      this.#renew().catch((error: unknown) => options.log.debug({ err: error }, 'places could not be renewed'));
    };
    this.#renewing = setInterval(renew, renewMs).unref();
    this.#stopWatching = options.redis.onRestored(renew);
  }

  /** Takes a place; null when all are taken. */
  async take(key: string): Promise<Leave | null> {
    const { redis, max } = this.#options;
    const holder = randomUUID();
    const taken = await TAKE.run(redis.client, this.#keyOf(key), [LEASE_MS, max, holder]).catch(() => 1);
    if (taken === 0) return null;
    const holders = this.#held.get(key) ?? new Set();
    this.#held.set(key, holders.add(holder));
    return () => this.#leave(key, holder);
  }

  /** Gives all places back. */
  async close(): Promise<void> {
    clearInterval(this.#renewing);
    this.#stopWatching();
    const { client } = this.#options.redis;
    const all = [...this.#held];
    this.#held.clear();
    await Promise.all(all.map(([key, holders]) => client.zrem(this.#keyOf(key), ...holders).catch(() => 0)));
  }

  #keyOf(key: string): string {
    return `${this.#options.name}:${key}`;
  }

  #leave(key: string, holder: string): void {
    const holders = this.#held.get(key);
    if (!holders?.delete(holder)) return;
    if (holders.size === 0) this.#held.delete(key);
    this.#options.redis.client.zrem(this.#keyOf(key), holder).catch(() => undefined);
  }

  /** A holder that leaves meanwhile is entered again for the time of a lease at most. */
  async #renew(): Promise<void> {
    const all = [...this.#held];
    for (let at = 0; at < all.length; at += RENEWED_AT_ONCE) {
      const some = all.slice(at, at + RENEWED_AT_ONCE);
      await Promise.all(
        some.map(([key, holders]) =>
          holders.size === 0 ? undefined : RENEW.run(this.#options.redis.client, this.#keyOf(key), [LEASE_MS, ...holders]),
        ),
      );
    }
  }
}
