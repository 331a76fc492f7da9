import { z } from 'zod';
import { call } from './contract.ts';
import { type Preferences, preferencesSchema } from './preferences.ts';

/** What of it this computer can do. */
export interface Abilities {
  readonly canStartAtLogin: boolean;
  readonly hasTray: boolean;
  /** Tags of the languages whose spelling can be checked; none where the system decides. */
  readonly spellingLanguages: readonly string[];
}

/** Why a choice did not take: another program has the keys, or the system did not let the app start at login. */
export type PreferenceProblem = 'SHORTCUT_TAKEN' | 'LOGIN_REFUSED';

export const PREFERENCE_CALLS = {
  'preferences.get': call<{ readonly preferences: Preferences; readonly abilities: Abilities }>()(z.strictObject({}), [
    'workspace',
    'shell',
  ]),
  /** Changes what is given. What the system refuses stays as it was, and the answer says why. */
  'preferences.change': call<{ readonly preferences: Preferences; readonly problem: PreferenceProblem | null }>()(
    z.strictObject(preferencesSchema.partial().shape),
    ['workspace', 'shell'],
  ),
} as const;

export interface PreferenceEvents {
  readonly 'preferences.changed': Preferences;
}
