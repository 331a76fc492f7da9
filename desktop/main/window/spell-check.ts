import type { Session } from 'electron';
import type { Preferences } from '../../bridge/preferences.ts';

type SpellSession = Pick<Session, 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages' | 'availableSpellCheckerLanguages'>;

/** The dictionaries to look words up in: those that were chosen, else those of the system's languages; only such as there are. */
export function dictionaries(chosen: readonly string[], preferred: readonly string[], available: readonly string[]): readonly string[] {
  const find = (tag: string) => {
    const [base] = tag.split('-');
    return (
      available.find((each) => each === tag) ??
      available.find((each) => each === base) ??
      available.find((each) => each.startsWith(`${base}-`))
    );
  };
  const found = (chosen.length > 0 ? chosen : preferred).flatMap((tag) => find(tag) ?? []);
  return [...new Set(found)].slice(0, 5);
}

/** Has a workspace's window check what is written as was chosen. The Mac's own checker finds the language by itself. */
export function applySpelling(session: SpellSession, preferences: Preferences, preferred: readonly string[]): void {
  session.setSpellCheckerEnabled(preferences.checksSpelling);
  if (!preferences.checksSpelling) return;
  const available = session.availableSpellCheckerLanguages;
  const found = dictionaries(preferences.spellingLanguages, preferred, available);
  if (found.length > 0) session.setSpellCheckerLanguages([...found]);
}
