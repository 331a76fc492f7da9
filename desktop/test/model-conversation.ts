import type { GroupSettings, ThreadRow } from '../sync/records.ts';
import type { WireMember, WireMemberReceipt, WireMessage } from '../sync/wire.ts';
import { PLAIN } from './plain-message.ts';

export interface ModelConversation {
  readonly id: string;
  readonly kind: 'DIRECT' | 'GROUP';
  settings: GroupSettings;
  lastSeq: number;
  lastActivityAt: string;
  readonly messages: WireMessage[];
  /** By the number of their root. */
  readonly threads: Map<number, ThreadRow>;
  readonly members: Map<string, WireMember>;
  readonly readSeqs: Map<string, number>;
  readonly deliveredSeqs: Map<string, number>;
}

export const receiptOf = ({ readSeqs, deliveredSeqs }: ModelConversation, userId: string): WireMemberReceipt => ({
  userId,
  deliveredSeq: deliveredSeqs.get(userId) ?? 0,
  readSeq: readSeqs.get(userId) ?? 0,
});

/** The members that a text names, by their ids. */
const mentionedIn = (text: string | null, { members }: ModelConversation): string[] =>
  [...members.values()].filter(({ user, leftSeq }) => leftSeq === null && (text ?? '').includes(`@${user.id}`)).map(({ user }) => user.id);

/** Whom a text mentions, and whether it speaks to everybody. */
export const mentionsOf = (text: string | null, conversation: ModelConversation): Pick<WireMessage, 'mentions' | 'mentionsAll'> => ({
  mentions: mentionedIn(text, conversation),
  mentionsAll: /@(all|here)\b/.test(text ?? ''),
});

/** What a deletion leaves of a message, besides its place. */
export function deletedAt(at: string): Partial<WireMessage> {
  const { replyToId: _id, replyToSeq: _seq, threadRootId: _rootId, threadRootSeq: _rootSeq, ...nothing } = PLAIN;
  return { ...nothing, text: null, deletedAt: at };
}

/** The thread of a reply that was sent or deleted with the number `changeSeq`, as it is then; it counts what is not deleted. */
export function movedThread({ messages, threads }: ModelConversation, reply: WireMessage, changeSeq: number): ThreadRow {
  const { conversationId, threadRootId: rootId, threadRootSeq: rootSeq } = reply;
  const replies = messages.filter((message) => message.threadRootSeq === rootSeq && message.deletedAt === null);
  const last = replies.at(-1) ?? reply;
  const known = threads.get(rootSeq ?? 0)?.participantIds ?? [];
  return {
    conversationId,
    rootId: rootId ?? '',
    rootSeq: rootSeq ?? 0,
    replyCount: replies.length,
    lastReplySeq: last.seq,
    lastReplyAt: last.createdAt,
    participantIds: [...new Set([...known, reply.sender.id])],
    changeSeq,
  };
}
