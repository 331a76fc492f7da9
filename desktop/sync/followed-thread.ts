import type { MessageRow, ThreadRow } from './records.ts';
import type { WireMessage } from './wire.ts';

/** A thread that the viewer follows (MSG-2). */
export interface FollowedThread {
  readonly thread: ThreadRow;
  /** The message that began it. */
  readonly root: MessageRow;
  /** Everything in it up to this number has been read. */
  readonly readSeq: number;
  /** Replies of others after it. */
  readonly unreadCount: number;
}

/** All of them as they are shown. */
export interface FollowedThreadsState {
  readonly status: 'loading' | 'ready' | 'error';
  /** The newest reply first. */
  readonly threads: readonly FollowedThread[];
  readonly hasMore: boolean;
  /** There is no network: what this device holds of them. */
  readonly isHeldOnly: boolean;
  readonly error: Error | null;
}

/** A thread as the server tells it. */
export interface WireViewerThread {
  readonly thread: ThreadRow;
  readonly root: WireMessage;
  readonly isFollowed: boolean;
  readonly readSeq: number;
  readonly unreadCount: number;
}
