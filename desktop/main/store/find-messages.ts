import { type HeldAlternative, parseHeldQuery } from '../../sync/held-query.ts';
import { scoreOf } from '../../sync/held-rank.ts';
import type { MessageRow } from '../../sync/records.ts';
import { needleOf, type SearchTerm } from '../../sync/search-term.ts';
import type { HeldSearch } from '../../sync/store.ts';
import { getMessage } from './cache-messages.ts';
import { saidAtMs } from './cache-texts.ts';
import type { ReadableDb, SqlValue } from './handles.ts';

/** Of the newest so many that fit, the best are given. */
const RANKED = 200;
/** Where no trigram helps, so many of the newest texts are looked through first: what is said often is among them. */
const NEWEST = 5_000;
/** With more words than this that begin with a letter, looking through everything is quicker. */
const BEGINNINGS_MAX = 400;

interface Found {
  readonly label: number;
  readonly no: number;
  readonly seq: number;
  readonly words: string;
}

/** Messages that fit, by time the newest first, or by how well they answer (SEARCH-3). `nowMs`: milliseconds since 1970. */
export function findMessages(db: ReadableDb, { text, order, limit }: HeldSearch, nowMs: number): MessageRow[] {
  const alternatives = parseHeldQuery(text);
  if (alternatives.length === 0) return [];
  const found = find(db, { alternatives, limit, ranked: order === 'RANK' ? Math.max(limit, RANKED) : limit });
  if (order === 'TIME') return found.flatMap((row) => messageOfRow(db, row)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const scored = found.map((row) => ({ row, score: scoreOf(row.words, alternatives, nowMs - saidAtMs(row.label)) }));
  scored.sort((a, b) => b.score - a.score || b.row.label - a.row.label);
  return scored.slice(0, limit).flatMap(({ row }) => messageOfRow(db, row));
}

function messageOfRow(db: ReadableDb, { no, seq }: Found): MessageRow[] {
  const conversation = db.get<{ id: string }>('SELECT id FROM cache_conversations WHERE no = ?', no);
  const message = conversation && getMessage(db, { no, id: conversation.id }, seq);
  return message === undefined ? [] : [message];
}

interface Finding {
  readonly alternatives: readonly HeldAlternative[];
  readonly limit: number;
  /** So many are worth finding where the index leads to them. */
  readonly ranked: number;
}

/** Of one letter the newest are the best: all that tells them apart is whether it is a word. */
function find(db: ReadableDb, { alternatives, limit, ranked }: Finding): Found[] {
  const match = matchOf(alternatives);
  if (match !== null) return matching(db, { match, alternatives, limit: ranked });
  const newest = lookThrough(db, { alternatives, limit, count: NEWEST });
  if (newest.length >= limit) return newest;
  const wider = beginningsOf(db, alternatives);
  if (wider === null) return lookThrough(db, { alternatives, limit, count: Number.MAX_SAFE_INTEGER });
  return wider === '' ? [] : matching(db, { match: wider, alternatives, limit });
}

const COLUMNS = 't.label, t.conversation_no AS no, t.seq, t.words';
const HELD = 't.conversation_no NOT IN (SELECT no FROM cache_doomed)';

interface Matching {
  readonly match: string;
  readonly alternatives: readonly HeldAlternative[];
  readonly limit: number;
}

/** The index gives texts with the trigrams, the newest first; each is looked at, for trigrams alone are not yet words. */
function matching(db: ReadableDb, { match, alternatives, limit }: Matching): Found[] {
  const { condition, values } = conditionOf(alternatives);
  return db.all<Found>(
    `SELECT ${COLUMNS} FROM cache_words w CROSS JOIN cache_texts t ON t.label = w.rowid
      WHERE w.cache_words MATCH ? AND (${condition}) AND ${HELD} ORDER BY w.rowid DESC LIMIT ?`,
    match,
    ...values,
    limit,
  );
}

interface Looking {
  readonly alternatives: readonly HeldAlternative[];
  readonly limit: number;
  readonly count: number;
}

function lookThrough(db: ReadableDb, { alternatives, limit, count }: Looking): Found[] {
  const { condition, values } = conditionOf(alternatives);
  return db.all<Found>(
    `SELECT ${COLUMNS} FROM (SELECT * FROM cache_texts ORDER BY label DESC LIMIT ?) t WHERE (${condition}) AND ${HELD} ORDER BY t.label DESC LIMIT ?`,
    count,
    ...values,
    limit,
  );
}

function conditionOf(alternatives: readonly HeldAlternative[]): { condition: string; values: SqlValue[] } {
  const values: SqlValue[] = [];
  const has = (needle: string) => {
    values.push(needle);
    return 'instr(t.words, ?) > 0';
  };
  const condition = alternatives
    .map(({ all, none }) => [...all.map((term) => has(needleOf(term))), ...none.map((term) => `NOT ${has(needleOf(term))}`)].join(' AND '))
    .map((each) => `(${each})`)
    .join(' OR ');
  return { condition, values };
}

/** What the index is asked; null where one of the alternatives has no trigram. */
function matchOf(alternatives: readonly HeldAlternative[]): string | null {
  const parts = alternatives.map(({ all }) => trigramsOf(all));
  if (parts.some((trigrams) => trigrams.length === 0)) return null;
  return parts.map((trigrams) => `(${trigrams.map(quoted).join(' AND ')})`).join(' OR ');
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** More of them tell hardly more. */
const TRIGRAMS_MAX = 12;

/** Trigrams of the terms, none for a term of one or two letters. All of them where there are not many: those across syllables are the rare ones. */
function trigramsOf(terms: readonly SearchTerm[]): string[] {
  const each = Math.ceil(TRIGRAMS_MAX / Math.max(1, terms.length));
  return [...new Set(terms.flatMap((term) => someTrigrams([...needleOf(term)], each)))];
}

function someTrigrams(letters: readonly string[], max: number): string[] {
  const count = Math.max(0, letters.length - 2);
  const everyNth = Math.ceil(count / max);
  return Array.from({ length: count }, (_, i) => letters.slice(i, i + 3).join('')).filter((_, i) => i % everyNth === 0 || i === count - 1);
}

/**
 * What the index is asked for words that begin with one letter: the trigrams that begin so. Empty where there are none, null where there are
 * too many of them.
 */
function beginningsOf(db: ReadableDb, alternatives: readonly HeldAlternative[]): string | null {
  const parts: string[] = [];
  for (const { all } of alternatives) {
    const trigrams = trigramsOf(all).map(quoted);
    const short = all.map(needleOf).filter((needle) => [...needle].length < 3);
    const groups = short.map((needle) => termsThatBegin(db, needle));
    if (groups.some((terms) => terms.length > BEGINNINGS_MAX)) return null;
    if (groups.some((terms) => terms.length === 0)) continue;
    parts.push([...trigrams, ...groups.map((terms) => `(${terms.map(quoted).join(' OR ')})`)].join(' AND '));
  }
  return parts.map((part) => `(${part})`).join(' OR ');
}

const termsThatBegin = (db: ReadableDb, beginning: string): string[] =>
  db
    .all<{ term: string }>(
      'SELECT term FROM temp.cache_vocabulary WHERE term >= ? AND term < ? LIMIT ?',
      beginning,
      `${beginning}\u{10FFFF}`,
      BEGINNINGS_MAX + 1,
    )
    .map(({ term }) => term);
