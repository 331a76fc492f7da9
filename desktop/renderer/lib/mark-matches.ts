import { fold } from './matches-search.ts';

/** A piece of a text: what was looked for, or what stands around it. */
export interface TextPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

const LENGTH_MAX = 200;
const LEAD = 60;

/** The part of a text around the first of the words, in pieces; the whole text where it is short. */
export function markMatches(text: string, words: readonly string[]): TextPiece[] {
  const units = [...text.normalize('NFC')];
  const folded = units.map((unit) => fold(unit));
  const marked = markUnits(
    folded,
    words.map(fold).filter((word) => word !== ''),
  );
  const first = Math.max(0, marked.indexOf(true) - LEAD);
  const begin = units.length <= LENGTH_MAX ? 0 : Math.min(first, units.length - LENGTH_MAX);
  const end = Math.min(units.length, begin + LENGTH_MAX);
  const pieces: { text: string; isMatch: boolean }[] = begin > 0 ? [{ text: '…', isMatch: false }] : [];
  for (let at = begin; at < end; at += 1) {
    const last = pieces.at(-1);
    const isMatch = marked[at] === true;
    if (last !== undefined && last.isMatch === isMatch) last.text += units[at];
    else pieces.push({ text: units[at] ?? '', isMatch });
  }
  return end < units.length ? [...pieces, { text: '…', isMatch: false }] : pieces;
}

/** For each letter whether it is part of a word. A letter may be folded to several, or to none. */
function markUnits(folded: readonly string[], words: readonly string[]): boolean[] {
  const text = folded.join('');
  const unitAt = folded.flatMap((part, unit) => new Array<number>(part.length).fill(unit));
  const marked = folded.map(() => false);
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      for (let i = at; i < at + word.length; i += 1) marked[unitAt[i] ?? 0] = true;
    }
  }
  return marked;
}
