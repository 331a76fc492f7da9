import type { Bus, Unsubscribe } from '../realtime/bus.ts';

/** A bus as pub/sub between nodes may be at worst: loses some events and brings the others late and in another order. */
export class UnreliableBus implements Bus {
  readonly #inner: Bus;
  readonly #random: () => number;
  readonly #lossRate: number;
  #late: (() => void)[] = [];

  /** `random`: gives numbers from 0 to 1; `lossRate`: the share of events that never arrives. */
  constructor(inner: Bus, { random, lossRate }: { random: () => number; lossRate: number }) {
    this.#inner = inner;
    this.#random = random;
    this.#lossRate = lossRate;
  }

  publish(topic: string, event: object): void {
    if (this.#random() < this.#lossRate) return;
    if (this.#late.push(() => this.#inner.publish(topic, event)) === 1) setImmediate(() => this.#deliver());
  }

  /** Brings what is late in any order, and leaves some of it for later still. */
  #deliver(): void {
    const late = this.#late.splice(0).map((bring) => ({ bring, at: this.#random() }));
    late.sort((a, b) => a.at - b.at);
    const now = late.splice(0, Math.ceil(late.length * this.#random()));
    this.#late = late.map(({ bring }) => bring);
    for (const { bring } of now) bring();
    if (this.#late.length > 0) setImmediate(() => this.#deliver());
  }

  /** Resolves when nothing is on its way. */
  async settle(): Promise<void> {
    while (this.#late.length > 0) await new Promise(setImmediate);
  }

  subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe> {
    return this.#inner.subscribe(topic, handler);
  }

  get isConnected(): boolean {
    return this.#inner.isConnected;
  }

  onRestored(handler: () => void): Unsubscribe {
    return this.#inner.onRestored(handler);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

/** Random numbers that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
