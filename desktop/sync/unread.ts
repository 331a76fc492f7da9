import type { ConversationRow } from './records.ts';
import type { Replica } from './replica.ts';

/** Whether every message after the read mark is in memory, so that the unread ones can be counted here. */
export function isCountable(replica: Replica, conversationId: string): boolean {
  const timeline = replica.timeline(conversationId).get();
  const row = replica.conversation(conversationId);
  return timeline !== null && !timeline.isOpening && row !== undefined && timeline.startSeq <= row.readSeq + 1;
}

/** The row with its read mark moved; the count follows where it can be made here, else it stays until the server is asked. */
export function withReadSeq(replica: Replica, row: ConversationRow, readSeq: number): ConversationRow {
  const timeline = replica.timeline(row.id).get();
  if (timeline === null || timeline.isOpening || timeline.startSeq > readSeq + 1) return { ...row, readSeq };
  let unreadCount = 0;
  for (let i = timeline.messages.length - 1; i >= 0; i -= 1) {
    const message = timeline.messages[i];
    if (message === undefined || message.seq <= readSeq) break;
    const isUnread = message.kind === 'TEXT' && message.deletedAt === null && message.senderId !== replica.viewerId;
    if (isUnread && message.seq <= row.cursor) unreadCount += 1;
  }
  return { ...row, readSeq, unreadCount, countedSeq: row.cursor };
}
