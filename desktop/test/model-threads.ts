import type { WireViewerThread } from '../sync/followed-thread.ts';
import type { ModelConversation } from './model-conversation.ts';
import type { ModelServer } from './model-server.ts';

/** A thread as a person sees it; null where the conversation has none. */
export function threadOf(server: ModelServer, viewerId: string, [held, rootId]: [ModelConversation, string]): WireViewerThread | null {
  const thread = [...held.threads.values()].find((each) => each.rootId === rootId && each.replyCount > 0);
  const root = held.messages.find(({ id }) => id === rootId);
  if (thread === undefined || root === undefined) return null;
  const own = server.items.of(viewerId, `THREAD ${rootId}`)?.thread;
  const replies = held.messages.filter(({ threadRootId }) => threadRootId === rootId);
  const isIn = root.sender.id === viewerId || replies.some(({ sender }) => sender.id === viewerId);
  const isNamed = [root, ...replies].some(({ mentions }) => mentions.includes(viewerId));
  const ownReply = replies.findLast(({ sender }) => sender.id === viewerId)?.seq ?? 0;
  const readSeq = Math.max(own?.readSeq ?? 0, ownReply);
  const unread = replies.filter(({ seq, sender, deletedAt }) => seq > readSeq && sender.id !== viewerId && deletedAt === null);
  return { thread, root, isFollowed: own?.isFollowed ?? (isIn || isNamed), readSeq, unreadCount: unread.length };
}

/** What a person follows, the newest reply first, in pages of `size`. */
export function followedPage(threads: readonly WireViewerThread[], size: number, after: string | null) {
  const all = threads.filter(({ isFollowed }) => isFollowed).sort((a, b) => (a.thread.lastReplyAt < b.thread.lastReplyAt ? 1 : -1));
  const start = after === null ? 0 : Number(after);
  return {
    edges: all.slice(start, start + size).map((node) => ({ node })),
    pageInfo: { startCursor: null, endCursor: String(start + size), hasNextPage: start + size < all.length, hasPreviousPage: false },
  };
}
