/** Unread messages over all conversations that are not muted. */
export function totalUnread(conversations: readonly { unreadCount: number; isMuted: boolean }[]): number {
  return conversations.reduce((sum, { unreadCount, isMuted }) => sum + (isMuted ? 0 : unreadCount), 0);
}
