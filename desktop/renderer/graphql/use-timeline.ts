import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Timeline } from '../../sync/replica.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { TimelineMessages } from './timeline-messages.ts';
import { useReadable } from './use-readable.ts';
import { useReceipts } from './use-receipts.ts';
import { useSelected } from './use-selected.ts';

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
export function useTimeline(conversationId: string): TimelineView {
  const sync = useSync();
  const { history, replica } = sync;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was made for one conversation is of no use for another.
  const made = useMemo(() => new TimelineMessages(replica), [replica, conversationId]);
  const timeline = useReadable(replica.timeline(conversationId));
  const progress = useReadable(history.progress(conversationId));
  const outbox = useReadable(sync.outbox.items);
  const receipts = useReceipts(conversationId);
  const threads = useReadable(replica.threads(conversationId));
  const isHeld = useSelected(replica.conversations, (rows) => rows.has(conversationId));
  const [failure, setFailure] = useState<Error>();
  const isOpen = timeline !== null;

  useEffect(() => {
    if (isHeld && !isOpen && failure === undefined) history.open(conversationId).catch(setFailure);
  }, [history, conversationId, isHeld, isOpen, failure]);

  const messages = useMemo(() => {
    const outgoing = outbox.filter(({ row }) => row.conversationId === conversationId);
    return made.list(timeline?.messages ?? [], outgoing, { receipts, threads });
  }, [made, timeline, outbox, receipts, threads, conversationId]);
  const error = failure ?? progress.error ?? undefined;
  return {
    status: statusOf(timeline, failure),
    messages,
    hasOlder: history.hasOlder(conversationId),
    isLoadingOlder: progress.isLoadingOlder,
    loadOlder: useCallback(() => history.loadOlder(conversationId), [history, conversationId]),
    ...(error && { error }),
    retry: useCallback(() => setFailure(undefined), []),
  };
}

function statusOf(timeline: Timeline | null, failure: Error | undefined): TimelineView['status'] {
  if (timeline !== null && !timeline.isOpening) return 'ready';
  return failure === undefined ? 'loading' : 'error';
}
