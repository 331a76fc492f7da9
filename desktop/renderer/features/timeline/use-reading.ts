import { useCallback, useRef, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useMarkRead } from '../../graphql/use-mark-read.ts';
import { useConversationActions } from '../../graphql/use-preferences.ts';
import { useReadMarks } from './use-read-marks.ts';

interface Reading {
  /** The highest sequence that has been on the screen, or was read before. */
  seenSeq: number;
  /** Tells the highest sequence that is on the screen now. */
  onVisible: (seq: number | undefined) => void;
  /** Marks all of it read, seen or not, and takes back that it was marked unread. */
  markAllRead: () => void;
}

/** Follows what of a conversation is seen, and marks it read (RECEIPT-2). */
export function useReading({ id, readSeq }: ConversationDetail): Reading {
  const [seenSeq, setSeenSeq] = useState(readSeq);
  const visibleSeq = useRef<number>(undefined);
  const markRead = useMarkRead(id);
  const actions = useConversationActions();
  const observe = useReadMarks({
    visibleSeq: useCallback(() => visibleSeq.current, []),
    readSeq,
    onRead: markRead,
  });
  const onVisible = useCallback(
    (seq: number | undefined) => {
      visibleSeq.current = seq;
      setSeenSeq((seen) => Math.max(seen, seq ?? 0));
      observe();
    },
    [observe],
  );
  return { seenSeq, onVisible, markAllRead: () => void actions.markRead(id) };
}
