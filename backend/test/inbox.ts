/** What has arrived, and a way to wait for what will. */
export class Inbox<T> {
  readonly items: T[] = [];
  readonly #checks = new Set<() => void>();

  add(item: T): void {
    this.items.push(item);
    for (const check of this.#checks) check();
  }

  /** Resolves with the first item, past or coming, that fits. */
  next(fits: (item: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = this.items.find(fits);
        if (found === undefined) return;
        this.#checks.delete(check);
        resolve(found);
      };
      this.#checks.add(check);
      check();
    });
  }
}
