import { type ChangeSpan, SPANS, spanValues } from '../../change-span.ts';
import type { AppContext } from '../../context.ts';
import type { Page } from '../../page.ts';
import type { ConversationView } from '../conversations/conversation.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageView } from './message.ts';
import { toMessageViews } from './messages.service.ts';

/** A stretch of a conversation's history: `size` messages next to an instant, or at the oldest or newest end. */
export interface HistoryRange {
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  /** `createdAt` of the message beside the page, which is not in it. */
  readonly after: string | null;
  readonly before: string | null;
}

const EMPTY: Page<MessageView> = { items: [], hasNextPage: false, hasPreviousPage: false };

/**
 * A page of messages in the order of the sequence. `created_at` rises strictly with it, so the page is read by time and touches only the
 * partitions it needs. It ends where the conversation did when the membership was read: who is removed meanwhile sees nothing later.
 */
export async function listMessages(app: AppContext, conversation: ConversationView, range: HistoryRange): Promise<Page<MessageView>> {
  if (conversation.viewer.leftSeq !== null) return EMPTY;
  const { direction, size, after, before } = range;
  const order = direction === 'forward' ? 'ASC' : 'DESC';
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.conversation_id = $1
        AND m.created_at > coalesce($2::timestamptz, '-infinity') AND m.created_at < coalesce($3::timestamptz, 'infinity')
        AND m.created_at <= $5
      ORDER BY m.created_at ${order} LIMIT $4`,
    [conversation.id, after, before, size + 1, conversation.lastActivityAt],
  );
  const hasMore = rows.length > size;
  const items = await toMessageViews(app, rows.slice(0, size));
  if (direction === 'forward') return { items, hasNextPage: hasMore, hasPreviousPage: after !== null };
  return { items: items.reverse(), hasNextPage: before !== null, hasPreviousPage: hasMore };
}

/** The newest messages of many conversations in one statement; all of them must be the viewer's own. */
export async function listNewestMessages(
  app: AppContext,
  conversations: readonly ConversationView[],
  size: number,
): Promise<Page<MessageView>[]> {
  const open = conversations.filter(({ viewer }) => viewer.leftSeq === null);
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM unnest($1::uuid[], $2::timestamptz[]) AS c (id, last_activity_at)
       CROSS JOIN LATERAL (SELECT * FROM messages n WHERE n.conversation_id = c.id AND n.created_at <= c.last_activity_at
                           ORDER BY n.created_at DESC LIMIT $3) m`,
    [open.map(({ id }) => id), open.map(({ lastActivityAt }) => lastActivityAt), size + 1],
  );
  const messages = await toMessageViews(app, rows);
  const byConversation = Map.groupBy(messages, (message) => message.conversationId);
  return conversations.map(({ id }) => {
    const newest = (byConversation.get(id) ?? []).sort((a, b) => a.seq - b.seq);
    return { items: newest.slice(-size), hasNextPage: false, hasPreviousPage: newest.length > size };
  });
}

/**
 * Messages whose last change lies in the spans, in the order of the spans and then of that number, at most `limit` in all: from the index,
 * at any age (architecture 1). One statement, which reads hardly more rows than it gives.
 */
export async function listChangedMessages(app: AppContext, spans: readonly ChangeSpan[], limit: number): Promise<MessageView[]> {
  const { rows } = await app.db.pool.query<MessageRow>({
    name: 'changed_messages',
    text: `SELECT ${MESSAGE_COLUMNS} FROM ${SPANS}
       CROSS JOIN LATERAL (SELECT * FROM messages n WHERE n.conversation_id = s.conversation_id
                              AND n.change_seq > s.since AND n.change_seq <= s.up_to ORDER BY n.change_seq LIMIT $4) m
      ORDER BY s.ord, m.change_seq LIMIT $4`,
    values: [...spanValues(spans), limit],
  });
  return toMessageViews(app, rows);
}
