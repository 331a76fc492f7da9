import type { Channel, Locks, Platform, Stop } from '../sync/platform.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A device whose clock stands still until the test moves it. */
export class ManualPlatform implements Platform {
  readonly device = 'WEB';
  #now = Date.parse('2026-01-05T09:00:00Z');
  #count = 0;
  readonly #timers = new Set<Timer>();
  readonly #wakeListeners = new Set<() => void>();
  readonly #lostListeners = new Set<() => void>();
  readonly #inputListeners = new Set<() => void>();

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, callback: () => void): Stop {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  async turn(): Promise<void> {}

  random(): number {
    return 0.5;
  }

  randomUUID(): string {
    this.#count += 1;
    return `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
  }

  onWake(callback: () => void): Stop {
    this.#wakeListeners.add(callback);
    return () => this.#wakeListeners.delete(callback);
  }

  onNetworkLost(callback: () => void): Stop {
    this.#lostListeners.add(callback);
    return () => this.#lostListeners.delete(callback);
  }

  onInput(callback: () => void): Stop {
    this.#inputListeners.add(callback);
    return () => this.#inputListeners.delete(callback);
  }

  /** Another device by the same clock, which this one's moves. */
  beside(): ManualPlatform {
    const other = new ManualPlatform();
    other.now = () => this.now();
    other.setTimer = (delayMs, callback) => this.setTimer(delayMs, callback);
    other.advance = (ms) => this.advance(ms);
    other.randomUUID = () => this.randomUUID();
    return other;
  }

  /** A person touches the device. */
  touch(): void {
    for (const listener of this.#inputListeners) listener();
  }

  /** The device says that its network is gone. */
  loseNetwork(): void {
    for (const listener of this.#lostListeners) listener();
  }

  /** The device says that its network is back, or that somebody looks again. */
  wake(): void {
    for (const listener of this.#wakeListeners) listener();
  }

  /** Moves the clock once everything stands still; timers run in their order, each with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    await settled();
    const end = this.#now + ms;
    for (let next = this.#nextBefore(end); next !== undefined; next = this.#nextBefore(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  #nextBefore(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Resolves when everything that can go on without the clock has gone on: promises of promises, to a depth no code here reaches. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The tabs of one browser: what one posts, the others hear; what one locks, the others wait for. */
export class ManualBrowser {
  readonly #channels = new Map<string, Set<(message: unknown) => void>>();
  readonly #held = new Map<string, Promise<void>>();

  openChannel(name: string): Channel {
    const listeners = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, listeners);
    const own = new Set<(message: unknown) => void>();
    return {
      post: (message) => {
        const copy: unknown = structuredClone(message);
        for (const listener of listeners) if (!own.has(listener)) queueMicrotask(() => listeners.has(listener) && listener(copy));
      },
      onMessage: (listener) => {
        listeners.add(listener);
        own.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => {
        for (const listener of own) listeners.delete(listener);
      },
    };
  }

  readonly locks: Locks = {
    run: async (name, work) => {
      const released = Promise.withResolvers<void>();
      const before = this.#held.get(name) ?? Promise.resolve();
      this.#held.set(name, released.promise);
      await before;
      try {
        return await work();
      } finally {
        released.resolve();
      }
    },
    hold: (name, onHeld) => {
      const released = Promise.withResolvers<void>();
      void this.locks.run(name, () => {
        onHeld();
        return released.promise;
      });
      return () => released.resolve();
    },
  };
}
