import type { ModelConversation } from './model-conversation.ts';
import { Refused } from './refused.ts';

export interface SendInput {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly replyToId?: string;
  readonly threadRootId?: string;
  readonly poll?: { readonly options: readonly string[]; readonly isMultiple?: boolean };
  readonly forwardOf?: { readonly conversationId: string; readonly messageId: string };
}

/** What a send says, with the messages that it speaks of looked up. */
export function said(get: (conversationId: string) => ModelConversation, { conversationId, clientMessageId, text, ...input }: SendInput) {
  const find = (id: string | undefined, where = conversationId) => {
    const found = id === undefined ? undefined : get(where).messages.find((message) => message.id === id);
    if (id !== undefined && found === undefined) throw new Refused('NOT_FOUND');
    return found;
  };
  const [replyTo, threadRoot] = [find(input.replyToId), find(input.threadRootId)];
  const source = input.forwardOf && find(input.forwardOf.messageId, input.forwardOf.conversationId);
  if (source !== undefined && source.text === null) throw new Refused('NOT_FOUND');
  return {
    clientMessageId,
    text: source?.text ?? text,
    replyToId: replyTo?.id ?? null,
    replyToSeq: replyTo?.seq ?? null,
    threadRootId: threadRoot?.id ?? null,
    threadRootSeq: threadRoot?.seq ?? null,
    forwardedFrom: source ? (source.forwardedFrom ?? { sender: source.sender, createdAt: source.createdAt }) : null,
    poll: input.poll
      ? { isMultiple: false, ...input.poll, closedAt: null, options: input.poll.options.map((each) => ({ text: each, voterIds: [] })) }
      : null,
  };
}
