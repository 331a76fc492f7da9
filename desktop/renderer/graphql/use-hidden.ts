import { useMemo } from 'react';
import { useSync } from './client-context.ts';
import type { MessagePlace } from './use-saved.ts';
import { useSelected } from './use-selected.ts';

export interface HiddenView {
  /** The numbers of the messages of the conversation that the viewer deleted for themselves. */
  readonly hidden: ReadonlySet<number>;
  /** Deletes a message for oneself alone, on all of one's devices (MSG-2); shows at once and works without a network. */
  hide(message: MessagePlace): Promise<void>;
  /** Takes it back. */
  unhide(messageId: string): Promise<void>;
}

/** What the viewer deleted for themselves in a conversation. */
export function useHidden(conversationId: string): HiddenView {
  const { viewerItems } = useSync();
  const held = useSelected(viewerItems.state, ({ HIDDEN }) => HIDDEN);
  return useMemo(() => {
    const own = [...held.values()].filter((message) => message.conversationId === conversationId);
    return {
      hidden: new Set(own.map(({ seq }) => seq)),
      hide: ({ id, seq }) => viewerItems.set({ kind: 'HIDDEN', key: id, value: { conversationId, seq } }),
      unhide: (messageId) => viewerItems.set({ kind: 'HIDDEN', key: messageId, value: null }),
    };
  }, [held, viewerItems, conversationId]);
}
