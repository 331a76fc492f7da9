import { useEffect, useMemo, useState } from 'react';
import { type MessageReader, MessageReaders } from '../../sync/message-readers.ts';
import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';

export interface MessageReadersView {
  readonly status: 'loading' | 'ready' | 'error';
  /** Whom the message reached, those who read it first. */
  readonly readers: readonly MessageReader[];
  /** Of all pages. */
  readonly readCount: number;
  readonly totalCount: number;
  readonly hasMore: boolean;
  /** Resolves when the next page is shown, or `error` tells why not. */
  loadMore(): Promise<void>;
  readonly error?: Error;
}

/** Who got and who read a message of a conversation (RECEIPT-1), asked anew when somebody else has read on. */
export function useMessageReaders(conversationId: string, seq: number): MessageReadersView {
  const sync = useSync();
  const { receipts } = sync;
  const [readers] = useState(() => new MessageReaders(sync.request));
  const moved = useReadable(receipts.of(conversationId));
  useEffect(() => receipts.watch(conversationId), [receipts, conversationId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever moved may be in the list now, which is then read again.
  useEffect(() => void readers.open(conversationId, seq), [readers, conversationId, seq, moved]);
  const { status, people, readCount, totalCount, nextCursor, error } = useReadable(readers.state);
  return useMemo(
    () => ({
      status,
      readers: people,
      readCount,
      totalCount,
      hasMore: nextCursor !== null,
      loadMore: () => readers.loadMore(),
      ...(error && { error }),
    }),
    [readers, status, people, readCount, totalCount, nextCursor, error],
  );
}
