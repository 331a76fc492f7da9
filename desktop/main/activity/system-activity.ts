import type { PowerMonitor } from 'electron';

/** As much of Electron's `powerMonitor` as is used. */
export interface Power {
  readonly getSystemIdleTime: PowerMonitor['getSystemIdleTime'];
  on(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen', listener: () => void): unknown;
}

export interface ActivityEnds {
  readonly power: Power;
  /** Calls back again and again, until stopped. */
  readonly every: (periodMs: number, callback: () => void) => () => void;
  /** Somebody is at the computer, or left it for sure. */
  readonly onActivity: (isActive: boolean) => void;
  /** For so many seconds nobody has touched it. */
  readonly onIdle: (seconds: number) => void;
  /** The computer's own screen was locked or unlocked; sleep counts as locked until it ends. */
  readonly onScreen: (isLocked: boolean) => void;
}

const PERIOD_MS = 10_000;

/**
 * Whether somebody is at the computer, in whichever program (PRESENCE-1): the page alone would call away who works in another window. Behind a locked
 * screen nobody is here, whatever keys are pressed there.
 */
export class SystemActivity {
  readonly #ends: ActivityEnds;
  #isAsleep = false;
  #isScreenLocked = false;
  #stop = () => {};

  constructor(ends: ActivityEnds) {
    this.#ends = ends;
  }

  start(): void {
    const { power, every } = this.#ends;
    power.on('lock-screen', () => this.#change({ isScreenLocked: true }));
    power.on('unlock-screen', () => this.#change({ isScreenLocked: false }));
    power.on('suspend', () => this.#change({ isAsleep: true }));
    power.on('resume', () => this.#change({ isAsleep: false }));
    this.#stop = every(PERIOD_MS, () => this.look());
  }

  stop(): void {
    this.#stop();
  }

  /** Asks the system now. */
  look(): void {
    const { power, onActivity, onIdle } = this.#ends;
    if (this.#isGone) return;
    const seconds = power.getSystemIdleTime();
    if (seconds * 1_000 < PERIOD_MS) onActivity(true);
    onIdle(seconds);
  }

  get #isGone(): boolean {
    return this.#isAsleep || this.#isScreenLocked;
  }

  #change(part: { isAsleep?: boolean; isScreenLocked?: boolean }): void {
    const wasGone = this.#isGone;
    this.#isAsleep = part.isAsleep ?? this.#isAsleep;
    this.#isScreenLocked = part.isScreenLocked ?? this.#isScreenLocked;
    if (wasGone === this.#isGone) return;
    this.#ends.onScreen(this.#isGone);
    this.#ends.onActivity(!this.#isGone);
  }
}

/** Whether nobody has touched the computer for so long that the app locks itself; 0 minutes: it never does. */
export function isIdleTooLong(idleSeconds: number, afterMinutes: number): boolean {
  return afterMinutes > 0 && idleSeconds >= afterMinutes * 60;
}
