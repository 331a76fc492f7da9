/** A value that can be read now and watched. */
export interface Readable<T> {
  readonly get: () => T;
  /** Calls the listener after every change; gives the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value that one owner sets and many watch. The methods are bound, so they can be handed on as they are. */
export class Signal<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Watchers are called at once, unless the value is the same. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}
