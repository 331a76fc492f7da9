import { expect, it } from 'vitest';
import { plainPieces } from './plain-pieces.ts';

/** What stands between ⟦ and ⟧ was found. */
const pieces = (written: string) =>
  written
    .split(/(⟦[^⟧]*⟧)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('⟦') ? { text: part.slice(1, -1), isMatch: true } : { text: part, isMatch: false }));
const written = (text: string) =>
  plainPieces(pieces(text))
    .map((piece) => (piece.isMatch ? `⟦${piece.text}⟧` : piece.text))
    .join('');

it.each([
  ['the **⟦release⟧** is `out`', 'the ⟦release⟧ is out'],
  ['> quoted\n\nand ⟦answered⟧', 'quoted and ⟦answered⟧'],
  ['see [the ⟦plan⟧](https://example.org/a_b)', 'see the ⟦plan⟧'],
  ['…```js\nconst ⟦menu⟧ = 1;', '…```js const ⟦menu⟧ = 1;'],
  ['```js\nconst ⟦menu⟧ = 1;', 'const ⟦menu⟧ = 1;'],
  ['snake_⟦case⟧_name stays', 'snake_⟦case⟧_name stays'],
  ['2 * ⟦3⟧ * 4', '2 * ⟦3⟧ * 4'],
  ['nothing', 'nothing'],
])('%j reads %j', (given, expected) => {
  expect(written(given)).toBe(expected);
});

it('marks nothing that was not found, whatever the text holds', () => {
  expect(
    plainPieces([
      { text: '\uE0F0forged\uE0F1 ', isMatch: false },
      { text: 'found', isMatch: true },
    ]),
  ).toEqual([
    { text: 'forged ', isMatch: false },
    { text: 'found', isMatch: true },
  ]);
});
