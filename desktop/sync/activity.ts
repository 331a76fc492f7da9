import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import type { Platform, Stop } from './platform.ts';
import { NOTE_INPUT, SET_ACTIVITY } from './presence-documents.ts';
import type { DeviceUsed } from './wire.ts';

/** Without input for this long, the person is away from this device (PRESENCE-1). */
const IDLE_MS = 5 * 60_000;
const RETRY_AFTER_MS = 5_000;
const DAY_MS = 86_400_000;

export interface ActivityEnds {
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'setTimer' | 'onInput'>;
}

/** When a person took a device up. */
interface DeviceUse {
  readonly deviceId: string;
  readonly usedAt: string;
}

/**
 * Whether somebody is at this device, and whether it is the one that they took up last. The server is told when somebody comes or goes, and when they
 * come here from another device of theirs (NOTIFY-1); a new socket counts as active until the server is told otherwise.
 */
export class Activity {
  readonly #ends: ActivityEnds;
  #isActive = true;
  #isOnline = false;
  #lastInputAt: number;
  /** When the person took this device up. */
  #usedAt: number;
  /** Whether no other device was taken up since, as far as this one heard. */
  #isLast = true;
  /** How the server names this device; null until it did. */
  #deviceId: string | null = null;
  #newestUse: DeviceUse | null = null;
  #stopTimer: Stop = () => {};
  #stopListening: Stop = () => {};
  #stopRetry: Stop = () => {};

  constructor(ends: ActivityEnds) {
    this.#ends = ends;
    this.#lastInputAt = ends.platform.now();
    this.#usedAt = ends.platform.now();
  }

  /** Whether somebody has touched this device within the last five minutes. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Whether this is the device that the person is at: others of theirs leave it to this one to tell them. */
  get isInUse(): boolean {
    return this.#isActive && this.#isLast;
  }

  start(): void {
    this.#stopListening = this.#ends.platform.onInput(() => this.#onInput());
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

  /** The person took one of their devices up. */
  deviceUsed({ deviceId, usedAt }: DeviceUse | DeviceUsed): void {
    if (this.#newestUse !== null && usedAt < this.#newestUse.usedAt) return;
    this.#newestUse = { deviceId, usedAt };
    // Before this device knows its own name it cannot tell itself from others; the answer that names it says.
    if (this.#deviceId !== null) this.#isLast = deviceId === this.#deviceId;
  }

  /** A new socket follows the events. */
  connected(): void {
    this.#isOnline = true;
    if (!this.#isActive) this.#tell();
  }

  /** What was missed is here: nothing that is waited for stands behind this question. */
  caughtUp(): void {
    this.#noteInput();
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

  /** The first input after a pause, or after another device, takes this one up. */
  #onInput(): void {
    const isTakenUp = !this.isInUse;
    this.setActive(true);
    if (!isTakenUp) return;
    this.#usedAt = this.#ends.platform.now();
    this.#isLast = true;
    this.#noteInput();
  }

  #noteInput(): void {
    if (!this.#isOnline) return;
    const usedAt = this.#usedAt;
    const msAgo = Math.min(this.#ends.platform.now() - usedAt, DAY_MS);
    this.#ends.request<{ noteInput: DeviceUse & { readonly isLast: boolean } }>(NOTE_INPUT, { msAgo }).then(
      ({ noteInput: { isLast, ...use } }) => {
        this.#deviceId = use.deviceId;
        const isNewest = this.#newestUse === null || this.#newestUse.deviceId === use.deviceId || this.#newestUse.usedAt <= use.usedAt;
        if (this.#usedAt === usedAt) this.#isLast = isLast && isNewest;
      },
      // The next connection says it again.
      () => undefined,
    );
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
