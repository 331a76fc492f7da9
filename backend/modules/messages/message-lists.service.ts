import type { AppContext, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import type { ConversationView } from '../conversations/conversation.ts';
import { findConversation, getConversation } from '../conversations/conversations.service.ts';
import { type HistoryRange, NO_MESSAGES, toHistoryPage } from './history.service.ts';
import { MESSAGE_COLUMNS, type MessageRef, type MessageRow, type MessageView } from './message.ts';
import { toMessageViews } from './messages.service.ts';

/** A text that a message had before it was edited, and when that text was written (MSG-2). */
export interface MessageEditView {
  readonly text: string;
  readonly writtenAt: string;
}

/** One message; null where it is not in a conversation of the viewer (security G6). */
export async function findMessage(app: AppContext, viewer: Viewer, ref: MessageRef): Promise<MessageView | null> {
  const conversation = await findConversation(app, viewer, ref.conversationId);
  return conversation === null ? null : readMessage(app, conversation, ref.messageId);
}

/** The texts that a message had, the oldest first, without the present one. Errors: NOT_IN_CONVERSATION, NOT_FOUND. */
export async function listMessageEdits(app: AppContext, viewer: Viewer, ref: MessageRef): Promise<MessageEditView[]> {
  const conversation = await getConversation(app, viewer, ref.conversationId);
  const message = await readMessage(app, conversation, ref.messageId);
  if (message === null) throw notFound('This message is', 'messageId');
  const { rows } = await app.db.pool.query<MessageEditView>(
    'SELECT text, written_at AS "writtenAt" FROM message_edits WHERE message_id = $1 AND conversation_id = $2 ORDER BY written_at',
    [ref.messageId, ref.conversationId],
  );
  return rows;
}

/**
 * Pinned messages, the one that was pinned last first. `after`: a cursor this function gave. They are read by the index of pins, which the
 * bounds of what is visible, as plain comparisons, would have PostgreSQL leave for the index of times.
 */
export async function listPinnedMessages(
  app: AppContext,
  conversation: ConversationView,
  { first, after }: { first: number; after: { at: string; id: string } | null },
): Promise<Page<MessageView>> {
  if (conversation.viewer.leftSeq !== null) return NO_MESSAGES;
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.conversation_id = $1 AND m.pinned_at IS NOT NULL
        AND m.pinned_at <= coalesce($2::timestamptz, 'infinity') AND ($2::timestamptz IS NULL OR (m.pinned_at, m.id) < ($2, $3::uuid))
        AND (m.created_at <= $5) IS TRUE AND (m.created_at > $6) IS TRUE
      ORDER BY m.pinned_at DESC, m.id DESC LIMIT $4`,
    [conversation.id, after?.at ?? null, after?.id ?? null, first + 1, conversation.lastActivityAt, conversation.viewer.visibleAfter],
  );
  return toPage(await toMessageViews(app, rows), { size: first, hasBefore: after !== null });
}

/** A page of the replies in a thread in the order of the sequence. NOT_FOUND where the conversation has no such message. */
export async function listThreadMessages(
  app: AppContext,
  conversation: ConversationView,
  range: HistoryRange & { readonly rootId: string },
): Promise<Page<MessageView>> {
  if (conversation.viewer.leftSeq !== null) return NO_MESSAGES;
  const root = await readMessage(app, conversation, range.rootId);
  if (root === null) throw notFound('This message is', 'rootId');
  const { direction, size, after, before } = range;
  const order = direction === 'forward' ? 'ASC' : 'DESC';
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.conversation_id = $1 AND m.thread_root_seq = $2
        AND m.created_at > greatest($3::timestamptz, $4, $8) AND m.created_at < coalesce($5::timestamptz, 'infinity')
        AND m.created_at <= $7
      ORDER BY m.seq ${order} LIMIT $6`,
    [conversation.id, root.seq, root.createdAt, after, before, size + 1, conversation.lastActivityAt, conversation.viewer.visibleAfter],
  );
  return toHistoryPage(await toMessageViews(app, rows), range);
}

async function readMessage(
  app: AppContext,
  { id, lastActivityAt, viewer }: ConversationView,
  messageId: string,
): Promise<MessageView | null> {
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.id = $1 AND m.conversation_id = $2 AND m.created_at > $4 AND m.created_at <= $3`,
    [messageId, id, lastActivityAt, viewer.visibleAfter],
  );
  return (await toMessageViews(app, rows))[0] ?? null;
}
