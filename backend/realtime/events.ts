import type { MemberView } from '../modules/conversations/member.ts';
import type { MessageView } from '../modules/messages/message.ts';
import type { PublicPerson } from '../modules/people/people-cache.ts';

/** A change that took a number of its conversation's sequence. */
interface Numbered {
  readonly conversationId: string;
  readonly seq: number;
  /** Number of the last membership change at or before this one: a node that knows an older one must read the members again before it delivers. */
  readonly membersSeq: number;
}

export interface MessageChanged extends Numbered {
  readonly type: 'MessageChanged';
  readonly message: MessageView;
}

export interface ConversationChanged extends Numbered {
  readonly type: 'ConversationChanged';
  readonly kind: 'DIRECT' | 'GROUP';
  readonly name: string | null;
  readonly lastActivityAt: string;
}

export interface MemberChanged extends Numbered {
  readonly type: 'MemberChanged';
  /** What `membersSeq` was before this change; a node that knows just that one can apply the change without reading. */
  readonly previousMembersSeq: number;
  readonly member: MemberView;
}

export interface ReceiptChanged {
  readonly type: 'ReceiptChanged';
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

export interface TypingChanged {
  readonly type: 'TypingChanged';
  readonly conversationId: string;
  readonly user: PublicPerson;
  readonly typing: boolean;
}

export type NumberedEvent = MessageChanged | ConversationChanged | MemberChanged;

/** What the topic of a conversation carries: nothing that depends on who looks at it. */
export type ConversationEvent = NumberedEvent | ReceiptChanged | TypingChanged;

export interface PresenceChanged {
  readonly type: 'PresenceChanged';
  readonly userId: string;
  readonly status: 'ONLINE' | 'OFFLINE';
  readonly lastSeenAt: string | null;
}

/**
 * What the topic of a person carries. A membership of theirs travels here too, for nodes that do not follow the conversation yet.
 * Presence: of the people they have a direct conversation with.
 */
export type PersonEvent = MemberChanged | ReceiptChanged | PresenceChanged;

/** What a subscriber may get. */
export type LiveEvent = ConversationEvent | PersonEvent;
