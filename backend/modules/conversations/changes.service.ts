import type { AppContext, Viewer } from '../../context.ts';
import { listChangedMessages } from '../messages/history.service.ts';
import type { MessageView } from '../messages/message.ts';
import { CONVERSATION_COLUMNS, type ConversationRow, type ConversationView, toConversationView } from './conversation.ts';
import type { MemberView } from './member.ts';
import { listChangedMembers, toMemberViews } from './members.service.ts';

/** The most changes of one page (DELIVERY-4). */
export const CHANGES_MAX = 500;

export interface ChangesQuery {
  /** What the client holds: everything up to this number of this conversation. */
  readonly since: ReadonlyMap<string, number>;
  /** Whether conversations that the client did not name are given too. */
  readonly includeOthers: boolean;
  readonly limit: number;
}

/** What changed in one conversation: current state, not history. Complete up to `seq`. */
export interface ConversationChanges {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly members: readonly MemberView[];
  readonly seq: number;
}

export interface ChangeSet {
  readonly conversations: readonly ConversationChanges[];
  readonly hasMore: boolean;
}

interface Changed {
  readonly conversation: ConversationView;
  readonly since: number;
}

/**
 * What changed after the client's numbers, from the index, at any age (architecture 1): a message edited ten times comes once, a deleted
 * one as a tombstone. `lastSeq` is read with the membership and before the rows: what changes in between comes next time.
 * A conversation that the viewer left comes once with their ended membership and nothing else; others' ids give nothing (security W10).
 */
export async function listChanges(app: AppContext, viewer: Viewer, query: ChangesQuery): Promise<ChangeSet> {
  const changed = await listChanged(app, viewer, query);
  const conversations: ConversationChanges[] = [];
  let room = query.limit;
  for (const one of changed) {
    if (room === 0) return { conversations, hasMore: true };
    const changes = await readChanges(app, one, room);
    conversations.push(changes);
    if (changes.seq < one.conversation.lastSeq) return { conversations, hasMore: true };
    room -= Math.min(room, Math.max(1, changes.messages.length + changes.members.length));
  }
  return { conversations, hasMore: false };
}

async function listChanged(app: AppContext, viewer: Viewer, { since, includeOthers }: ChangesQuery): Promise<Changed[]> {
  const { rows } = await app.db.pool.query<ConversationRow & { since: number | null }>(
    `SELECT ${CONVERSATION_COLUMNS}, s.seq AS since
       FROM members b JOIN conversations c ON c.id = b.conversation_id
       LEFT JOIN unnest($2::uuid[], $3::bigint[]) AS s (conversation_id, seq) ON s.conversation_id = c.id
      WHERE b.user_id = $1 AND coalesce(b.left_seq, c.last_seq) > coalesce(s.seq, 0)
        AND (s.conversation_id IS NOT NULL OR ($4 AND b.left_seq IS NULL))
      ORDER BY c.last_activity_at DESC, c.id`,
    [viewer.userId, [...since.keys()], [...since.values()], includeOthers],
  );
  return rows.map((row) => ({ conversation: toConversationView(row), since: row.since ?? 0 }));
}

async function readChanges(app: AppContext, { conversation, since }: Changed, limit: number): Promise<ConversationChanges> {
  const { viewer } = conversation;
  if (viewer.leftSeq !== null) {
    return { conversation, messages: [], members: await toMemberViews(app, [viewer.row]), seq: viewer.leftSeq };
  }
  const page = { since, limit: limit + 1 };
  const [messages, members] = await Promise.all([
    listChangedMessages(app, conversation.id, page),
    listChangedMembers(app, conversation.id, page),
  ]);
  const seq = endOfPage(conversation.lastSeq, limit, [...messages, ...members]);
  const isInPage = ({ changeSeq }: { changeSeq: number }) => changeSeq <= seq;
  return { conversation, messages: messages.filter(isInPage), members: members.filter(isInPage), seq };
}

/** Where a page of at most `limit` changes ends: all of them fit, or it is complete up to the last that fits. */
function endOfPage(lastSeq: number, limit: number, changes: readonly { changeSeq: number }[]): number {
  if (changes.length <= limit) return lastSeq;
  const numbers = changes.map(({ changeSeq }) => changeSeq).sort((a, b) => a - b);
  return Math.min(numbers[limit - 1] ?? lastSeq, lastSeq);
}
