import type { AppContext } from '../../context.ts';
import { type Candidate, type CandidateRange, type CandidateSource, candidatesStatement, type Search } from './search-statement.ts';

/** As many changes as are sooner read than looked up. */
const SMALL_SCOPE = 20_000;
/** So many of the newest messages are looked at first. */
const NEWEST = 4_000;

/**
 * The newest messages that the index gives for a search, at most `limit`. Common words are answered by the newest messages, rare ones by the
 * index of words, month by month backwards: neither reads much more than it gives.
 */
export async function findCandidates(app: Pick<AppContext, 'db'>, search: Search, range: CandidateRange): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const source of sourcesOf(search, range)) {
    const { rows } = await app.db.pool.query<Candidate>(candidatesStatement(search, range, source));
    // The newest are looked at again where they were not enough.
    const isPart = source.kind === 'months' || (source.kind === 'newest' && rows.length < range.limit);
    if (!isPart) return rows;
    if (source.kind === 'months') found.push(...rows);
    if (found.length >= range.limit) break;
  }
  return found.slice(0, range.limit);
}

function sourcesOf(search: Search, { until, after }: CandidateRange): CandidateSource[] {
  if (!isSelective(search)) return [{ kind: 'stream' }];
  if (search.scope.conversations.reduce((sum, { lastSeq }) => sum + lastSeq, 0) <= SMALL_SCOPE) return [{ kind: 'conversations' }];
  const [recent, earlier] = monthsBefore(after?.createdAt ?? until ?? new Date().toISOString());
  return [
    { kind: 'newest', count: NEWEST },
    { kind: 'months', from: recent, before: null },
    { kind: 'months', from: earlier, before: recent },
    { kind: 'months', from: null, before: earlier },
  ];
}

/** Whether few messages may answer it: it asks for something that a message has to have. */
function isSelective({ query, scope }: Search): boolean {
  const hasTerms = query.alternatives.length > 0 && query.alternatives.every(({ all }) => all.length > 0);
  return hasTerms || query.traits.length > 0 || query.isMentioningMe || scope.senderIds !== null;
}

/** The beginnings of the month before that of a moment, and of the one three months earlier: the index has a part for each month. */
function monthsBefore(moment: string): [recent: string, earlier: string] {
  const month = new Date(`${moment.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - 1);
  const recent = month.toISOString();
  month.setUTCMonth(month.getUTCMonth() - 3);
  return [recent, month.toISOString()];
}
