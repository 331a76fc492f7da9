import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { RedisConnection } from './redis.ts';

export type RateLimitSettings = Config['rateLimits'];

/** What is counted. The key to count by: a person's id, except `…PerUsername` and `…PerAddress`. */
export type LimitName = Exclude<keyof RateLimitSettings, 'enabled'>;

type Counter = Pick<RateLimiterAbstract, 'consume'>;

/** Makes the counter of one limit: in this process's memory, or in a store that all nodes share. */
export type MakeCounter = (options: CounterOptions) => Counter;

interface CounterOptions {
  readonly keyPrefix: string;
  readonly points: number;
  /** In seconds. */
  readonly duration: number;
}

const inMemory = (options: CounterOptions) => new RateLimiterMemory(options);

/**
 * Counts in Redis, for all nodes together, in one round trip; a key that is over its limit is refused without one until its wait is over.
 * While Redis is away each node counts for itself: nobody is locked out, and nothing is unlimited.
 */
export function countInRedis({ client }: Pick<RedisConnection, 'client'>): MakeCounter {
  return ({ keyPrefix, ...options }) =>
    new RateLimiterRedis({
      ...options,
      keyPrefix: `limit:${keyPrefix}`,
      storeClient: client,
      rejectIfRedisNotReady: true,
      insuranceLimiter: inMemory({ keyPrefix, ...options }),
      inMemoryBlockOnConsumed: options.points + 1,
    });
}

const ALLOWED = Promise.resolve();

/** Counts what people do and refuses what goes over a limit (spec LIMIT). Switched off, for load tests, it counts nothing. */
export class RateLimits {
  readonly #counters: Readonly<Record<LimitName, Counter>> | null;

  constructor({ enabled, ...rates }: RateLimitSettings, makeCounter: MakeCounter = inMemory) {
    const counter = (name: LimitName) => makeCounter({ keyPrefix: name, points: rates[name].count, duration: rates[name].seconds });
    this.#counters = enabled
      ? {
          messages: counter('messages'),
          loginPerUsername: counter('loginPerUsername'),
          loginPerAddress: counter('loginPerAddress'),
          registrationsPerAddress: counter('registrationsPerAddress'),
          invitations: counter('invitations'),
          invitationLooksPerAddress: counter('invitationLooksPerAddress'),
          conversations: counter('conversations'),
          contactRequests: counter('contactRequests'),
          reports: counter('reports'),
          sockets: counter('sockets'),
          operations: counter('operations'),
        }
      : null;
  }

  /** Counts one for the key. Rejects with RATE_LIMITED and the wait when it is one too many; a refused attempt does not lengthen the wait. */
  consume(name: LimitName, key: string): Promise<void> {
    return this.#counters === null ? ALLOWED : count(this.#counters[name], key);
  }
}

async function count(counter: Counter, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? tooMany(refusal.msBeforeNext) : refusal;
  }
}

function tooMany(retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new AppError('RATE_LIMITED', `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, {
    retryAfterMs,
  });
}
