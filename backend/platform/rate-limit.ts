import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';

/** What is counted, and by what: the key that `consume` expects. */
export type LimitName =
  /** Sign-in attempts by username, whether it exists or not. */
  | 'login'
  /** Sign-in attempts by address. */
  | 'loginAddress'
  /** New accounts by address. */
  | 'registration'
  /** Sent messages by person. */
  | 'messages'
  /** Started conversations by person. */
  | 'conversations'
  /** Opened sockets by person. */
  | 'socketConnects'
  /** GraphQL operations by person. */
  | 'operations';

/** At most `points` in any window of `seconds`, which begins with the first. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

export type RateLimitSettings = Readonly<Record<LimitName, Rate>>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The limits of spec LIMIT. Registrations have a bound of our own: a whole office behind one address signs up in a morning, while a
 * script cannot fill the directory.
 */
export const DEFAULT_RATE_LIMITS: RateLimitSettings = {
  login: { points: 5, seconds: 15 * MINUTE },
  loginAddress: { points: 20, seconds: 15 * MINUTE },
  registration: { points: 1000, seconds: HOUR },
  messages: { points: 10, seconds: 5 },
  conversations: { points: 10, seconds: HOUR },
  socketConnects: { points: 10, seconds: MINUTE },
  operations: { points: 600, seconds: MINUTE },
};

const NAMES = Object.keys(DEFAULT_RATE_LIMITS) as LimitName[];

/** Makes the counter of one limit: in this process's memory, or in a store that all nodes share. */
export type MakeCounter = (options: { keyPrefix: LimitName; points: number; duration: number }) => Pick<RateLimiterAbstract, 'consume'>;

const inMemory: MakeCounter = (options) => new RateLimiterMemory(options);

const ALLOWED = Promise.resolve();

/** Counts what people do and refuses what goes over a limit (spec LIMIT). `settings` 'off' counts nothing, for load tests. */
export class RateLimits {
  readonly #counters: ReadonlyMap<LimitName, Pick<RateLimiterAbstract, 'consume'>> | null;

  constructor(settings: RateLimitSettings | 'off', makeCounter: MakeCounter = inMemory) {
    if (settings === 'off') this.#counters = null;
    else
      this.#counters = new Map(
        NAMES.map((name) => {
          const { points, seconds } = settings[name];
          return [name, makeCounter({ keyPrefix: name, points, duration: seconds })];
        }),
      );
  }

  /** Whether anything is counted at all. */
  get isOn(): boolean {
    return this.#counters !== null;
  }

  /** Counts one for the key. Rejects with RATE_LIMITED and the wait when that is one too many; refused attempts do not lengthen the wait. */
  consume(name: LimitName, key: string): Promise<void> {
    return this.#counters === null ? ALLOWED : this.#count(name, key);
  }

  async #count(name: LimitName, key: string): Promise<void> {
    try {
      await this.#counters?.get(name)?.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany(refusal.msBeforeNext);
    }
  }
}

function tooMany(retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new AppError('RATE_LIMITED', `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, {
    retryAfterMs,
  });
}
