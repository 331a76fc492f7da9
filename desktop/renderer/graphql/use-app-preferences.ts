import { useCallback, useEffect, useState } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import type { Abilities, PreferenceProblem } from '../../bridge/preference-calls.ts';
import type { Preferences } from '../../bridge/preferences.ts';

export interface AppPreferences {
  readonly preferences: Preferences;
  readonly abilities: Abilities;
  /** Why the last change did not take. */
  readonly problem: PreferenceProblem | null;
  change(part: Partial<Preferences>): void;
}

/** What was decided for this computer (DESKTOP-4), kept current; undefined for the moment before main has told. */
export function useAppPreferences(bridge: Bridge): AppPreferences | undefined {
  const [told, setTold] = useState<Omit<AppPreferences, 'change'>>();
  useEffect(() => {
    void bridge.call('preferences.get', {}).then((answer) => setTold({ ...answer, problem: null }));
    return bridge.on('preferences.changed', (preferences) => setTold((before) => before && { ...before, preferences }));
  }, [bridge]);
  const change = useCallback(
    (part: Partial<Preferences>) => {
      const input = { ...part, ...(part.spellingLanguages && { spellingLanguages: [...part.spellingLanguages] }) };
      void bridge.call('preferences.change', input).then((answer) => setTold((before) => before && { ...before, ...answer }));
    },
    [bridge],
  );
  return told && { ...told, change };
}
