import { useMemo } from 'react';
import type { MessageOperation } from '../../sync/operation.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';

/** What a person can do to a message. Each shows at once, resolves when it is in the outbox, and works without a network. */
export interface MessageActions {
  edit(message: TimelineMessage, text: string): Promise<void>;
  /** Deletes it for everyone. */
  remove(message: TimelineMessage): Promise<void>;
  /** Puts a reaction on it, or takes one's own off. */
  react(message: TimelineMessage, emoji: string): Promise<void>;
  pin(message: TimelineMessage, isPinned: boolean): Promise<void>;
  /** Chooses these answers of a poll and no others; none takes one's vote back. */
  vote(message: TimelineMessage, optionIndexes: readonly number[]): Promise<void>;
  closePoll(message: TimelineMessage): Promise<void>;
  /** Sends it to another conversation, in the name of who wrote it first. */
  forward(message: TimelineMessage, toConversationId: string): Promise<void>;
}

/** Nothing can be done to a message that the server does not know: it is retried or discarded instead. */
export function useMessageActions(): MessageActions {
  const sync = useSync();
  return useMemo(() => {
    const operate = async ({ id, seq, conversationId }: TimelineMessage, deed: (target: Target) => MessageOperation) => {
      if (id !== undefined && seq !== undefined) await sync.outbox.operate(conversationId, deed({ messageId: id, seq }));
    };
    return {
      edit: (message, text) => operate(message, (target) => ({ type: 'edit', ...target, text })),
      remove: (message) => operate(message, (target) => ({ type: 'delete', ...target })),
      react: (message, emoji) => {
        const isOn = !message.reactions.some((reaction) => reaction.emoji === emoji && reaction.isMine);
        return operate(message, (target) => ({ type: 'react', ...target, emoji, isOn }));
      },
      pin: (message, isPinned) => operate(message, (target) => ({ type: 'pin', ...target, isPinned })),
      vote: (message, optionIndexes) => operate(message, (target) => ({ type: 'vote', ...target, optionIndexes })),
      closePoll: (message) => operate(message, (target) => ({ type: 'closePoll', ...target })),
      forward: async ({ id, conversationId, text }, toConversationId) => {
        if (id !== undefined) await sync.send(toConversationId, { text, forwardOf: { conversationId, messageId: id } });
      },
    };
  }, [sync]);
}

interface Target {
  readonly messageId: string;
  readonly seq: number;
}
