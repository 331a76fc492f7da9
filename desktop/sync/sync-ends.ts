import type { Channel, Locks, Platform } from './platform.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

/** What one person's sync is given. */
export interface SyncEnds {
  readonly viewerId: string;
  readonly url: string;
  readonly webSocketImpl?: unknown;
  readonly session: Session;
  readonly store: Store;
  readonly platform: Platform;
  readonly locks: Locks;
  /** A channel of this name among the tabs of this browser. */
  readonly openChannel: (name: string) => Channel;
  /** A save failed: the disk is full, or the browser took the store away. Sync goes on from memory. */
  readonly onStoreError: (error: unknown) => void;
  /** What was stored of a conversation was not what the server has, in so many blocks of it; they were fetched again. */
  readonly onDamage?: (conversationId: string, blockCount: number) => void;
}
