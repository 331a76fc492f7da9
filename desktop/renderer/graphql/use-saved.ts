import { useMemo } from 'react';
import type { SavedMessage } from '../../sync/viewer-item.ts';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

/** A message by where it stands. */
export interface MessagePlace {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
}

export interface SavedItem extends SavedMessage {
  readonly messageId: string;
}

export interface SavedView {
  /** Saved last first. */
  readonly saved: readonly SavedItem[];
  readonly isSaved: (messageId: string) => boolean;
  save(message: MessagePlace): Promise<void>;
  unsave(messageId: string): Promise<void>;
}

/** The messages that the viewer keeps for later (MSG-2), on all of their devices; changes show at once and work without a network. */
export function useSaved(): SavedView {
  const { viewerItems } = useSync();
  const held = useSelected(viewerItems.state, ({ SAVED }) => SAVED);
  return useMemo(() => {
    const items = [...held].map(([messageId, saved]) => ({ messageId, ...saved }));
    return {
      saved: items.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
      isSaved: (messageId) => held.has(messageId),
      save: ({ id, conversationId, seq }) =>
        viewerItems.set({ kind: 'SAVED', key: id, value: { conversationId, seq, savedAt: new Date().toISOString() } }),
      unsave: (messageId) => viewerItems.set({ kind: 'SAVED', key: messageId, value: null }),
    };
  }, [held, viewerItems]);
}
