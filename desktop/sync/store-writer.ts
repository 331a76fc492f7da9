import type { Store, StoreChange } from './store.ts';

interface Batch {
  readonly changes: StoreChange[];
  readonly saved: PromiseWithResolvers<void>;
}

/**
 * Saves changes in the order they were written. What comes while one transaction runs goes into the next, so a burst of events costs a few
 * transactions. The screen does not wait for it: rows and cursor are saved together, so what a crash loses is fetched again.
 */
export class StoreWriter {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  #next: Batch | null = null;
  #running: Promise<void> | null = null;

  /** `onError` hears of failed saves, whether or not their writer waits. */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  /** Resolves when the changes are saved; they are saved together. */
  write(...changes: readonly StoreChange[]): Promise<void> {
    if (this.#next === null) {
      this.#next = { changes: [], saved: Promise.withResolvers() };
      // A failed save is told to `onError`; only some callers wait for theirs.
      this.#next.saved.promise.catch(() => {});
    }
    this.#next.changes.push(...changes);
    const { promise } = this.#next.saved;
    this.#running ??= this.#run();
    return promise;
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
    for (let batch = this.#take(); batch !== null; batch = this.#take()) {
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

  #take(): Batch | null {
    const batch = this.#next;
    this.#next = null;
    return batch;
  }
}
