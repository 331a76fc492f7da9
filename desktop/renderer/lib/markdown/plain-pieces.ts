import { plainText } from './plain-text.ts';

interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** For private use in Unicode: no message means anything by them, and to the parser they are letters. */
const BEGIN = '\uE0F0';
const END = '\uE0F1';
const marks = /[\uE0F0\uE0F1]/g;

/** The pieces of a text that was cut out of a message without its markup: what was found stays marked. */
export function plainPieces(pieces: readonly Piece[]): Piece[] {
  const marked = pieces.map(({ text, isMatch }) => {
    const plain = text.replace(marks, '');
    return isMatch ? `${BEGIN}${plain}${END}` : plain;
  });
  const found: Piece[] = [];
  let isMatch = false;
  for (const part of plainText(marked.join('')).split(/([\uE0F0\uE0F1])/)) {
    if (part === BEGIN || part === END) isMatch = part === BEGIN;
    else if (part !== '') found.push({ text: part, isMatch });
  }
  return found;
}
