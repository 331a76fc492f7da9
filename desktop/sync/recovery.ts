import type { Platform, Stop } from './platform.ts';

/** Clients that missed the same events do not all ask in the same moment. */
const SPREAD_MS = 1_000;

export interface RecoveryEnds {
  readonly platform: Pick<Platform, 'random' | 'setTimer'>;
  /** Asks for everything that may have been missed. */
  readonly recover: () => Promise<void>;
}

/** After events were lost on their way to the server's node, asks for what they told: on the same socket, at a moment of its own. */
export class Recovery {
  readonly #ends: RecoveryEnds;
  #stopWaiting: Stop | null = null;
  #isRunning = false;
  #isDueAgain = false;

  constructor(ends: RecoveryEnds) {
    this.#ends = ends;
  }

  interrupted(): void {
    if (this.#isRunning) this.#isDueAgain = true;
    else this.#stopWaiting ??= this.#ends.platform.setTimer(this.#ends.platform.random() * SPREAD_MS, () => void this.#run());
  }

  /** The connection is gone: the next one asks for everything anyway. */
  stop(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#isDueAgain = false;
  }

  async #run(): Promise<void> {
    this.#stopWaiting = null;
    this.#isRunning = true;
    await this.#ends.recover();
    this.#isRunning = false;
    if (!this.#isDueAgain) return;
    this.#isDueAgain = false;
    this.interrupted();
  }
}
