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

/** Messages on both sides of one: of the first whose number or whose time is not before the given one. */
export type AroundRange = { readonly size: number } & ({ readonly seq: number } | { readonly at: string });

export const NO_MESSAGES: Page<MessageView> = { items: [], hasNextPage: false, hasPreviousPage: false };

/**
 * A page of messages in the order of the sequence. `created_at` rises strictly with it, so the page is read by time and touches only the
 * partitions it needs. It ends where the conversation did when the membership was read: who is removed meanwhile sees nothing later.
 */
export async function listMessages(app: AppContext, conversation: ConversationView, range: HistoryRange): Promise<Page<MessageView>> {
  if (conversation.viewer.leftSeq !== null) return NO_MESSAGES;
  const { direction, size, after, before } = range;
  const order = direction === 'forward' ? 'ASC' : 'DESC';
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.conversation_id = $1
        AND m.created_at > greatest($2::timestamptz, $6) AND m.created_at < coalesce($3::timestamptz, 'infinity') AND m.created_at <= $5
      ORDER BY m.created_at ${order} LIMIT $4`,
    [conversation.id, after, before, size + 1, conversation.lastActivityAt, conversation.viewer.visibleAfter],
  );
  return toHistoryPage(await toMessageViews(app, rows), range);
}

/** A page of a range, read in its direction with one message more than asked, in the order of the sequence. */
export function toHistoryPage(read: readonly MessageView[], { direction, size, after, before }: HistoryRange): Page<MessageView> {
  const hasMore = read.length > size;
  const items = read.slice(0, size);
  if (direction === 'forward') return { items, hasNextPage: hasMore, hasPreviousPage: after !== null };
  return { items: items.reverse(), hasNextPage: before !== null, hasPreviousPage: hasMore };
}

/**
 * A page with a message in its middle, as many before it as after; where the history ends, the page does (MSG-4). Past the newest message
 * it is the newest page. Both sides are read from the same index as any page.
 */
export async function listMessagesAround(app: AppContext, conversation: ConversationView, range: AroundRange): Promise<Page<MessageView>> {
  if (conversation.viewer.leftSeq !== null) return NO_MESSAGES;
  const { size } = range;
  const middle = await findMiddle(app, conversation, range);
  if (middle === null) return listMessages(app, conversation, { direction: 'backward', size, after: null, before: null });
  const sizeBefore = Math.floor((size - 1) / 2);
  const sizeFrom = size - sizeBefore;
  const { rows } = await app.db.pool.query<MessageRow>(
    `(SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.conversation_id = $1 AND m.created_at < $2 AND m.created_at > $6
       ORDER BY m.created_at DESC LIMIT $3)
     UNION ALL
     (SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.conversation_id = $1 AND m.created_at >= $2 AND m.created_at <= $5
       ORDER BY m.created_at LIMIT $4)`,
    [conversation.id, middle, sizeBefore + 1, sizeFrom + 1, conversation.lastActivityAt, conversation.viewer.visibleAfter],
  );
  const messages = (await toMessageViews(app, rows)).sort((a, b) => a.seq - b.seq);
  const countBefore = messages.filter(({ createdAt }) => createdAt < middle).length;
  const start = Math.max(0, countBefore - sizeBefore);
  const end = countBefore + sizeFrom;
  return { items: messages.slice(start, end), hasPreviousPage: start > 0, hasNextPage: messages.length > end };
}

/** All messages with a number from `fromSeq` to `toSeq`, in the order of the sequence. None beyond where the conversation stood when the membership was read. */
export async function listMessagesBetween(
  app: AppContext,
  { id, lastSeq, viewer }: ConversationView,
  { fromSeq, toSeq }: { readonly fromSeq: number; readonly toSeq: number },
): Promise<MessageView[]> {
  if (viewer.leftSeq !== null) return [];
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.conversation_id = $1 AND m.seq >= $2 AND m.seq <= $3 AND (m.created_at > $4) IS TRUE ORDER BY m.seq`,
    [id, fromSeq, Math.min(lastSeq, toSeq), viewer.visibleAfter],
  );
  return toMessageViews(app, rows);
}

/** When the message in the middle was stored; null when the newest is before it. */
async function findMiddle(app: AppContext, { id, lastActivityAt, viewer }: ConversationView, range: AroundRange): Promise<string | null> {
  const [condition, order, value] = 'seq' in range ? ['m.seq >= $2', 'm.seq', range.seq] : ['m.created_at >= $2', 'm.created_at', range.at];
  const { rows } = await app.db.pool.query<{ created_at: string }>(
    `SELECT m.created_at FROM messages m
      WHERE m.conversation_id = $1 AND ${condition} AND m.created_at <= $3 AND m.created_at > $4 ORDER BY ${order} LIMIT 1`,
    [id, value, lastActivityAt, viewer.visibleAfter],
  );
  return rows[0]?.created_at ?? null;
}

/** The newest messages of many conversations in one statement; all of them must be the viewer's own. */
export async function listNewestMessages(
  app: AppContext,
  conversations: readonly ConversationView[],
  size: number,
): Promise<Page<MessageView>[]> {
  const open = conversations.filter(({ viewer }) => viewer.leftSeq === null);
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM unnest($1::uuid[], $2::timestamptz[], $4::timestamptz[]) AS c (id, last_activity_at, visible_after)
       CROSS JOIN LATERAL (SELECT * FROM messages n
                           WHERE n.conversation_id = c.id AND n.created_at <= c.last_activity_at AND n.created_at > c.visible_after
                           ORDER BY n.created_at DESC LIMIT $3) m`,
    [open.map(({ id }) => id), open.map(({ lastActivityAt }) => lastActivityAt), size + 1, open.map(({ viewer }) => viewer.visibleAfter)],
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
                              AND n.change_seq > s.since AND n.change_seq <= s.up_to AND (n.created_at > s.visible_after) IS TRUE
                            ORDER BY n.change_seq LIMIT $5) m
      ORDER BY s.ord, m.change_seq LIMIT $5`,
    values: [...spanValues(spans), limit],
  });
  return toMessageViews(app, rows);
}
