import type { Abilities, PREFERENCE_CALLS, PreferenceProblem } from '../../bridge/preference-calls.ts';
import type { Preferences } from '../../bridge/preferences.ts';
import type { Handlers } from '../calls/handlers.ts';
import type { PreferencesFile } from './preferences-file.ts';
import type { ShowShortcut } from './show-shortcut.ts';

export interface PreferenceCallEnds {
  readonly file: PreferencesFile;
  readonly abilities: () => Abilities;
  readonly shortcut: Pick<ShowShortcut, 'use'>;
  /** False where the system did not take it. */
  readonly setStartAtLogin: (starts: boolean) => boolean;
}

/** Tells and changes what was decided for this computer. */
export function preferenceCalls(ends: PreferenceCallEnds): Handlers<typeof PREFERENCE_CALLS> {
  const { file, abilities } = ends;
  return {
    'preferences.get': () => ({ preferences: file.get(), abilities: abilities() }),
    'preferences.change'(wanted) {
      const [taken, problem] = takenBy(ends, wanted);
      file.change(taken);
      return { preferences: file.get(), problem };
    },
  };
}

type Wanted = { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined };

/** What the system takes of it: a choice is kept only when it is in force. */
function takenBy(
  { file, shortcut, setStartAtLogin }: PreferenceCallEnds,
  wanted: Wanted,
): [Partial<Preferences>, PreferenceProblem | null] {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const { showShortcut, startsAtLogin, ...others }: Partial<Preferences> = Object.fromEntries(given);
  const held = file.get();
  const isLoginTaken = startsAtLogin === undefined || startsAtLogin === held.startsAtLogin || setStartAtLogin(startsAtLogin);
  const isShortcutTaken = showShortcut === undefined || shortcut.use(showShortcut);
  const taken: Partial<Preferences> = {
    ...others,
    ...(startsAtLogin !== undefined && isLoginTaken && { startsAtLogin }),
    ...(showShortcut !== undefined && isShortcutTaken && { showShortcut }),
  };
  if (!isLoginTaken) return [taken, 'LOGIN_REFUSED'];
  return [taken, isShortcutTaken ? null : 'SHORTCUT_TAKEN'];
}
