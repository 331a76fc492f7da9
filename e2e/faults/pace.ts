import { setTimeout as delay } from 'node:timers/promises';

/** Times of somebody who does something now and then. */
export class Pace {
  readonly #random: () => number;
  readonly #meanMs: number;
  readonly #end = new AbortController();

  constructor(random: () => number, meanMs: number) {
    this.#random = random;
    this.#meanMs = meanMs;
  }

  /** Resolves with true when it is time again, with false as soon as there is no more time. */
  async next(): Promise<boolean> {
    const ms = this.#random() * 2 * this.#meanMs;
    return delay(ms, true, { signal: this.#end.signal }).catch(() => false);
  }

  stop(): void {
    this.#end.abort();
  }
}
