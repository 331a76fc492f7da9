import { useEffect } from 'react';
import { useSync } from './client-context.ts';

/** Whoever opens a conversation that they marked unread has seen to it: the mark goes. One set while it is open stays until it is opened again. */
export function useOpened(conversationId: string): void {
  const { viewerItems } = useSync();
  useEffect(() => {
    const isMarked = viewerItems.state.get().CONVERSATION.get(conversationId)?.isMarkedUnread === true;
    if (isMarked) void viewerItems.set({ kind: 'CONVERSATION', key: conversationId, value: { isMarkedUnread: false } });
  }, [viewerItems, conversationId]);
}
