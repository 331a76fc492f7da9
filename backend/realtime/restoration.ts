import type { Logger } from 'pino';
import type { Bus, Unsubscribe } from './bus.ts';

const RETRY_MS = 1_000;

interface RestorationOptions {
  readonly bus: Pick<Bus, 'onRestored'>;
  readonly log: Logger;
  /** Reads again what lost events would have told. */
  reload(): Promise<void>;
  /** Called when everything has been read since the last event that may have been lost. */
  done(): void;
}

/** What follows when events of other nodes may have been lost: memberships are read again, until it succeeds, and then clients are told. */
export class Restoration {
  readonly #options: RestorationOptions;
  readonly #stopListening: Unsubscribe;
  #count = 0;
  #isRunning = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: RestorationOptions) {
    this.#options = options;
    this.#stopListening = options.bus.onRestored(() => this.#begin());
  }

  /** True from the bus being back until everything has been read. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Grows each time events may have been lost: what was read at another count may be stale. */
  get count(): number {
    return this.#count;
  }

  close(): void {
    this.#stopListening();
    clearTimeout(this.#retry);
    this.#isRunning = false;
  }

  #begin(): void {
    this.#count += 1;
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { reload, done, log } = this.#options;
    const count = this.#count;
    try {
      await reload();
    } catch (error) {
      log.warn({ err: error }, 'memberships could not be read again; the next try is in a second');
      this.#retry = setTimeout(() => void this.#run(), RETRY_MS).unref();
      return;
    }
    if (count !== this.#count) {
      await this.#run();
      return;
    }
    this.#isRunning = false;
    done();
  }
}
