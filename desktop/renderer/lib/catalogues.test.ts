import { describe, expect, it } from 'vitest';
import { messages as german } from './messages.de.ts';
import { messages as source } from './messages.en.ts';
import { speak, t } from './translate.ts';

/** The texts of an entry: one, or its plural forms. */
const textsOf = (entry: string | { one: string; other: string }) => (typeof entry === 'string' ? [entry] : [entry.one, entry.other]);

const placeholdersOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

const keys = Object.keys(source) as (keyof typeof source)[];

describe('the German catalogue', () => {
  it('has every key of the source, and no other', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(source).sort());
  });

  it.each(keys)('fills in as the source does: %s', (key) => {
    const [wanted, given] = [textsOf(source[key]), textsOf(german[key])];
    expect(given).toHaveLength(wanted.length);
    expect(given.map(placeholdersOf)).toEqual(wanted.map(placeholdersOf));
    expect(given.every((text) => text.trim() !== '' && text === text.trim())).toBe(true);
  });
});

it('speaks German with German numbers once it is told to', () => {
  speak(german, 'de-DE');
  expect(t('conversation.members', { count: 1 })).toBe('1 Mitglied');
  expect(t('conversation.members', { count: 12_345 })).toBe('12.345 Mitglieder');
  speak(source, 'en');
});
