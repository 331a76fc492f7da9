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

/** The newest so many, of those before a place. */
export interface CandidateRange {
  readonly limit: number;
  /** Messages up to this moment, null for all. */
  readonly until: string | null;
  /** Only what comes after this one in the order of time, the newest first. */
  readonly after: { readonly createdAt: string; readonly id: string } | null;
}

/** The statement that finds the newest messages of a search; its values are planned with, for a rare word wants another way than a common one. */
export function candidatesStatement(search: Search, range: CandidateRange): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const conditions = [...placeConditions(search, put), ...rangeConditions(range, put), ...wordConditions(search, put)];
  const text = `SELECT s.message_id, s.conversation_id, s.created_at, s.words FROM message_search s
     WHERE ${conditions.join(' AND ')} ORDER BY s.created_at DESC, s.message_id DESC LIMIT ${put(range.limit)}`;
  return { text, values };
}

type Put = (value: unknown) => string;

function placeConditions({ query: { days }, scope, viewerId, timeZone }: Search, put: Put): string[] {
  const veiled = scope.conversations.filter(({ visibleAfter }) => visibleAfter !== null);
  const conditions = [`s.conversation_id = ANY (${put(scope.conversations.map(({ id }) => id))}::uuid[])`];
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
