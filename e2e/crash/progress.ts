/** Counts what happens and tells who waits for a number of it. */
export class Progress {
  #count = 0;
  #waiting: { count: number; resolve: () => void }[] = [];

  get count(): number {
    return this.#count;
  }

  step(): void {
    this.#count += 1;
    for (const { count, resolve } of this.#waiting) if (count <= this.#count) resolve();
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#count);
  }

  /** Resolves when so many more have happened; rejects when that takes longer. */
  async more(count: number, timeoutMs: number): Promise<void> {
    const reached = new Promise<void>((resolve) => this.#waiting.push({ count: this.#count + count, resolve }));
    await within(timeoutMs, reached, () => `Nothing goes on: ${this.#count} so far, ${count} more were expected.`);
  }
}

/** The promise, or an error with the sentence when it takes too long. */
export async function within<T>(timeoutMs: number, promise: Promise<T>, says: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(says())), timeoutMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
