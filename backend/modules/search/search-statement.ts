import { MENTION_ALL_WORD, mentionWord, traitWord } from './search-index.ts';
import type { Alternative, SearchQuery } from './search-query.ts';
import type { SearchScope } from './search-scope.ts';
import { patternOf } from './search-term.ts';

/** A message that the index gives. */
export interface Candidate {
  readonly message_id: string;
  readonly conversation_id: string;
  readonly created_at: string;
  readonly words: string;
}

export interface Search {
  readonly query: SearchQuery;
  readonly scope: SearchScope;
  readonly viewerId: string;
  /** IANA name: whose days `before:`, `after:` and `on:` mean. */
  readonly timeZone: string;
}

/** Which messages of a search, the newest first. */
export interface CandidateRange {
  readonly limit: number;
  /** Messages up to this moment, null for all. */
  readonly until: string | null;
  /** Only what comes after this one in the order of time, the newest first. */
  readonly after: { readonly createdAt: string; readonly id: string } | null;
}

/**
 * Where the index is read.
 * - newest: of all messages the newest so many, one after the other; a common word is among them.
 * - months: everything that fits of a stretch of months, by whatever index is best, and then the newest of it.
 * - conversations: conversation by conversation.
 * - stream: from the newest on until there are enough, for a search that most messages answer.
 */
export type CandidateSource =
  | { readonly kind: 'newest'; readonly count: number }
  | { readonly kind: 'months'; readonly from: string | null; readonly before: string | null }
  | { readonly kind: 'conversations' }
  | { readonly kind: 'stream' };

type Put = (value: unknown) => string;

const COLUMNS = 's.message_id, s.conversation_id, s.created_at, s.words';
const ORDER = 'ORDER BY s.created_at DESC, s.message_id DESC';

/** The statement that finds the newest messages of a search; it is planned with its values, for a rare word wants another way than a common one. */
export function candidatesStatement(
  search: Search,
  range: CandidateRange,
  source: CandidateSource,
): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const put: Put = (value) => `$${values.push(value)}`;
  const times = rangeConditions(range, put);
  const rest = [...filterConditions(search, put), ...wordConditions(search, put)];
  const limit = `LIMIT ${put(range.limit)}`;
  if (source.kind === 'conversations') {
    // OFFSET 0 keeps the words out: looked up for each conversation anew they would cost more than reading it.
    const text = `SELECT ${COLUMNS} FROM unnest(${put(idsOf(search))}::uuid[]) AS c (id) CROSS JOIN LATERAL (
        SELECT * FROM message_search s WHERE ${['s.conversation_id = c.id', ...times].join(' AND ')} OFFSET 0) s
        WHERE ${rest.join(' AND ')} ${ORDER} ${limit}`;
    return { text, values };
  }
  const place = placeCondition(search, put);
  if (source.kind === 'newest') {
    const where = times.length === 0 ? '' : `WHERE ${times.join(' AND ')}`;
    const newest = `SELECT * FROM message_search s ${where} ORDER BY s.created_at DESC LIMIT ${put(source.count)}`;
    return { text: `SELECT ${COLUMNS} FROM (${newest}) s WHERE ${[place, ...rest].join(' AND ')} ${ORDER} ${limit}`, values };
  }
  const conditions = [place, ...times, ...(source.kind === 'months' ? monthConditions(source, put) : []), ...rest];
  const all = `SELECT ${COLUMNS} FROM message_search s WHERE ${conditions.join(' AND ')}`;
  if (source.kind === 'stream') return { text: `${all} ${ORDER} ${limit}`, values };
  return { text: `WITH s AS MATERIALIZED (${all}) SELECT * FROM s ${ORDER} ${limit}`, values };
}

const idsOf = ({ scope }: Search) => scope.conversations.map(({ id }) => id);

/** With more conversations than this, weighing each of them takes the planner longer than the search. */
const WEIGHED_MAX = 50;

function placeCondition(search: Search, put: Put): string {
  const ids = idsOf(search);
  if (ids.length <= WEIGHED_MAX) return `s.conversation_id = ANY (${put(ids)}::uuid[])`;
  return `(s.conversation_id IN (SELECT unnest(${put(ids)}::uuid[]))) IS TRUE`;
}

function monthConditions({ from, before }: { readonly from: string | null; readonly before: string | null }, put: Put): string[] {
  return [
    ...(from === null ? [] : [`s.created_at >= ${put(from)}::timestamptz`]),
    ...(before === null ? [] : [`s.created_at < ${put(before)}::timestamptz`]),
  ];
}

function filterConditions({ query: { days }, scope, viewerId, timeZone }: Search, put: Put): string[] {
  const veiled = scope.conversations.filter(({ visibleAfter }) => visibleAfter !== null);
  const conditions: string[] = [];
  if (scope.senderIds !== null) conditions.push(`s.sender_id = ANY (${put(scope.senderIds)}::uuid[])`);
  if (veiled.length > 0) {
    const ids = put(veiled.map(({ id }) => id));
    const times = put(veiled.map(({ visibleAfter }) => visibleAfter));
    conditions.push(`NOT EXISTS (SELECT 1 FROM unnest(${ids}::uuid[], ${times}::timestamptz[]) AS v (id, at)
       WHERE v.id = s.conversation_id AND s.created_at <= v.at)`);
  }
  if (days.from !== null) conditions.push(`s.created_at >= ${put(days.from)}::timestamp AT TIME ZONE ${put(timeZone)}`);
  if (days.before !== null) conditions.push(`s.created_at < ${put(days.before)}::timestamp AT TIME ZONE ${put(timeZone)}`);
  conditions.push(`NOT EXISTS (SELECT 1 FROM viewer_items h
     WHERE h.user_id = ${put(viewerId)} AND h.kind = 'HIDDEN' AND h.key = s.message_id::text AND h.value IS NOT NULL)`);
  return conditions;
}

function rangeConditions({ until, after }: CandidateRange, put: Put): string[] {
  const conditions: string[] = [];
  if (until !== null) conditions.push(`s.created_at <= ${put(until)}::timestamptz`);
  if (after !== null) {
    // Says the first half again in a form that the index of times understands.
    const at = put(after.createdAt);
    conditions.push(`s.created_at <= ${at}::timestamptz`, `(s.created_at, s.message_id) < (${at}::timestamptz, ${put(after.id)}::uuid)`);
  }
  return conditions;
}

function wordConditions({ query, viewerId }: Search, put: Put): string[] {
  const conditions = query.traits.map((trait) => `s.words LIKE ${put(`% ${traitWord(trait)} %`)}`);
  if (query.isMentioningMe) {
    conditions.push(`(s.words LIKE ${put(`% ${mentionWord(viewerId)} %`)} OR s.words LIKE ${put(`% ${MENTION_ALL_WORD} %`)})`);
  }
  if (query.alternatives.length > 0) conditions.push(`(${query.alternatives.map((each) => alternativeCondition(each, put)).join(' OR ')})`);
  return conditions;
}

function alternativeCondition({ all, none }: Alternative, put: Put): string {
  const parts = [
    ...all.map((term) => `s.words LIKE ${put(patternOf(term))}`),
    ...none.map((term) => `s.words NOT LIKE ${put(patternOf(term))}`),
  ];
  return `(${parts.join(' AND ')})`;
}
