import { expect, it } from 'vitest';
import { markMatches } from './mark-matches.ts';

it('marks words whatever their case and accents', () => {
  expect(markMatches('Le CAFÉ 👍 ici', ['cafe', 'ic'])).toEqual([
    { text: 'Le ', isMatch: false },
    { text: 'CAFÉ', isMatch: true },
    { text: ' 👍 ', isMatch: false },
    { text: 'ic', isMatch: true },
    { text: 'i', isMatch: false },
  ]);
});

it('cuts a long text around the first match', () => {
  const pieces = markMatches(`${'a '.repeat(300)}gecko ${'b '.repeat(300)}`, ['gecko']);
  expect(pieces.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'gecko', isMatch: true }]);
  expect(pieces.map(({ text }) => text).join('')).toMatch(/^….*…$/);
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(210);
});

it('gives a text without a match from its beginning', () => {
  expect(markMatches('plain', ['x'])).toEqual([{ text: 'plain', isMatch: false }]);
});
