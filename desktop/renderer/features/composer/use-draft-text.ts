import { useState } from 'react';
import { useDraft } from '../../graphql/use-draft.ts';

/**
 * The text in the composer: one's own keystrokes at once, the stored draft as soon as it is
 * read from the disk, unless something was typed before.
 */
export function useDraftText(conversationId: string): [text: string, setText: (text: string) => void] {
  const { draft, setDraft } = useDraft(conversationId);
  const [typed, setTyped] = useState<string>();
  const setText = (text: string) => {
    setTyped(text);
    setDraft(text);
  };
  return [typed ?? draft, setText];
}
