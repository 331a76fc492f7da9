import { describe, expect, it } from 'vitest';
import { languageFor } from './language.ts';

describe('languageFor', () => {
  it.each([
    [['de-AT', 'en'], { language: 'de', locale: 'de-AT' }],
    [['fr-FR', 'de'], { language: 'de', locale: 'de' }],
    [['fr', 'ja'], { language: 'en', locale: 'en' }],
    [['en-GB', 'de'], { language: 'en', locale: 'en-GB' }],
    [[], { language: 'en', locale: 'en' }],
  ])('follows a browser that prefers %j', (preferred, expected) => {
    expect(languageFor('system', preferred)).toEqual(expected);
  });

  it('prefers what was chosen, in the variant of the reader', () => {
    expect(languageFor('de', ['en-GB', 'de-CH'])).toEqual({ language: 'de', locale: 'de-CH' });
    expect(languageFor('de', ['en-GB'])).toEqual({ language: 'de', locale: 'de' });
  });
});
