import type { Alternative } from './search-query.ts';
import { patternOf, type SearchTerm } from './search-term.ts';

const WHOLE_WORD = 3;
const BEGINNING = 2;
const INSIDE = 1;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** How well search words answer: whole words before beginnings before parts, words side by side, short texts, and the newer of two alike. */
export function scoreOf(words: string, alternatives: readonly Alternative[], ageMs: number): number {
  const best = Math.max(0, ...alternatives.map(({ all }) => (matchesAll(words, all) ? scoreAll(words, all) : 0)));
  const shortness = 1 / Math.log2(8 + words.length / 8);
  const freshness = 1 / (1 + Math.max(0, ageMs) / MONTH_MS);
  return Number((best + shortness + freshness).toFixed(6));
}

/** Whether search words fit one of the alternatives. */
export function answers(words: string, alternatives: readonly Alternative[]): boolean {
  const fits = ({ all, none }: Alternative) => matchesAll(words, all) && !none.some((term) => words.includes(needleOf(term)));
  return alternatives.length === 0 || alternatives.some(fits);
}

const needleOf = (term: SearchTerm) => patternOf(term).slice(1, -1);

const matchesAll = (words: string, terms: readonly SearchTerm[]) => terms.every((term) => words.includes(needleOf(term)));

function scoreAll(words: string, terms: readonly SearchTerm[]): number {
  if (terms.length === 0) return 0;
  const sum = terms.reduce((total, term) => total + scoreTerm(words, needleOf(term).trim()), 0);
  const isPhrase = terms.length > 1 && words.includes(terms.map((term) => needleOf(term).trim()).join(' '));
  return sum / terms.length + (isPhrase ? 1 : 0);
}

function scoreTerm(words: string, needle: string): number {
  if (words.includes(` ${needle} `)) return WHOLE_WORD;
  return words.includes(` ${needle}`) ? BEGINNING : INSIDE;
}
