import type { AppContext, Viewer } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { toInstant } from '../../instant.ts';
import type { Page } from '../../page.ts';
import type { MessageView } from '../messages/message.ts';
import { readMessagesAt } from '../messages/message-places.service.ts';
import { findCandidates } from './find-candidates.ts';
import { maySearch } from './search.policy.ts';
import { INDEXED_COLUMNS, type IndexedMessage, wordsOf } from './search-index.ts';
import { parseSearchQuery, type SearchQuery } from './search-query.ts';
import { answers, scoreOf } from './search-rank.ts';
import { findScope } from './search-scope.ts';
import type { Candidate, Search } from './search-statement.ts';
import { type SnippetSegment, snippetOf } from './snippet.ts';

/** A message that a search found, with where it stands among the results. */
export interface FoundMessage {
  readonly message: MessageView;
  readonly snippet: readonly SnippetSegment[];
  readonly position: FoundPosition;
}

export interface FoundPosition {
  /** Results by rank only know messages up to this moment, when the first page was asked for: a new one moves nobody. */
  readonly until: string;
  readonly score: number;
  readonly createdAt: string;
  readonly id: string;
}

export interface SearchArgs {
  readonly query: string;
  readonly order: 'RANK' | 'TIME';
  readonly timeZone: string;
  readonly first: number;
  readonly after: FoundPosition | null;
}

/** By rank, the newest so many that fit are compared; what is older is found in the order of time. */
const RANKED_MAX = 200;

/**
 * Searches everything that the viewer may see now (SEARCH-1). The index gives candidates; each is read again where the messages are, so that
 * nothing is given that was changed, deleted or taken from the viewer meanwhile: a page may hold fewer than it was asked for.
 * @throws VALIDATION_ERROR of `query` or `timeZone`.
 */
export async function searchMessages(app: AppContext, viewer: Viewer, args: SearchArgs): Promise<Page<FoundMessage>> {
  const query = parseSearchQuery(args.query);
  if (!isAnythingAsked(query)) return { items: [], hasNextPage: false, hasPreviousPage: false };
  const scope = await findScope(app, viewer, query);
  const search: Search = { query, scope, viewerId: viewer.userId, timeZone: parseTimeZone(args.timeZone) };
  const placed = scope.conversations.length === 0 ? [] : await placeCandidates(app, search, args);
  const items = await readFound(app, search, placed.slice(0, args.first));
  return { items, hasNextPage: placed.length > args.first, hasPreviousPage: args.after !== null };
}

function isAnythingAsked({ alternatives, from, in: places, traits, isMentioningMe, days }: SearchQuery): boolean {
  const hasFilter = from.length + places.length + traits.length > 0 || isMentioningMe || days.from !== null || days.before !== null;
  return hasFilter || alternatives.length > 0;
}

function parseTimeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw invalid('timeZone', 'This is no time zone: give a name like Europe/Berlin.');
  }
}

const laterOf = (a: string, b: string) => (a > b ? a : b);

interface Placed {
  readonly candidate: Candidate;
  readonly position: FoundPosition;
}

/** One more than the page holds, where there is one. */
async function placeCandidates(app: AppContext, search: Search, { order, first, after }: SearchArgs): Promise<Placed[]> {
  if (order === 'TIME') {
    const found = await findCandidates(app, search, { limit: first + 1, until: null, after });
    return found.map((candidate) => ({ candidate, position: positionOf(candidate, '', 0) }));
  }
  const found = await findCandidates(app, search, {
    limit: RANKED_MAX,
    until: after === null || after.until === '' ? null : after.until,
    after: null,
  });
  const until = after === null || after.until === '' ? laterOf(toInstant(new Date()), found[0]?.created_at ?? '') : after.until;
  const ranked = found.map((candidate) => {
    const age = Date.parse(until) - Date.parse(candidate.created_at);
    return { candidate, position: positionOf(candidate, until, scoreOf(candidate.words, search.query.alternatives, age)) };
  });
  ranked.sort((a, b) => comparePositions(a.position, b.position));
  return ranked.filter(({ position }) => after === null || comparePositions(after, position) < 0).slice(0, first + 1);
}

const positionOf = ({ message_id, created_at }: Candidate, until: string, score: number): FoundPosition => ({
  until,
  score,
  createdAt: created_at,
  id: message_id,
});

/** The best first; of two alike the newer. */
function comparePositions(a: FoundPosition, b: FoundPosition): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

interface FoundRow extends IndexedMessage {
  readonly member_left_seq: number | null;
  readonly visible_after: string | null;
  readonly is_hidden: boolean;
}

/** What of the candidates the viewer may see at this moment, as it is at this moment. */
async function readFound(app: AppContext, { viewerId, query }: Search, placed: readonly Placed[]): Promise<FoundMessage[]> {
  if (placed.length === 0) return [];
  const { rows } = await app.db.pool.query<FoundRow>({
    name: 'search_read_found',
    text: `SELECT ${INDEXED_COLUMNS}, b.left_seq AS member_left_seq, b.visible_after,
                  EXISTS (SELECT 1 FROM viewer_items h WHERE h.user_id = $1 AND h.kind = 'HIDDEN' AND h.key = m.id::text AND h.value IS NOT NULL) AS is_hidden
             FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) AS f (id, conversation_id, created_at)
             JOIN messages m ON m.id = f.id AND m.created_at = f.created_at
             JOIN members b ON b.conversation_id = f.conversation_id AND b.user_id = $1`,
    values: [
      viewerId,
      placed.map(({ candidate }) => candidate.message_id),
      placed.map(({ candidate }) => candidate.conversation_id),
      placed.map(({ candidate }) => candidate.created_at),
    ],
  });
  const allowed = rows.filter((row) => isAllowed(row) && answers(wordsOf(row), query.alternatives));
  const messages = await readMessagesAt(
    app,
    allowed.map(({ id, created_at }) => ({ id, createdAt: created_at })),
  );
  const byId = new Map(messages.filter(({ deletedAt }) => deletedAt === null).map((message) => [message.id, message]));
  const terms = query.alternatives.flatMap(({ all }) => all);
  return placed.flatMap(({ candidate, position }) => {
    const message = byId.get(candidate.message_id);
    return message === undefined ? [] : [{ message, position, snippet: snippetOf(message.text ?? '', terms) }];
  });
}

function isAllowed(row: FoundRow): boolean {
  const membership = { leftSeq: row.member_left_seq, visibleAfter: row.visible_after };
  return maySearch({ membership, createdAt: row.created_at, isDeleted: row.text === null, isHidden: row.is_hidden });
}
