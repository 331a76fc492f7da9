import { isCountedFor, isMentioned } from './apply-change.ts';
import type { ConversationRow, MessageRow } from './records.ts';
import type { Replica } from './replica.ts';

/** Whether the unread messages can be counted here: there are none after the mark, or all after it are in memory. */
export function isCountable(replica: Replica, conversationId: string): boolean {
  const row = replica.conversation(conversationId);
  return row !== undefined && messagesAfter(replica, row, row.readSeq) !== null;
}

/** The row with its read mark moved; the counts follow where they can be made here, else they stay until the server is asked. */
export function withReadSeq(replica: Replica, row: ConversationRow, readSeq: number): ConversationRow {
  const messages = messagesAfter(replica, row, readSeq);
  if (messages === null) return { ...row, readSeq };
  const isUnread = (message: MessageRow) => message.deletedAt === null && isCountedFor(message, replica.viewerId);
  const unread = messages.filter(isUnread);
  const mentioning = unread.filter((message) => isMentioned(message, replica.viewerId));
  return { ...row, readSeq, unreadCount: unread.length, mentionCount: mentioning.length, countedSeq: row.cursor };
}

/** The messages after a number, as far as the conversation has been followed; null where they are not all in memory. */
function messagesAfter(replica: Replica, { id, cursor, lastMessage, window }: ConversationRow, seq: number): readonly MessageRow[] | null {
  if (seq >= Math.min(cursor, lastMessage?.seq ?? window.startSeq - 1)) return [];
  const timeline = replica.timeline(id).get();
  if (timeline === null || timeline.isOpening || timeline.startSeq > seq + 1) return null;
  const first = timeline.messages.findLastIndex((message) => message.seq <= seq) + 1;
  return timeline.messages.slice(first).filter((message) => message.seq <= cursor);
}
