import { useCallback, useEffect, useMemo, useState } from 'react';
import type { History } from '../../sync/history.ts';
import type { Place } from '../../sync/looking-back.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { Timeline } from '../../sync/replica.ts';
import type { Target } from '../../sync/stretch.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { TimelineMessages } from './timeline-messages.ts';
import { useHidden } from './use-hidden.ts';
import { useKnownNames } from './use-known-names.ts';
import { useReadable } from './use-readable.ts';
import { useReceipts } from './use-receipts.ts';
import { useSelected } from './use-selected.ts';

/** The ways through a timeline. Each rejects with an `ApiError`, and what was shown stays. */
export interface TimelineMoves {
  /** Resolves when an older page is shown. */
  loadOlder(): Promise<void>;
  /** Resolves when a newer page is shown; the last one leads to the newest messages. */
  loadNewer(): Promise<void>;
  /** Shows the messages around a place, and says where it is (MSG-4). */
  openAround(target: Target): Promise<Place>;
  /** Shows the newest messages. */
  returnToEnd(): void;
}

export interface TimelineView extends TimelineMoves {
  readonly status: 'loading' | 'ready' | 'error';
  /** Ascending by number, then what is on its way out, in the order it was written. */
  readonly messages: readonly TimelineMessage[];
  readonly hasOlder: boolean;
  /** Whether an old place is shown, on which more messages follow. */
  readonly hasNewer: boolean;
  readonly isLoadingOlder: boolean;
  /** How many newer messages of others there are than those shown, after a number. */
  countNewer(seq: number): number;
  readonly error?: Error;
  retry(): void;
}

/** The messages of a conversation: the newest back as far as they were loaded, or those around a place. */
export function useTimeline(conversationId: string): TimelineView {
  const sync = useSync();
  const { history, replica } = sync;
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was made for one conversation, or with other names, is of no use.
  const made = useMemo(() => new TimelineMessages(replica), [replica, conversationId, names]);
  const live = useReadable(replica.timeline(conversationId));
  const stretch = useReadable(history.stretch(conversationId));
  const progress = useReadable(history.progress(conversationId));
  const outgoing = useOutgoing(conversationId);
  const receipts = useReceipts(conversationId);
  const threads = useReadable(replica.threads(conversationId));
  const { hidden } = useHidden(conversationId);
  const isHeld = useSelected(replica.conversations, (rows) => rows.has(conversationId));
  const [failure, setFailure] = useState<Error>();
  const isOpen = live !== null;

  useEffect(() => history.hold(conversationId), [history, conversationId]);
  useEffect(() => {
    if (isHeld && !isOpen && failure === undefined) history.open(conversationId).catch(setFailure);
  }, [history, conversationId, isHeld, isOpen, failure]);

  const hasNewer = stretch !== null;
  const shown = stretch ?? live;
  const messages = useMemo(() => {
    const waiting = hasNewer ? outgoing.filter(({ row }) => row.operation.type !== 'send') : outgoing;
    return made.list(shown?.messages ?? [], waiting, { receipts, threads, hidden });
  }, [made, shown, hasNewer, outgoing, receipts, threads, hidden]);
  const error = failure ?? progress.error ?? undefined;
  return {
    ...useMoves(history, conversationId),
    status: statusOf(live, failure),
    messages,
    hasOlder: history.hasOlder(conversationId),
    hasNewer,
    isLoadingOlder: progress.isLoadingOlder,
    countNewer: (seq) => (hasNewer && live !== null ? countAfter(live, seq, replica.viewerId) : 0),
    ...(error && { error }),
    retry: useCallback(() => setFailure(undefined), []),
  };
}

function useMoves(history: History, conversationId: string): TimelineMoves {
  return useMemo(
    () => ({
      loadOlder: () => history.loadOlder(conversationId),
      loadNewer: () => history.loadNewer(conversationId),
      openAround: (target) => history.openAround(conversationId, target),
      returnToEnd: () => history.returnToEnd(conversationId),
    }),
    [history, conversationId],
  );
}

/** What of the conversation is on its way out. What one writes stands at the end: it is shown as soon as it is written. */
function useOutgoing(conversationId: string): readonly OutboxItem[] {
  const { outbox, history } = useSync();
  const items = useReadable(outbox.items);
  const outgoing = useMemo(() => items.filter(({ row }) => row.conversationId === conversationId), [items, conversationId]);
  const lastSend = outgoing.findLast(({ row: { operation } }) => operation.type === 'send' && operation.threadRoot === null)?.row.id;
  const [seenSend, setSeenSend] = useState(lastSend);
  useEffect(() => {
    if (lastSend === seenSend) return;
    setSeenSend(lastSend);
    if (lastSend !== undefined) history.returnToEnd(conversationId);
  }, [lastSend, seenSend, history, conversationId]);
  return outgoing;
}

function countAfter({ messages }: Timeline, after: number, viewerId: string): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const row = messages[index];
    if (row === undefined || row.seq <= after) break;
    if (row.senderId !== viewerId && row.threadRootSeq === null) count += 1;
  }
  return count;
}

function statusOf(timeline: Timeline | null, failure: Error | undefined): TimelineView['status'] {
  if (timeline !== null && !timeline.isOpening) return 'ready';
  return failure === undefined ? 'loading' : 'error';
}
