import { type HeldAlternative, matchesAll } from './held-query.ts';
import { needleOf, type SearchTerm } from './search-term.ts';

const WHOLE_WORD = 3;
const BEGINNING = 2;
const INSIDE = 1;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** How well search words answer: whole words before beginnings before parts, words side by side, short texts, and the newer of two alike. */
export function scoreOf(words: string, alternatives: readonly HeldAlternative[], ageMs: number): number {
  const best = Math.max(0, ...alternatives.map(({ all }) => (matchesAll(words, all) ? scoreAll(words, all) : 0)));
  const shortness = 1 / Math.log2(8 + words.length / 8);
  const freshness = 1 / (1 + Math.max(0, ageMs) / MONTH_MS);
  return best + shortness + freshness;
}

function scoreAll(words: string, terms: readonly SearchTerm[]): number {
  const needles = terms.map((term) => needleOf(term).trim());
  const sum = needles.reduce((total, needle) => total + scoreTerm(words, needle), 0);
  const isPhrase = needles.length > 1 && words.includes(needles.join(' '));
  return sum / needles.length + (isPhrase ? 1 : 0);
}

function scoreTerm(words: string, needle: string): number {
  if (words.includes(` ${needle} `)) return WHOLE_WORD;
  return words.includes(` ${needle}`) ? BEGINNING : INSIDE;
}
