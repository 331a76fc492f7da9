export interface DraftView {
  readonly draft: string;
  setDraft(text: string): void;
}

/** What is written but not sent in a conversation; survives a reload. */
export declare function useDraft(conversationId: string): DraftView;
