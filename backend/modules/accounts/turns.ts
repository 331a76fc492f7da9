import { AppError } from '../../errors.ts';

/** Lets a few pieces of work run at once and the next ones wait, first come first served; beyond a bound they are turned away. */
export class Turns {
  readonly #atOnce: number;
  readonly #waitingMax: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }) {
    this.#atOnce = atOnce;
    this.#waitingMax = waitingMax;
  }

  /** Rejects with UNAVAILABLE (retryable) when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#begin();
    try {
      return await work();
    } finally {
      this.#end();
    }
  }

  async #begin(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#waitingMax)
      throw new AppError('UNAVAILABLE', 'The server is busy. Try again shortly.', { retryAfterMs: 5000 });
    await new Promise<void>((begin) => this.#waiting.push(begin));
  }

  /** The turn passes to the next one directly, so that nobody who arrives in between overtakes. */
  #end(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
