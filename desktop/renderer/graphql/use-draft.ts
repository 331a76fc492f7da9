import { useCallback, useEffect } from 'react';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

export interface DraftView {
  readonly draft: string;
  setDraft(text: string): void;
}

/** What is written but not sent in a conversation, or in a thread of it (`conversation:rootSeq`); survives a reload, and is on all devices. */
export function useDraft(conversationId: string): DraftView {
  const { drafts } = useSync();
  const draft = useSelected(drafts.texts, (texts) => texts.get(conversationId) ?? '');
  useEffect(() => {
    const flush = () => drafts.flush();
    window.addEventListener('pagehide', flush);
    // The person leaves the composer, perhaps for another device.
    document.addEventListener('focusout', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('focusout', flush);
      flush();
    };
  }, [drafts]);
  return { draft, setDraft: useCallback((text) => drafts.set(conversationId, text), [drafts, conversationId]) };
}
