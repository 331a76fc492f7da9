import { useMemo } from 'react';
import { useSync } from './client-context.ts';
import type { NoticeItem } from './use-notices.ts';

export interface NoticeAnswers {
  /** Writes into the conversation or thread of the message, by the outbox: it waits there for a network. */
  reply(notice: NoticeItem, text: string): void;
  /** Marks everything up to the message read. */
  markRead(notice: NoticeItem): void;
}

/** What a person does with a notification without opening the message (NOTIFY-1). */
export function useAnswerNotice(): NoticeAnswers {
  const sync = useSync();
  return useMemo(
    () => ({
      reply({ conversationId, threadRootId, threadRootSeq }, text) {
        const threadRoot = threadRootId === null || threadRootSeq === null ? null : { id: threadRootId, seq: threadRootSeq };
        void sync.send(conversationId, { text, threadRoot });
      },
      markRead({ conversationId, seq, threadRootId, threadRootSeq }) {
        if (threadRootId === null || threadRootSeq === null) return sync.readMarks.mark(conversationId, seq);
        const held = sync.viewerItems.state.get().THREAD.get(threadRootId)?.readSeq ?? 0;
        const value = { conversationId, rootSeq: threadRootSeq, readSeq: Math.max(held, seq) };
        void sync.viewerItems.set({ kind: 'THREAD', key: threadRootId, value });
      },
    }),
    [sync],
  );
}
