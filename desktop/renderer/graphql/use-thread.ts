import { useEffect, useMemo } from 'react';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { TimelineMessages } from './timeline-messages.ts';
import { useHidden } from './use-hidden.ts';
import { useKnownNames } from './use-known-names.ts';
import { useReadable } from './use-readable.ts';
import { useReceipts } from './use-receipts.ts';

export interface ThreadMessages {
  /** `missing`: the viewer may see no such message. */
  readonly status: 'loading' | 'ready' | 'missing' | 'error';
  readonly root?: TimelineMessage;
  /** Ascending by number, then what is on its way out. */
  readonly replies: readonly TimelineMessage[];
  readonly hasOlder: boolean;
  /** There is no network, and only what is held of the thread is shown. */
  readonly isPartial: boolean;
  /** Resolves when an older page is shown; rejects with an `ApiError`. */
  loadOlder(): Promise<void>;
  retry(): void;
}

/** The replies to a message and that message, kept current (MSG-2). */
export function useThread(conversationId: string, rootSeq: number): ThreadMessages {
  const { history, replica, outbox } = useSync();
  const view = useMemo(() => history.thread(conversationId, rootSeq), [history, conversationId, rootSeq]);
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was made for one thread, or with other names, is of no use.
  const made = useMemo(() => new TimelineMessages(replica), [replica, view, names]);
  const { status, root, replies, hasOlder, isPartial } = useReadable(view.state);
  const items = useReadable(outbox.items);
  const receipts = useReceipts(conversationId);
  const { hidden } = useHidden(conversationId);
  useEffect(() => view.open(), [view]);

  const messages = useMemo(() => {
    const waiting = items.filter(({ row }) => row.conversationId === conversationId);
    // The thread itself stays, whatever one deleted of it for oneself.
    const hiddenReplies = hidden.has(rootSeq) ? new Set([...hidden].filter((seq) => seq !== rootSeq)) : hidden;
    const context = { receipts, threadRootSeq: rootSeq, hidden: hiddenReplies };
    return made.list(root === null ? replies : [root, ...replies], waiting, context);
  }, [made, root, replies, items, receipts, conversationId, rootSeq, hidden]);
  const first = root === null ? undefined : messages[0];
  return useMemo(
    () => ({
      status,
      ...(first && { root: first }),
      replies: first === undefined ? messages : messages.slice(1),
      hasOlder,
      isPartial,
      loadOlder: () => view.loadOlder(),
      retry: view.reload,
    }),
    [status, first, messages, hasOlder, isPartial, view],
  );
}
