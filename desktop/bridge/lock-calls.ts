import { z } from 'zod';
import { call } from './contract.ts';

/** Long enough that guessing takes longer than a stolen computer is worth; letters may be in it. */
export const PIN_LENGTH = { min: 6, max: 64 } as const;

const NEW_PIN = z.string().min(PIN_LENGTH.min).max(PIN_LENGTH.max);
/** As typed: a wrong one is counted, not refused by its shape. */
const TYPED_PIN = z.string().max(1_000);
const EMPTY = z.strictObject({});

/** `waitMs`: for how long no PIN is looked at after too many wrong ones. */
export interface PinAnswer {
  readonly isRight: boolean;
  readonly waitMs: number;
}

export interface LockState {
  readonly hasPin: boolean;
  /** Whether there is something here that a PIN can close. */
  readonly canHavePin: boolean;
}

/** The app lock (DESKTOP-4): while it is closed, the keys of what is kept are not in memory. */
export const LOCK_CALLS = {
  'lock.state': call<LockState>()(EMPTY, ['workspace', 'shell']),
  /** Sets the PIN, or another one in the place of `current`. */
  'lock.setPin': call<PinAnswer>()(z.strictObject({ pin: NEW_PIN, current: TYPED_PIN.nullable() }), ['workspace']),
  'lock.removePin': call<PinAnswer>()(z.strictObject({ current: TYPED_PIN }), ['workspace']),
  /** Locks now. CONFLICT where there is no PIN. */
  'lock.close': call<null>()(EMPTY, ['workspace']),
  'lock.open': call<PinAnswer>()(z.strictObject({ pin: TYPED_PIN }), ['shell']),
  /** How long it is until a PIN is looked at. */
  'lock.wait': call<{ readonly waitMs: number }>()(EMPTY, ['shell']),
  /** For who forgot the PIN: removes everything that is kept on this computer, of all workspaces; one signs in again. */
  'lock.forget': call<null>()(EMPTY, ['shell']),
} as const;

export interface LockEvents {
  readonly 'lock.changed': LockState;
}
