import { z } from 'zod';
import { call } from './contract.ts';

/** What the app's own window shows: the workspaces, the lock, or the way to what is kept without a key store (security E10). */
export type ShellScreen = 'workspaces' | 'locked' | 'choosePassphrase' | 'enterPassphrase';

const EMPTY = z.strictObject({});

export const SHELL_CALLS = {
  'shell.screen': call<ShellScreen>()(EMPTY, ['shell']),
  /** Opens what is kept with the passphrase, or keeps it under this one from now on. WRONG_PASSPHRASE where it does not fit. */
  'shell.usePassphrase': call<null>()(z.strictObject({ passphrase: z.string().min(1).max(1000) }), ['shell']),
  /** Goes on without keeping anything on this device: not the session, not a message. */
  'shell.keepNothing': call<null>()(EMPTY, ['shell']),
} as const;

export interface ShellEvents {
  readonly 'shell.screenChanged': ShellScreen;
}
