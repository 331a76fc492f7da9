import { useEffect, useState } from 'react';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

/** The message from which on the viewer marked a conversation unread; an object of its own for each time they did. */
export interface UnreadMark {
  readonly fromSeq: number;
}

/**
 * Whoever opens a conversation that they marked unread has seen to it: the mark goes. One set while it is open stays until it is opened again.
 * Gives the last mark that there was in this visit, so that the conversation is shown from there on.
 */
export function useOpened(conversationId: string): UnreadMark | undefined {
  const { viewerItems } = useSync();
  const fromSeq = useSelected(viewerItems.state, ({ CONVERSATION }) => {
    const preferences = CONVERSATION.get(conversationId);
    return preferences?.isMarkedUnread === true ? preferences.unreadFromSeq : null;
  });
  const [mark, setMark] = useState<UnreadMark | undefined>(() => (fromSeq == null ? undefined : { fromSeq }));
  useEffect(() => {
    if (fromSeq != null) setMark({ fromSeq });
  }, [fromSeq]);
  useEffect(() => {
    const isMarked = viewerItems.state.get().CONVERSATION.get(conversationId)?.isMarkedUnread === true;
    if (isMarked)
      void viewerItems.set({ kind: 'CONVERSATION', key: conversationId, value: { isMarkedUnread: false, unreadFromSeq: null } });
  }, [viewerItems, conversationId]);
  return mark;
}
