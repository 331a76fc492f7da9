import { useEffect, useMemo } from 'react';
import type { FollowedThread } from '../../sync/followed-thread.ts';
import type { Person } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { toTimelineMessage } from './to-timeline-message.ts';
import { useKnownNames } from './use-known-names.ts';
import { useOwnParts } from './use-own-parts.ts';
import { useReadable } from './use-readable.ts';
import { useSelected } from './use-selected.ts';

/** A thread that the viewer follows, as a row shows it. */
export interface FollowedThreadItem {
  readonly rootId: string;
  readonly rootSeq: number;
  readonly conversationId: string;
  /** The message that began it. */
  readonly root: TimelineMessage;
  readonly replyCount: number;
  readonly lastReplyAt: string;
  /** Those who replied, as far as this client has met them. */
  readonly participants: readonly Person[];
  readonly unreadCount: number;
}

export interface FollowedThreadsView {
  readonly status: 'loading' | 'ready' | 'error';
  /** The newest reply first. */
  readonly threads: readonly FollowedThreadItem[];
  readonly hasMore: boolean;
  /** There is no network: what this device holds of them. */
  readonly isHeldOnly: boolean;
  loadMore(): void;
  retry(): void;
}

/** The threads that the viewer follows in all of their conversations (MSG-2), kept current. */
export function useFollowedThreads(): FollowedThreadsView {
  const { followedThreads, replica } = useSync();
  const { status, threads, hasMore, isHeldOnly } = useReadable(followedThreads.state);
  useEffect(() => followedThreads.watch(), [followedThreads]);
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a thread names who is in it.
  const items = useMemo(() => threads.map((thread) => toItem(replica, thread)), [threads, replica, names]);
  const loadMore = () => void followedThreads.loadMore().catch(() => undefined);
  return { status, threads: items, hasMore, isHeldOnly, loadMore, retry: followedThreads.reload };
}

/** How many replies are unread in them; conversations that are muted do not count. */
export function useUnreadReplies(): number {
  const { followedThreads } = useSync();
  const { threads } = useReadable(followedThreads.state);
  const { muted } = useOwnParts();
  useEffect(() => followedThreads.watch(), [followedThreads]);
  return threads.reduce((sum, { thread, unreadCount }) => sum + (muted.has(thread.conversationId) ? 0 : unreadCount), 0);
}

export interface Following {
  readonly isFollowed: boolean;
  /** Shows at once and works without a network. */
  follow(isFollowed: boolean): void;
}

/** Whether the viewer follows a thread: as they decided, else by what they did in it. */
export function useFollowing(conversationId: string, root: { readonly id: string; readonly seq: number } | undefined): Following {
  const { followedThreads, viewerItems } = useSync();
  const { id = '', seq: rootSeq = 0 } = root ?? {};
  const decided = useSelected(viewerItems.state, ({ THREAD }) => THREAD.get(id)?.isFollowed);
  const isListed = useSelected(followedThreads.state, ({ threads }) => threads.some(({ thread }) => thread.rootId === id));
  return {
    isFollowed: decided ?? isListed,
    follow: (isFollowed) => void viewerItems.set({ kind: 'THREAD', key: id, value: { conversationId, rootSeq, isFollowed } }),
  };
}

function toItem(replica: Replica, { thread, root, unreadCount }: FollowedThread): FollowedThreadItem {
  const { rootId, rootSeq, conversationId, replyCount, lastReplyAt, participantIds } = thread;
  return {
    rootId,
    rootSeq,
    conversationId,
    root: toTimelineMessage(replica, root),
    replyCount,
    lastReplyAt,
    participants: participantIds.flatMap((id) => replica.person(id) ?? []),
    unreadCount,
  };
}
