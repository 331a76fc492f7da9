import { expect, it } from 'vitest';
import { markMatches } from './mark-matches.ts';

const placesOf = (text: string, word: string) =>
  [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => [index, index + word.length] as const);

it('marks what was found, those that touch as one', () => {
  expect(
    markMatches('Le CAFÉ 👍 ici', [
      [11, 13],
      [3, 5],
      [4, 7],
    ]),
  ).toEqual([
    { text: 'Le ', isMatch: false },
    { text: 'CAFÉ', isMatch: true },
    { text: ' 👍 ', isMatch: false },
    { text: 'ic', isMatch: true },
    { text: 'i', isMatch: false },
  ]);
});

it('cuts a long text around the first match', () => {
  const text = `${'a '.repeat(300)}gecko ${'b '.repeat(300)}`;
  const pieces = markMatches(text, placesOf(text, 'gecko'));
  expect(pieces.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'gecko', isMatch: true }]);
  expect(pieces.map((piece) => piece.text).join('')).toMatch(/^….*…$/);
  expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(210);
});

it('cuts no letter in two', () => {
  const text = '👍'.repeat(300);
  const pieces = markMatches(text, [[301, 303]]);
  expect(
    pieces
      .map((piece) => piece.text)
      .join('')
      .isWellFormed(),
  ).toBe(true);
});

it('gives a text without a match from its beginning', () => {
  expect(markMatches('plain', [])).toEqual([{ text: 'plain', isMatch: false }]);
});
