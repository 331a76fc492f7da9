import type { Stop } from './platform.ts';

/** Counts who shows a thing, so that it is watched as long as anybody does. */
export class WatchCounts {
  readonly #counts = new Map<string, number>();

  /** What is shown, the newest last. */
  get ids(): readonly string[] {
    return [...this.#counts.keys()];
  }

  has(id: string): boolean {
    return this.#counts.has(id);
  }

  /** One more shows it, until stopped. `onChange` hears of each, which makes it the newest, and of the end of the last. */
  add(id: string, onChange: () => void): Stop {
    const before = this.#counts.get(id) ?? 0;
    this.#counts.delete(id);
    this.#counts.set(id, before + 1);
    onChange();
    let isStopped = false;
    return () => {
      if (isStopped) return;
      isStopped = true;
      this.#remove(id, onChange);
    };
  }

  #remove(id: string, onChange: () => void): void {
    const count = this.#counts.get(id) ?? 0;
    if (count > 1) {
      this.#counts.set(id, count - 1);
      return;
    }
    this.#counts.delete(id);
    onChange();
  }
}
