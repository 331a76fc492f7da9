import type { WireViewerItem } from './read-viewer-item.ts';
import type {
  Abilities,
  ConversationKind,
  GroupSettings,
  LinkPreview,
  MemberRole,
  MessageKind,
  Person,
  Poll,
  Presence,
  Profile,
  Reaction,
  Settings,
  SystemEventKind,
  ThreadRow,
} from './records.ts';

/** The shapes that the documents of this folder ask for. */

export interface WireMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly clientMessageId: string;
  readonly kind: MessageKind;
  readonly sender: Person;
  readonly text: string | null;
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly systemEvent: { readonly kind: SystemEventKind; readonly users: readonly Person[]; readonly name: string | null } | null;
  readonly replyToId: string | null;
  readonly replyToSeq: number | null;
  readonly threadRootId: string | null;
  readonly threadRootSeq: number | null;
  readonly reactions: readonly Reaction[];
  readonly pinnedAt: string | null;
  readonly pinnedById: string | null;
  readonly forwardedFrom: { readonly sender: Person; readonly createdAt: string } | null;
  readonly poll: Poll | null;
  readonly linkPreviews: readonly LinkPreview[];
  readonly createdAt: string;
  readonly importedAt: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}

export interface WireMember {
  readonly conversationId: string;
  readonly user: Person;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
  readonly changeSeq: number;
}

export interface WirePageInfo {
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface WirePage<T> {
  readonly edges: readonly { readonly node: T }[];
  readonly pageInfo: WirePageInfo;
}

export interface WireConversation extends GroupSettings {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly lastSeq: number;
  readonly createdAt: string;
  readonly lastActivityAt: string;
  readonly memberCount: number;
  readonly unreadCount: number;
  readonly mentionCount: number;
  readonly viewerMember: { readonly role: MemberRole };
  readonly viewerReceipt: { readonly deliveredSeq: number; readonly readSeq: number };
  readonly viewerCan: Abilities;
  readonly members: WirePage<{ readonly user: Person }>;
}

/** Messages with the threads that they began. */
export interface WireMessagePage extends WirePage<WireMessage> {
  readonly threads: readonly ThreadRow[];
}

export interface WireConversationWithMessages extends WireConversation {
  readonly messages: WireMessagePage;
}

export interface WireReceipt {
  readonly deliveredSeq: number;
  readonly readSeq: number;
  readonly unreadCount: number;
  readonly mentionCount: number;
}

export interface WireMemberReceipt {
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

export interface WirePresence extends Presence {
  readonly userId: string;
}

export interface WireConversationChanges {
  readonly conversation: WireConversation;
  readonly messages: readonly WireMessage[];
  readonly members: readonly WireMember[];
  readonly threads: readonly ThreadRow[];
  readonly seq: number;
}

export interface WireChangeSet {
  readonly conversations: readonly WireConversationChanges[];
  readonly hasMore: boolean;
}

export interface MessageChanged {
  readonly __typename: 'MessageChanged';
  readonly conversationId: string;
  readonly seq: number;
  readonly message: WireMessage;
  /** The thread that the message is a reply in. */
  readonly thread: ThreadRow | null;
}

export interface ConversationChanged extends GroupSettings {
  readonly __typename: 'ConversationChanged';
  readonly conversationId: string;
  readonly seq: number;
  readonly lastActivityAt: string;
}

export interface MemberChanged {
  readonly __typename: 'MemberChanged';
  readonly conversationId: string;
  readonly seq: number;
  readonly member: WireMember;
}

/** A change that is not the viewer's to see took the number. */
export interface ChangeHidden {
  readonly __typename: 'ChangeHidden';
  readonly conversationId: string;
  readonly seq: number;
}

export interface ReceiptChanged {
  readonly __typename: 'ReceiptChanged';
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** The watermarks of many members at once, in a large group. */
export interface ReceiptsAdvanced {
  readonly __typename: 'ReceiptsAdvanced';
  readonly conversationId: string;
  readonly receipts: readonly WireMemberReceipt[];
}

export interface PresenceChanged extends WirePresence {
  readonly __typename: 'PresenceChanged';
}

export interface SettingsChanged {
  readonly __typename: 'SettingsChanged';
  readonly settings: Settings;
}

/** A change in the viewer's own sequence. */
export interface ViewerItemChanged {
  readonly __typename: 'ViewerItemChanged';
  readonly seq: number;
  readonly item: WireViewerItem;
}

/** What changed after a number of that sequence, complete up to `seq`. */
export interface WireViewerChanges {
  readonly items: readonly WireViewerItem[];
  readonly seq: number;
  readonly hasMore: boolean;
}

/** The viewer took one of their devices up. */
export interface DeviceUsed {
  readonly __typename: 'DeviceUsed';
  readonly deviceId: string;
  readonly usedAt: string;
}

/** Events may have been lost on their way to the server's node. */
export interface EventsInterrupted {
  readonly __typename: 'EventsInterrupted';
  readonly at: string;
}

export interface TypingChanged {
  readonly __typename: 'TypingChanged';
  readonly conversationId: string;
  readonly user: Person;
  readonly typing: boolean;
}

/** An event that took a number of its conversation's sequence. */
export type NumberedEvent = MessageChanged | ConversationChanged | MemberChanged | ChangeHidden;

/** `__typename` may also be one that this client does not know: such an event is ignored. */
export interface ProfileChanged {
  readonly __typename: 'ProfileChanged';
  readonly user: Profile;
}

export type WireEvent =
  | NumberedEvent
  | ReceiptChanged
  | ReceiptsAdvanced
  | TypingChanged
  | PresenceChanged
  | ProfileChanged
  | SettingsChanged
  | ViewerItemChanged
  | DeviceUsed
  | EventsInterrupted;

export interface WireViewer {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: MemberRole;
}

export interface WireAuthPayload {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly viewer: WireViewer;
}
