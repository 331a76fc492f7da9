import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../bridge/preferences.ts';
import { applySpelling, dictionaries } from './spell-check.ts';

const AVAILABLE = ['de', 'en-GB', 'en-US', 'fr', 'pt-BR'];

describe('the dictionaries', () => {
  it('are those that were chosen, as far as there are such', () => {
    expect(dictionaries(['fr', 'xx', 'en-US'], ['de-AT'], AVAILABLE)).toEqual(['fr', 'en-US']);
  });

  it('are else those of the system, in the nearest variant', () => {
    expect(dictionaries([], ['de-AT', 'en-GB', 'en-AU', 'pt', 'ja'], AVAILABLE)).toEqual(['de', 'en-GB', 'pt-BR']);
  });

  it('are looked into only where spelling is checked', () => {
    const told: unknown[] = [];
    const session = {
      availableSpellCheckerLanguages: AVAILABLE,
      setSpellCheckerEnabled: (isOn: boolean) => told.push(isOn),
      setSpellCheckerLanguages: (languages: string[]) => told.push(languages),
    };
    applySpelling(session, { ...DEFAULT_PREFERENCES, checksSpelling: false }, ['de-DE']);
    applySpelling(session, DEFAULT_PREFERENCES, ['de-DE']);
    applySpelling({ ...session, availableSpellCheckerLanguages: [] }, DEFAULT_PREFERENCES, ['de-DE']);
    expect(told).toEqual([false, true, ['de'], true]);
  });
});
