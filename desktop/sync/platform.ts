import type { DeviceKind } from './records.ts';

/** Ends what was started. */
export type Stop = () => void;

/** What sync needs from where it runs; a test gives its own. */
export interface Platform {
  /** What this runs on, for others to see. */
  readonly device: DeviceKind;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after so many milliseconds, unless stopped before. */
  setTimer(delayMs: number, callback: () => void): Stop;
  /** Resolves when what else is to be done had its turn: keys, painting. Soon in a page that nobody looks at, too. */
  turn(): Promise<void>;
  /** 0 ≤ n < 1. */
  random(): number;
  randomUUID(): string;
  /** Calls back when the device says that it has a network again, or that a person looks at the page again: hints, never proof. */
  onWake(callback: () => void): Stop;
  /** Calls back when the device says that it has no network any more: an open connection is dead, though it may not know for a while. */
  onNetworkLost(callback: () => void): Stop;
  /** Calls back when a person touches the device: a key, the pointer, a look at the page. */
  onInput(callback: () => void): Stop;
}

/** A lock that at most one holder has, among all tabs of this browser (Web Locks). */
export interface Locks {
  /** Runs the work while holding the named lock. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Waits for the named lock, calls back when it is held, and holds it until stopped. */
  hold(name: string, onHeld: () => void): Stop;
}

/** Messages to the other tabs of this browser, never to oneself (BroadcastChannel). */
export interface Channel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Stop;
  close(): void;
}
