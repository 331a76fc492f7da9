import type { Platform } from './platform.ts';

/** So long the page may be kept from painting and from keys: half a frame of 60 in a second. */
const TURN_MS = 8;

/** Much work in small pieces: after each it is asked whether the page wants its turn. */
export class Turns {
  readonly #platform: Pick<Platform, 'now' | 'turn'>;
  #endMs: number;

  constructor(platform: Pick<Platform, 'now' | 'turn'>) {
    this.#platform = platform;
    this.#endMs = platform.now() + TURN_MS;
  }

  get isOver(): boolean {
    return this.#platform.now() >= this.#endMs;
  }

  /** Resolves when everybody else had their turn. */
  async next(): Promise<void> {
    await this.#platform.turn();
    this.#endMs = this.#platform.now() + TURN_MS;
  }
}
