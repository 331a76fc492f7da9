import { needleOf, type SearchTerm, toTerm } from './search-term.ts';

/** One of the alternatives of a search: all of these terms and none of those. */
export interface HeldAlternative {
  readonly all: readonly SearchTerm[];
  readonly none: readonly SearchTerm[];
}

/** A minus, the name of a filter, and a phrase or a word. */
const PIECE = /(?<minus>-)?(?<filter>(?:from|in|before|after|on|has|mentions|is):)?(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/giu;
const TERMS_MAX = 20;

/**
 * What a person looks for in what this device holds: words, "phrases", -not, or (SEARCH-3). Filters are the server's; here they are left out.
 * Alternatives that ask for no word find nothing.
 */
export function parseHeldQuery(text: string): readonly HeldAlternative[] {
  const alternatives: { all: SearchTerm[]; none: SearchTerm[] }[] = [{ all: [], none: [] }];
  let count = 0;
  for (const { groups = {} } of text.replaceAll(/[“”„«»]/g, '"').matchAll(PIECE)) {
    const { minus, filter, phrase, word = '' } = groups;
    if (filter !== undefined) continue;
    if (phrase === undefined && minus === undefined && /^or$/i.test(word)) {
      alternatives.push({ all: [], none: [] });
      continue;
    }
    const term = toTerm(phrase ?? word, phrase !== undefined);
    if (term === null || count === TERMS_MAX) continue;
    count += 1;
    alternatives.at(-1)?.[minus === undefined ? 'all' : 'none'].push(term);
  }
  return alternatives.filter(({ all }) => all.length > 0);
}

/** Whether filters are among what is asked: then what is held cannot answer it as the server does. */
export const hasFilters = (text: string): boolean => [...text.matchAll(PIECE)].some(({ groups }) => groups?.filter !== undefined);

/** Whether search words fit one of the alternatives. */
export const answersQuery = (words: string, alternatives: readonly HeldAlternative[]): boolean =>
  alternatives.some(({ all, none }) => matchesAll(words, all) && !none.some((term) => words.includes(needleOf(term))));

export const matchesAll = (words: string, terms: readonly SearchTerm[]): boolean => terms.every((term) => words.includes(needleOf(term)));
