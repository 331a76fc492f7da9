import { useDraft } from '../../graphql/use-draft.ts';

/** The text in the composer: what was typed here last, or the newer draft of another device (CONV-3). */
export function useDraftText(conversationId: string): [text: string, setText: (text: string) => void] {
  const { draft, setDraft } = useDraft(conversationId);
  return [draft, setDraft];
}
