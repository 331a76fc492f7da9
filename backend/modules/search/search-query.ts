import { invalid } from '../../errors.ts';
import { parseText } from '../../input.ts';
import { type DaySpan, parseDaySpan } from './day-span.ts';
import { type SearchTerm, toTerm } from './search-term.ts';

export type Trait = 'FILE' | 'LINK' | 'IMAGE' | 'POLL' | 'CODE' | 'PINNED' | 'THREAD';

/** One of the alternatives of a search: all of these terms and none of those. */
export interface Alternative {
  readonly all: readonly SearchTerm[];
  readonly none: readonly SearchTerm[];
}

/** What a person looks for, before names are looked up. */
export interface SearchQuery {
  readonly alternatives: readonly Alternative[];
  /** Usernames, `me` or ids. */
  readonly from: readonly string[];
  /** Names of groups, `@username` of direct conversations, or ids. */
  readonly in: readonly string[];
  readonly traits: readonly Trait[];
  readonly isMentioningMe: boolean;
  /** Local days: from the first's beginning to before the last's. */
  readonly days: DaySpan;
}

const QUERY_MAX = 500;
const TERMS_MAX = 20;
/** A minus, the name of a filter, and a phrase or a word. */
const PIECE = /(?<minus>-)?(?:(?<name>from|in|before|after|on|has|mentions|is):)?(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/giu;
const BARE_FILTER = /^(from|in|before|after|on|has|mentions|is):$/i;
const HAS: Readonly<Record<string, Trait>> = { file: 'FILE', link: 'LINK', image: 'IMAGE', poll: 'POLL', code: 'CODE' };
const IS: Readonly<Record<string, Trait>> = { pinned: 'PINNED', thread: 'THREAD' };

interface Draft {
  readonly alternatives: { all: SearchTerm[]; none: SearchTerm[] }[];
  readonly from: string[];
  readonly in: string[];
  readonly traits: Trait[];
  isMentioningMe: boolean;
  days: DaySpan;
}

interface Piece {
  readonly minus: boolean;
  readonly name: string | null;
  readonly value: string;
  readonly isPhrase: boolean;
}

/**
 * Reads a search as people write it (SEARCH-1): words, "phrases", -not, or, and filters.
 * @throws VALIDATION_ERROR of `query` for a filter that means nothing, and for a search for nothing at all.
 */
export function parseSearchQuery(text: string): SearchQuery {
  if (parseText('query', text).length > QUERY_MAX) throw invalid('query', `Search for at most ${QUERY_MAX} characters.`);
  const draft: Draft = {
    alternatives: [{ all: [], none: [] }],
    from: [],
    in: [],
    traits: [],
    isMentioningMe: false,
    days: { from: null, before: null },
  };
  for (const piece of piecesOf(text)) addPiece(draft, piece);
  const alternatives = draft.alternatives.filter(({ all, none }) => all.length + none.length > 0);
  const termCount = alternatives.reduce((sum, { all, none }) => sum + all.length + none.length, 0);
  if (termCount > TERMS_MAX) throw invalid('query', `Search for at most ${TERMS_MAX} words.`);
  return { ...draft, alternatives };
}

function* piecesOf(text: string): Generator<Piece> {
  for (const { groups = {} } of text.replaceAll(/[“”„«»]/g, '"').matchAll(PIECE)) {
    const { minus, name, phrase, word } = groups;
    yield { minus: minus !== undefined, name: name?.toLowerCase() ?? null, value: phrase ?? word ?? '', isPhrase: phrase !== undefined };
  }
}

function addPiece(draft: Draft, piece: Piece): void {
  const [, bare] = piece.isPhrase ? [] : (BARE_FILTER.exec(piece.value) ?? []);
  if (bare !== undefined) throw invalid('query', `"${bare}:" wants something after it.`);
  if (piece.name !== null) addFilter(draft, piece.name, piece);
  else if (!piece.minus && !piece.isPhrase && /^or$/i.test(piece.value)) draft.alternatives.push({ all: [], none: [] });
  else addTerm(draft, piece);
}

function addTerm(draft: Draft, { minus, value, isPhrase }: Piece): void {
  const term = toTerm(value, isPhrase);
  const current = draft.alternatives.at(-1);
  if (term !== null) (minus ? current?.none : current?.all)?.push(term);
}

function addFilter(draft: Draft, name: string, { minus, value }: Piece): void {
  if (minus) throw invalid('query', `"-${name}:" is not understood: only words and phrases can be left out.`);
  if (value.trim() === '') throw invalid('query', `"${name}:" wants something after it.`);
  if (name === 'from') draft.from.push(value);
  else if (name === 'in') draft.in.push(value);
  else if (name === 'has') draft.traits.push(traitOf(HAS, name, value));
  else if (name === 'is') draft.traits.push(traitOf(IS, name, value));
  else if (name === 'mentions') addMention(draft, value);
  else draft.days = narrow(draft.days, name, value);
}

function traitOf(traits: Readonly<Record<string, Trait>>, name: string, value: string): Trait {
  const trait = Object.entries(traits).find(([known]) => known === value.toLowerCase())?.[1];
  if (trait === undefined) throw invalid('query', `"${name}:" wants one of ${Object.keys(traits).join(', ')}.`);
  return trait;
}

function addMention(draft: Draft, value: string): void {
  if (!/^@?me$/i.test(value)) throw invalid('query', '"mentions:" wants "me".');
  draft.isMentioningMe = true;
}

/** `after` begins when its day ends; `before` ends when its day begins. */
function narrow(days: DaySpan, name: string, value: string): DaySpan {
  const span = parseDaySpan(name, value);
  const from = name === 'after' ? span.before : name === 'on' ? span.from : null;
  const before = name === 'before' ? span.from : name === 'on' ? span.before : null;
  return { from: later(days.from, from), before: earlier(days.before, before) };
}

const later = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);
const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
