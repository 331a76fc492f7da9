/** A piece of a text: what was looked for, or what stands around it. */
export interface TextPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

const LENGTH_MAX = 200;
const LEAD = 60;

type Place = readonly [begin: number, end: number];

/** The part of a text around the first of the places, in pieces; the whole text where it is short. */
export function markMatches(text: string, places: readonly Place[]): TextPiece[] {
  const matches = merged(places);
  const [begin, end] = windowOf(text, matches[0]);
  const pieces: TextPiece[] = begin > 0 ? [{ text: '…', isMatch: false }] : [];
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), isMatch });
  };
  let at = begin;
  for (const [from, to] of matches) {
    if (to <= begin || from >= end) continue;
    add(at, Math.max(at, from), false);
    add(Math.max(at, from), Math.min(to, end), true);
    at = Math.min(to, end);
  }
  add(at, end, false);
  return end < text.length ? [...pieces, { text: '…', isMatch: false }] : pieces;
}

/** In order, those that touch as one. */
function merged(places: readonly Place[]): Place[] {
  const all: [number, number][] = [];
  for (const [from, to] of places.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

function windowOf(text: string, first: Place | undefined): Place {
  if (text.length <= LENGTH_MAX) return [0, text.length];
  const begin = whole(text, Math.max(0, Math.min((first?.[0] ?? 0) - LEAD, text.length - LENGTH_MAX)));
  return [begin, whole(text, Math.min(text.length, begin + LENGTH_MAX))];
}

/** Not within a surrogate pair. */
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);
