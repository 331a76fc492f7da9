import type { Operation } from './operation.ts';

/** What a client keeps, as plain rows. Numbers called `…seq` belong to the conversation's one sequence; times are ISO 8601 text as the server gives it. */

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

/** What a person says of themselves (ID-6). */
export interface Profile extends Person {
  readonly title: string | null;
  /** IANA name. */
  readonly timeZone: string | null;
  readonly statusText: string | null;
  readonly statusEmoji: string | null;
  /** From then on the status is not shown. */
  readonly statusExpiresAt: string | null;
}

export type ConversationKind = 'DIRECT' | 'GROUP';
export type MemberRole = 'OWNER' | 'ADMIN' | 'MEMBER';
/** Who of a group may do something. */
export type PermissionLevel = 'OWNER' | 'ADMINS' | 'MEMBERS';
/** What those who join a group see of what was before. */
export type HistoryVisibility = 'ALL' | 'JOINED';
export type MessageKind = 'TEXT' | 'SYSTEM';
export type SystemEventKind =
  | 'GROUP_CREATED'
  | 'GROUP_RENAMED'
  | 'TOPIC_CHANGED'
  | 'MEMBERS_ADDED'
  | 'MEMBER_JOINED'
  | 'MEMBER_REMOVED'
  | 'MEMBER_LEFT'
  | 'ROLE_CHANGED'
  | 'OWNER_CHANGED'
  | 'PERMISSIONS_CHANGED'
  | 'VISIBILITY_CHANGED'
  | 'MESSAGE_PINNED'
  | 'OTHER';

/** What the viewer may do in a conversation, as the server said last. */
export interface Abilities {
  readonly send: boolean;
  readonly pin: boolean;
  readonly leave: boolean;
  readonly addMembers: boolean;
  readonly invite: boolean;
  readonly removeMembers: boolean;
  readonly rename: boolean;
  readonly editTopic: boolean;
  readonly promote: boolean;
  readonly transfer: boolean;
  readonly setPermissions: boolean;
  readonly makePublic: boolean;
}

/** Who of a group may do what. */
export interface GroupPermissions {
  readonly post: PermissionLevel;
  readonly invite: PermissionLevel;
  readonly pin: PermissionLevel;
  readonly edit: PermissionLevel;
}

/** What a group is called and how it is set up. */
export interface GroupSettings {
  readonly name: string | null;
  readonly topic: string | null;
  readonly isPublic: boolean;
  readonly historyVisibility: HistoryVisibility;
  readonly permissions: GroupPermissions;
}

/** Whether a person is here, as others may see it. Who is invisible, or not seen by the viewer, is `OFFLINE`. */
export type PresenceStatus = 'ONLINE' | 'AWAY' | 'BUSY' | 'OFFLINE';
export type DeviceKind = 'DESKTOP' | 'WEB' | 'OTHER';

export interface Presence {
  readonly status: PresenceStatus;
  /** What the person is at; null while they are offline. */
  readonly device: DeviceKind | null;
  /** When they went; null unless they are offline and let the viewer know. */
  readonly lastSeenAt: string | null;
}

export type PresenceMode = 'AUTOMATIC' | 'BUSY' | 'INVISIBLE';
export type Audience = 'EVERYONE' | 'CONTACTS' | 'NOBODY';

/** What the viewer decided about themselves. */
/** What one wants to be notified of, where a conversation has no level of its own (NOTIFY-2). */
export interface NotificationChoices {
  readonly level: 'ALL' | 'MENTIONS' | 'NONE';
  /** By the clock of `timeZone`: from `22:00` up to `07:00`. */
  readonly quietHours: { readonly isOn: boolean; readonly from: string; readonly to: string; readonly timeZone: string };
  readonly keywords: readonly string[];
  readonly isPreviewShown: boolean;
  readonly hasSound: boolean;
}

/** Of who chose nothing. */
export const NO_NOTIFICATION_CHOICES: NotificationChoices = {
  level: 'ALL',
  quietHours: { isOn: false, from: '22:00', to: '07:00', timeZone: 'UTC' },
  keywords: [],
  isPreviewShown: true,
  hasSound: true,
};

export interface Settings {
  readonly presenceMode: PresenceMode;
  readonly presenceAudience: Audience;
  readonly readReceipts: boolean;
  /** Left out by a device that has not asked for them yet. */
  readonly notifications?: NotificationChoices;
}

/** What is changed of them; what is not given stays. */
export interface SettingsInput extends Partial<Omit<Settings, 'notifications'>> {
  readonly notifications?: Partial<NotificationChoices>;
}

