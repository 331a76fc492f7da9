import type { Store, StoreChange } from './store.ts';

/** A transaction is not filled beyond so many messages: what a page takes to hand it over at once grows with it. */
const MESSAGES_MAX = 500;

interface Batch {
  readonly changes: StoreChange[];
  messageCount: number;
  readonly saved: PromiseWithResolvers<void>;
}

/**
 * Saves changes in the order they were written. What comes while one transaction runs goes into the next, so a burst of events costs a few
 * transactions. The screen does not wait for it: rows and cursor are saved together, so what a crash loses is fetched again.
 */
export class StoreWriter {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: Batch[] = [];
  #running: Promise<void> | null = null;

  /** `onError` hears of failed saves, whether or not their writer waits. */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  /** Resolves when the changes are saved; they are saved together. */
  write(...changes: readonly StoreChange[]): Promise<void> {
    const batch = this.#batchFor(changes);
    batch.changes.push(...changes);
    this.#running ??= this.#run();
    return batch.saved.promise;
  }

  #batchFor(changes: readonly StoreChange[]): Batch {
    const count = changes.reduce((sum, change) => sum + ('messages' in change ? change.messages.length : 1), 0);
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.messageCount + count <= MESSAGES_MAX) {
      last.messageCount += count;
      return last;
    }
    const batch: Batch = { changes: [], messageCount: count, saved: Promise.withResolvers() };
    // A failed save is told to `onError`; only some callers wait for theirs.
    batch.saved.promise.catch(() => {});
    this.#waiting.push(batch);
    return batch;
  }

  /** Reads what is kept once everything written so far is. Rejects if it cannot be read. */
  async read<T>(ask: (store: Store) => Promise<T>): Promise<T> {
    await this.flushed();
    return ask(this.#store);
  }

  /** Resolves when everything written so far is saved or has failed. */
  async flushed(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    // What is written in the same turn belongs to the same transaction.
    await Promise.resolve();
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      try {
        await this.#store.save(batch.changes);
        batch.saved.resolve();
      } catch (error) {
        batch.saved.reject(error);
        this.#onError(error);
      }
    }
    this.#running = null;
  }
}
