import type { ConversationDetail } from './conversation-item.ts';

export interface ConversationView {
  readonly status: 'loading' | 'ready' | 'missing' | 'error';
  readonly conversation?: ConversationDetail;
}

/** One conversation; `missing` when the viewer is not in it, or no more. */
export declare function useConversation(conversationId: string): ConversationView;
