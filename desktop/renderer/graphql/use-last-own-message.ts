import { useCallback } from 'react';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { toTimelineMessage } from './to-timeline-message.ts';

/** Gives what the viewer wrote last in a conversation, or in one of its threads, as far as it is loaded and can be edited. */
export function useLastOwnMessage(conversationId: string, threadRootSeq?: number): () => TimelineMessage | undefined {
  const { replica } = useSync();
  return useCallback(() => {
    const rows = replica.timeline(conversationId).get()?.messages ?? [];
    const row = rows.findLast(
      ({ senderId, kind, deletedAt, poll, threadRootSeq: root }) =>
        senderId === replica.viewerId && kind === 'TEXT' && deletedAt === null && poll === null && (root ?? undefined) === threadRootSeq,
    );
    return row && toTimelineMessage(replica, row);
  }, [replica, conversationId, threadRootSeq]);
}
