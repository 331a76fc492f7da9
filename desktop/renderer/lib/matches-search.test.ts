import { describe, expect, it } from 'vitest';
import { matchesSearch, startsWithin } from './matches-search.ts';

describe('matchesSearch', () => {
  it.each([
    ['Élan Team', 'elan', true],
    ['Élan Team', 'team él', true],
    ['Кира Волкова', 'волк', true],
    ['佐藤 由美', '由美', true],
    ['Ana Ortega ana.o', '', true],
    ['Ana Ortega', 'ana bo', false],
  ])('%j by %j: %s', (text, query, expected) => {
    expect(matchesSearch(text, query)).toBe(expected);
  });
});

describe('startsWithin', () => {
  it('prefers the beginning of a word', () => {
    expect([startsWithin('Ana Ortega', 'or'), startsWithin('Tomás Brandt', 'an')]).toEqual([true, false]);
  });
});
