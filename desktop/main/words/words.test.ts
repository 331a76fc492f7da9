import { describe, expect, it } from 'vitest';
import { words as german } from './words.de.ts';
import { words as english } from './words.en.ts';
import { fill, wordsFor } from './words.ts';

describe('the words of menus', () => {
  it('are those that were chosen, else the first of the system that the app speaks', () => {
    expect(wordsFor('de', ['en-GB'])).toBe(german);
    expect(wordsFor('en', ['de-AT'])).toBe(english);
    expect(wordsFor('system', ['fr-FR', 'de-AT', 'en-US'])).toBe(german);
    expect(wordsFor('system', ['fr-FR'])).toBe(english);
    expect(wordsFor('system', [])).toBe(english);
  });

  it('have the same placeholders in both languages', () => {
    const named = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const [key, text] of Object.entries(english)) expect([key, named(german[key as keyof typeof german])]).toEqual([key, named(text)]);
  });

  it('are filled in', () => {
    expect(fill('{count} in {place}', { count: 3 })).toBe('3 in {place}');
  });
});
