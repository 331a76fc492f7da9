import type { TimelineMessage } from './timeline-message.ts';

export interface TimelineView {
  readonly status: 'loading' | 'ready' | 'error';
  /** Ascending by number, then what is on its way out, in the order it was written. */
  readonly messages: readonly TimelineMessage[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** Resolves when an older page is shown; rejects with an `ApiError`. */
  loadOlder(): Promise<void>;
  readonly error?: Error;
  retry(): void;
}

/** The messages of a conversation from the newest back, as far as they were loaded. */
export declare function useTimeline(conversationId: string): TimelineView;
