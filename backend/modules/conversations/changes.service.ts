import type { ChangeSpan } from '../../change-span.ts';
import type { AppContext, Viewer } from '../../context.ts';
import { listChangedMessages } from '../messages/history.service.ts';
import type { MessageView } from '../messages/message.ts';
import type { ThreadView } from '../messages/thread.ts';
import { listThreadsOf } from '../messages/threads.service.ts';
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
  readonly threads: readonly ThreadView[];
  readonly seq: number;
}

export interface ChangeSet {
  readonly conversations: readonly ConversationChanges[];
  readonly hasMore: boolean;
}

/** A conversation with changes that the client does not hold. */
interface Changed {
  readonly conversation: ConversationView;
  readonly span: ChangeSpan;
}

/**
 * What changed after the client's numbers, from the index, at any age (architecture 1): a message edited ten times comes once, a deleted
 * one as a tombstone. `lastSeq` is read with the membership and before the rows: what changes in between comes next time.
 * A conversation that the viewer left comes once with their ended membership and nothing else; others' ids give nothing (security W10).
 * The number of statements is the same for one conversation and for a thousand.
 */
export async function listChanges(app: AppContext, viewer: Viewer, query: ChangesQuery): Promise<ChangeSet> {
  // Who only waits for the subscription before it asks for nothing.
  if (query.since.size === 0 && !query.includeOthers) return { conversations: [], hasMore: false };
  const changed = await listChanged(app, viewer, query);
  const changesOf = await readChanges(app, changed, query.limit + 1);
  const conversations: ConversationChanges[] = [];
  let room = query.limit;
  for (const { conversation } of changed) {
    if (room === 0) return { conversations, hasMore: true };
    const changes = within(conversation, changesOf(conversation.id), room);
    conversations.push(changes);
    if (changes.seq < conversation.lastSeq) return { conversations, hasMore: true };
    room -= Math.min(room, Math.max(1, changes.messages.length + changes.members.length));
  }
  return { conversations, hasMore: false };
}

/** At most one more than a page can hold: each takes some of its room. */
async function listChanged(app: AppContext, viewer: Viewer, { since, includeOthers, limit }: ChangesQuery): Promise<Changed[]> {
  const { rows } = await app.db.pool.query<ConversationRow & { since: number }>({
    name: 'changed_conversations',
    text: `SELECT ${CONVERSATION_COLUMNS}, coalesce(s.seq, 0) AS since
       FROM members b JOIN conversations c ON c.id = b.conversation_id
       LEFT JOIN unnest($2::uuid[], $3::bigint[]) AS s (conversation_id, seq) ON s.conversation_id = c.id
      WHERE b.user_id = $1 AND coalesce(b.left_seq, c.last_seq) > coalesce(s.seq, 0)
        AND (s.conversation_id IS NOT NULL OR ($4 AND b.left_seq IS NULL))
      ORDER BY c.last_activity_at DESC, c.id LIMIT $5`,
    values: [viewer.userId, [...since.keys()], [...since.values()], includeOthers, limit + 1],
  });
  return rows.map((row) => {
    const conversation = toConversationView(row);
    const { id: conversationId, lastSeq: upTo, viewer } = conversation;
    const span = { conversationId, since: row.since, upTo, visibleAfter: viewer.visibleAfter };
    return { conversation, span };
  });
}

interface Changes {
  readonly messages: readonly MessageView[];
  readonly members: readonly MemberView[];
  readonly threads: readonly ThreadView[];
}

const NONE: Changes = { messages: [], members: [], threads: [] };

/** The first `limit` messages and memberships that changed, conversation after conversation: those that fit on the page, and one more. */
async function readChanges(app: AppContext, changed: readonly Changed[], limit: number): Promise<(conversationId: string) => Changes> {
  const ended = changed.flatMap(({ conversation: { viewer } }) => (viewer.leftSeq === null ? [] : [viewer.row]));
  const spans = changed.flatMap(({ conversation, span }) => (conversation.viewer.leftSeq === null ? [span] : []));
  if (changed.length === 0) return () => NONE;
  const [messages, members, endings] = await Promise.all([
    listChangedMessages(app, spans, limit),
    listChangedMembers(app, spans, limit),
    toMemberViews(app, ended),
  ]);
  const messagesOf = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const membersOf = Map.groupBy([...members, ...endings], ({ conversationId }) => conversationId);
  const threads = (await listThreadsOf(app.db.pool, messages)).filter(isShownIn(changed));
  const threadsOf = Map.groupBy(threads, ({ conversationId }) => conversationId);
  return (id) => ({ messages: messagesOf.get(id) ?? [], members: membersOf.get(id) ?? [], threads: threadsOf.get(id) ?? [] });
}

/** Who may not see the message that began a thread gets no summary of it: that counts replies from before they joined (CONV-5). */
function isShownIn(changed: readonly Changed[]): (thread: ThreadView) => boolean {
  const firstSeqs = new Map(
    changed.map(({ conversation: { id, viewer } }) => [id, viewer.row.visible_after === null ? 0 : viewer.row.joined_seq]),
  );
  return ({ conversationId, rootSeq }) => rootSeq >= (firstSeqs.get(conversationId) ?? 0);
}

/** What of the changes has room on the page: all, or those up to the last that fits. */
function within(conversation: ConversationView, changes: Changes, room: number): ConversationChanges {
  const { messages, members, threads } = changes;
  if (messages.length + members.length <= room) return { conversation, ...changes, seq: conversation.lastSeq };
  const numbers = [...messages, ...members].map(({ changeSeq }) => changeSeq).sort((a, b) => a - b);
  const seq = numbers[room - 1] ?? conversation.lastSeq;
  const isInPage = ({ changeSeq }: { changeSeq: number }) => changeSeq <= seq;
  return { conversation, messages: messages.filter(isInPage), members: members.filter(isInPage), threads, seq };
}
