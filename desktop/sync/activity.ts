import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import type { Platform, Stop } from './platform.ts';
import { SET_ACTIVITY } from './presence-documents.ts';

/** Without input for this long, the person is away from this device (PRESENCE-1). */
const IDLE_MS = 5 * 60_000;
const RETRY_AFTER_MS = 5_000;

export interface ActivityEnds {
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'setTimer' | 'onInput'>;
}

/** Whether somebody is at this device. Told to the server when it changes; a new socket counts as active until it is told otherwise. */
export class Activity {
  readonly #ends: ActivityEnds;
  #isActive = true;
  #isOnline = false;
  #lastInputAt: number;
  #stopTimer: Stop = () => {};
  #stopListening: Stop = () => {};
  #stopRetry: Stop = () => {};

  constructor(ends: ActivityEnds) {
    this.#ends = ends;
    this.#lastInputAt = ends.platform.now();
  }

  /** Whether somebody has touched this device within the last five minutes. */
  get isActive(): boolean {
    return this.#isActive;
  }

  start(): void {
    this.#stopListening = this.#ends.platform.onInput(() => this.setActive(true));
    this.#lastInputAt = this.#ends.platform.now();
    this.#watch(IDLE_MS);
  }

  /** Input came, or the device knows by itself that there is none. */
  setActive(isActive: boolean): void {
    if (isActive) this.#lastInputAt = this.#ends.platform.now();
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    if (isActive) this.#watch(IDLE_MS);
    this.#tell();
  }

  /** A new socket follows the events. */
  connected(): void {
    this.#isOnline = true;
    if (!this.#isActive) this.#tell();
  }

  disconnected(): void {
    this.#isOnline = false;
    this.#stopRetry();
  }

  close(): void {
    this.disconnected();
    this.#stopTimer();
    this.#stopListening();
  }

  /** Input comes a hundred times a second: it only leaves its time, and the timer looks at that. */
  #watch(delayMs: number): void {
    const { platform } = this.#ends;
    this.#stopTimer();
    this.#stopTimer = platform.setTimer(delayMs, () => {
      const restMs = this.#lastInputAt + IDLE_MS - platform.now();
      if (restMs > 0) this.#watch(restMs);
      else this.setActive(false);
    });
  }

  #tell(): void {
    this.#stopRetry();
    if (!this.#isOnline) return;
    this.#ends.request(SET_ACTIVITY, { active: this.#isActive }).catch((error: unknown) => {
      if (error instanceof ApiError && error.retryable) this.#stopRetry = this.#ends.platform.setTimer(RETRY_AFTER_MS, () => this.#tell());
    });
  }
}
