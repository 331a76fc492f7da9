import type { Person } from '../../sync/records.ts';

export interface TypingView {
  /** Who else types here now. */
  readonly people: readonly Person[];
  /** Call for every key; tells the others at most once in three seconds. */
  notifyKey(): void;
  /** Tells the others at once that typing ended. */
  stop(): void;
}

/** Typing in a conversation, others' and one's own (TYPING-1). */
export declare function useTyping(conversationId: string): TypingView;
