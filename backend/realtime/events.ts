import type { GroupSettings } from '../modules/conversations/group-settings.ts';
import type { MemberView } from '../modules/conversations/member.ts';
import type { MessageView } from '../modules/messages/message.ts';
import type { ThreadView } from '../modules/messages/thread.ts';
import type { PublicPerson } from '../modules/people/people-cache.ts';
import type { SettingsView } from '../modules/people/settings.ts';
import type { PresenceView } from '../modules/presence/presence-view.ts';
import type { MemberReceipt } from '../modules/receipts/receipt.ts';
import type { ViewerItemView } from '../modules/viewer-items/viewer-item.ts';

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
  /** The thread that the message is a reply in, as it is now; null for all others. */
  readonly thread: ThreadView | null;
  /** Its sender sent it again: most know it, and nobody may. */
  readonly isToldAgain?: true;
}

export interface ConversationChanged extends Numbered, GroupSettings {
  readonly type: 'ConversationChanged';
  readonly kind: 'DIRECT' | 'GROUP';
  readonly lastActivityAt: string;
}

export interface MemberChanged extends Numbered {
  readonly type: 'MemberChanged';
  /** What `membersSeq` was before this change; a node that knows just that one can apply the change without reading. */
  readonly previousMembersSeq: number;
  readonly member: MemberView;
}

/** In place of a change of what somebody may not see (CONV-5): only the number. Told by a node to those it serves; travels on no topic. */
export interface ChangeHidden {
  readonly type: 'ChangeHidden';
  readonly conversationId: string;
  readonly seq: number;
}

export interface ReceiptChanged {
  readonly type: 'ReceiptChanged';
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  /** Whether it is news for who is not told what others read (RECEIPT-4). */
  readonly hasDeliveredMoved: boolean;
}

/** What was read in a large group, gathered (RECEIPT-1). */
export interface ReceiptsAdvanced {
  readonly type: 'ReceiptsAdvanced';
  readonly conversationId: string;
  readonly receipts: readonly MemberReceipt[];
}

export interface TypingChanged {
  readonly type: 'TypingChanged';
  readonly conversationId: string;
  readonly user: PublicPerson;
  readonly typing: boolean;
}

export type NumberedEvent = MessageChanged | ConversationChanged | MemberChanged;

/** What the topic of a conversation carries: nothing that depends on who looks at it. */
export type ConversationEvent = NumberedEvent | ReceiptChanged | ReceiptsAdvanced | TypingChanged | ProfileChanged;

/** Goes to the sockets that watch the person, as each of them may see it; travels on no topic. */
export interface PresenceChanged extends PresenceView {
  readonly type: 'PresenceChanged';
}

export interface SettingsChanged {
  readonly type: 'SettingsChanged';
  readonly userId: string;
  readonly settings: SettingsView;
}

/** A person changed what they say of themselves: for their own devices and the sockets that watch them; a new name also for all who share a conversation with them (ID-6). */
export interface ProfileChanged {
  readonly type: 'ProfileChanged';
  readonly user: PublicPerson;
}

/** A change that took a number of the person's own sequence. */
export interface ViewerItemChanged {
  readonly type: 'ViewerItemChanged';
  readonly userId: string;
  readonly seq: number;
  readonly item: ViewerItemView;
}

/** A person took one of their devices up: their others are not in use any more. Takes no number. */
export interface DeviceUsed {
  readonly type: 'DeviceUsed';
  readonly userId: string;
  readonly deviceId: string;
  readonly usedAt: string;
}

/** Told by a node to those it serves; travels on no topic. */
export interface EventsInterrupted {
  readonly type: 'EventsInterrupted';
  readonly at: string;
}

/** What the topic of a person carries. A membership of theirs travels here too, for nodes that do not follow the conversation yet. */
export type PersonEvent = MemberChanged | ReceiptChanged | SettingsChanged | ProfileChanged | ViewerItemChanged | DeviceUsed;

/** What a subscriber may get. */
export type LiveEvent = ConversationEvent | ChangeHidden | PersonEvent | PresenceChanged | EventsInterrupted;