export interface SystemEventRow {
  readonly kind: SystemEventKind;
  readonly userIds: readonly string[];
  readonly name: string | null;
}

export interface Reaction {
  readonly emoji: string;
  /** In the order they came. */
  readonly userIds: readonly string[];
}

export interface PollOption {
  readonly text: string;
  readonly voterIds: readonly string[];
}

/** The question is the message's text. */
export interface Poll {
  readonly options: readonly PollOption[];
  readonly isMultiple: boolean;
  readonly closedAt: string | null;
}

export interface LinkPreview {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
}

/** Who wrote a forwarded message first, and when. */
export interface ForwardedFrom {
  readonly senderId: string;
  readonly createdAt: string;
}

export interface MessageRow {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly clientMessageId: string;
  readonly kind: MessageKind;
  readonly senderId: string;
  readonly text: string | null;
  /** Whom it mentions by name. */
  readonly mentions: readonly string[];
  /** Whether it mentions everybody. */
  readonly mentionsAll: boolean;
  readonly systemEvent: SystemEventRow | null;
  /** The message that it answers, and its number. */
  readonly replyToId: string | null;
  readonly replyToSeq: number | null;
  /** The message in whose thread it is a reply, and its number: such a reply stands in the thread, not in the timeline. */
  readonly threadRootId: string | null;
  readonly threadRootSeq: number | null;
  readonly reactions: readonly Reaction[];
  readonly pinnedAt: string | null;
  readonly pinnedById: string | null;
  readonly forwardedFrom: ForwardedFrom | null;
  readonly poll: Poll | null;
  readonly linkPreviews: readonly LinkPreview[];
  readonly createdAt: string;
  readonly importedAt: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  /** A checksum of the rest, from when the row came; absent from rows that were stored before there was one. */
  readonly seal?: string;
}

/** The replies to one message, counted: it moves with every reply that is sent or deleted. */
export interface ThreadRow {
  readonly conversationId: string;
  readonly rootId: string;
  readonly rootSeq: number;
  readonly replyCount: number;
  readonly lastReplySeq: number;
  readonly lastReplyAt: string;
  readonly participantIds: readonly string[];
  readonly changeSeq: number;
}

export interface MemberRow {
  readonly conversationId: string;
  readonly userId: string;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly leftSeq: number | null;
  readonly changeSeq: number;
}

/** How far another member of a conversation has come, as they let the viewer know: `readSeq` is 0 where they do not. */
export interface ReceiptRow {
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/**
 * The part of a conversation's messages that is held without a hole: all of them from `startSeq` on.
 * `olderCursor` is where the server goes on backwards; null when nothing is older.
 */
export interface MessageWindow {
  readonly startSeq: number;
  readonly olderCursor: string | null;
}

export interface ConversationRow extends GroupSettings {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly createdAt: string;
  readonly lastActivityAt: string;
  readonly memberCount: number;
  /** The other person of a direct conversation (oneself for one's own notes); null for a group. */
  readonly peerId: string | null;
  readonly viewerRole: MemberRole;
  readonly can: Abilities;
  readonly readSeq: number;
  readonly deliveredSeq: number;
  readonly unreadCount: number;
  /** How many of the unread messages mention the viewer or everybody. */
  readonly mentionCount: number;
  /** The counts know every change up to this number, never less than `cursor`; the server may have counted further than this client has come. */
  readonly countedSeq: number;
  /** Everything up to this number has been applied. */
  readonly cursor: number;
  readonly window: MessageWindow;
  /** The newest message there is, whether or not the window is shown. */
  readonly lastMessage: MessageRow | null;
  /** Whether the rows of all members are held. */
  readonly hasMembers: boolean;
}

/** Why the server refused an operation for good. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Something on its way out. It exists from the moment someone did it until the server acknowledged it or the person discarded it. */
export interface OutboxRow {
  /** The `clientMessageId` of a send, the `clientOperationId` of anything else (DELIVERY-2). */
  readonly id: string;
  /** Empty for what is private to the person. */
  readonly conversationId: string;
  readonly operation: Operation;
  readonly createdAt: string;
  /** Rises with everything done on this device; operations go out in this order per conversation. */
  readonly position: number;
  readonly attempts: number;
  readonly refusal: Refusal | null;
}

/** What was read here and the server does not know yet. */
export interface ReadMark {
  readonly conversationId: string;
  readonly readSeq: number;
}

export interface Draft {
  readonly conversationId: string;
  readonly text: string;
}

export interface Viewer {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: MemberRole;
}
