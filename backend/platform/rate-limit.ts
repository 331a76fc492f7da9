import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';

export type RateLimitSettings = Config['rateLimits'];

/** What is counted. The key to count by: a person's id, except `…PerUsername` and `…PerAddress`. */
export type LimitName = Exclude<keyof RateLimitSettings, 'enabled'>;

type Counter = Pick<RateLimiterAbstract, 'consume'>;

/** Makes the counter of one limit: in this process's memory, or in a store that all nodes share. */
export type MakeCounter = (options: { keyPrefix: string; points: number; duration: number }) => Counter;

const inMemory: MakeCounter = (options) => new RateLimiterMemory(options);

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
          conversations: counter('conversations'),
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
