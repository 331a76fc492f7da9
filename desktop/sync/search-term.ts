import { type FoldedText, foldable, foldText } from './fold.ts';
import { digitsOf, GROUPED_DIGITS_TERM, isPaired, pairedTerm } from './search-words.ts';

/** Something to look for in a text. */
export interface SearchTerm {
  /** Folded, without a space at either end. */
  readonly folded: string;
  /** Only as whole words: it was given in quotation marks. */
  readonly isWhole: boolean;
  /** Of grouped digits: the digits alone, for they are found however they are grouped. */
  readonly digits: string | null;
}

/** A part of a word this long is found within words; a shorter one where a word begins. */
const INNER_MIN = 3;

/** The term of what a person typed; null when nothing of it is searched, like punctuation alone. */
export function toTerm(typed: string, isWhole: boolean): SearchTerm | null {
  const text = foldable(typed).trim();
  const folded = foldText(text).text.trim();
  if (folded === '') return null;
  const plain = text.normalize('NFKC');
  return { folded, isWhole, digits: GROUPED_DIGITS_TERM.test(plain) ? digitsOf(plain) : null };
}

/** A part of a grouped number runs over its groups. */
const ALL_DIGITS = /^\d{3,}$/;

const letters = (term: SearchTerm) => [...term.folded];
const firstOf = (term: SearchTerm) => letters(term)[0] ?? '';
const lastOf = (term: SearchTerm) => letters(term).at(-1) ?? '';

const beginsWord = (term: SearchTerm) => term.isWhole || isPaired(firstOf(term)) || term.folded.length < INNER_MIN;

/** What stands in the search words of every text that holds the term, and of no other. */
export function needleOf(term: SearchTerm): string {
  if (term.digits !== null) return term.digits;
  const words = pairedTerm(term.folded);
  const isSingle = isPaired(lastOf(term)) && (words.trim().split(' ').at(-1) ?? '').length === lastOf(term).length;
  const endsWord = (term.isWhole && !isPaired(lastOf(term))) || (isPaired(lastOf(term)) && !isSingle);
  return `${beginsWord(term) ? ' ' : ''}${words.trim()}${endsWord ? ' ' : ''}`;
}

/** Where in a folded text the term stands: pairs of begin and end. */
export function placesOf(term: SearchTerm, { text }: FoldedText): [number, number][] {
  const places: [number, number][] = [];
  const digits = term.digits ?? (ALL_DIGITS.test(term.folded) && !term.isWhole ? term.folded : null);
  const needle = digits === null ? plainOf(term.folded) : [...digits].join(' ?');
  for (const match of text.matchAll(new RegExp(needle, 'gu'))) {
    const end = match.index + match[0].length;
    if (isPlace(term, text, [match.index, end])) places.push([match.index, end]);
  }
  return places;
}

const plainOf = (text: string) => text.replaceAll(/[^\p{L}\p{N}\p{M} ]/gu, '');

function isPlace(term: SearchTerm, text: string, [start, end]: readonly [number, number]): boolean {
  if (term.digits !== null) return true;
  const isStartGood = !beginsWord(term) || isEdge(text.slice(0, start), text.slice(start));
  return isStartGood && (!term.isWhole || isEdge(text.slice(0, end), text.slice(end)));
}

/** Whether one word ends and another begins here. */
function isEdge(before: string, after: string): boolean {
  const last = [...before.slice(-2)].at(-1) ?? ' ';
  const [first = ' '] = after.slice(0, 2);
  return last === ' ' || first === ' ' || isPaired(last) || isPaired(first);
}
