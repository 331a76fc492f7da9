import { foldable, foldText } from './fold.ts';
import { placesOf, type SearchTerm } from './search-term.ts';

/** A piece of a text: what was looked for, or what stands around it. */
export interface SnippetSegment {
  readonly text: string;
  readonly isMatch: boolean;
}

/** About two lines of a result. */
const LENGTH_MAX = 200;
/** So much before the first match, that one sees what it is about. */
const LEAD = 60;

type Place = readonly [begin: number, end: number];

/** The part of the text around its first match, cut where words end, with every match in it marked. Pieces of text, never markup. */
export function snippetOf(original: string, terms: readonly SearchTerm[]): SnippetSegment[] {
  const text = foldable(original);
  const matches = findMatches(text, terms);
  const [begin, end] = windowOf(text, matches[0]);
  const segments: SnippetSegment[] = [];
  const add = (piece: string, isMatch: boolean) => {
    if (piece !== '') segments.push({ text: piece, isMatch });
  };
  let at = begin;
  for (const [from, to] of matches.filter((match) => match[1] > begin && match[0] < end)) {
    add(text.slice(at, Math.max(at, from)), false);
    add(text.slice(Math.max(at, from), Math.min(to, end)), true);
    at = Math.min(to, end);
  }
  add(text.slice(at, end), false);
  return withDots(segments, { isCutBefore: begin > 0, isCutAfter: end < text.length });
}

/** Where in the text something was found, in order, those that touch as one. */
function findMatches(text: string, terms: readonly SearchTerm[]): Place[] {
  const folded = foldText(text);
  const places = terms
    .flatMap((term) => placesOf(term, folded))
    .map(([from, to]): Place => [folded.starts[from] ?? 0, folded.ends[to - 1] ?? 0]);
  const merged: [number, number][] = [];
  for (const [from, to] of places.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function windowOf(text: string, first: Place | undefined): Place {
  if (text.length <= LENGTH_MAX) return [0, text.length];
  const begin = wordBegin(text, Math.max(0, (first?.[0] ?? 0) - LEAD));
  return [begin, whole(text, Math.min(text.length, begin + LENGTH_MAX))];
}

/** The next beginning of a word, unless it is far. */
function wordBegin(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + LEAD / 2).search(/\s\S/);
  return space === -1 ? whole(text, at) : at + space + 1;
}

/** Not within a surrogate pair. */
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);

function withDots(segments: readonly SnippetSegment[], cut: { isCutBefore: boolean; isCutAfter: boolean }): SnippetSegment[] {
  const dots: SnippetSegment = { text: '…', isMatch: false };
  return [...(cut.isCutBefore ? [dots] : []), ...segments, ...(cut.isCutAfter ? [dots] : [])];
}
