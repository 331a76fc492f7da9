import { useCallback, useEffect } from 'react';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

export interface DraftView {
  readonly draft: string;
  setDraft(text: string): void;
}

/** What is written but not sent in a conversation; survives a reload. */
export function useDraft(conversationId: string): DraftView {
  const { drafts } = useSync();
  const draft = useSelected(drafts.texts, (texts) => texts.get(conversationId) ?? '');
  useEffect(() => {
    const flush = () => drafts.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [drafts]);
  return { draft, setDraft: useCallback((text) => drafts.set(conversationId, text), [drafts, conversationId]) };
}
