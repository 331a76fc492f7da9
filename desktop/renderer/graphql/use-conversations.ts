import type { ConversationItem } from './conversation-item.ts';

export interface ConversationsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly conversations: readonly ConversationItem[];
  readonly error?: Error;
  retry(): void;
}

/** The viewer's conversations, newest activity first. Direct ones without a message appear only to who opened them. */
export declare function useConversations(): ConversationsView;
