/** Unread messages over all conversations. */
export function totalUnread(conversations: readonly { unreadCount: number }[]): number {
  return conversations.reduce((sum, { unreadCount }) => sum + unreadCount, 0);
}
