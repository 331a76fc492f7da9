import type { Abilities, GroupSettings, MemberRole, MessageKind, Person, SystemEventKind } from '../../sync/records.ts';

export interface SystemEventItem {
  readonly kind: SystemEventKind;
  readonly users: readonly Person[];
  readonly name: string | null;
}

/** `delivered` and `read`: to, or by, every other member (MSG-3). */
export type SendState = 'sending' | 'slow' | 'sent' | 'delivered' | 'read' | 'failed';

/** The newest message of a conversation as its row in the list tells it. */
export interface LastMessageItem {
  readonly senderId: string;
  readonly senderName: string;
  readonly mine: boolean;
  readonly text: string;
  readonly kind: MessageKind;
  readonly systemEvent?: SystemEventItem;
  readonly deleted: boolean;
  readonly state: SendState;
}

/** A conversation as the list shows it. */
export interface ConversationItem {
  readonly id: string;
  readonly kind: 'DIRECT' | 'GROUP';
  /** The group's name, or the other person's; one's own for notes. */
  readonly title: string;
  /** The other person of a direct conversation. */
  readonly peer?: Person;
  /** Whether these are one's own notes. */
  readonly isSelf: boolean;
  readonly lastMessage?: LastMessageItem;
  readonly lastActivityAt: string;
  readonly unreadCount: number;
  /** How many of the unread messages mention the viewer or everybody. */
  readonly mentionCount: number;
  readonly draft?: string;
  readonly typing: readonly Person[];
  readonly memberCount: number;
  /** What the viewer decided of it, on all of their devices (CONV-3). */
  readonly isPinned: boolean;
  /** It makes no noise now. */
  readonly isMuted: boolean;
  /** Until when; far in the future for ever. */
  readonly mutedUntil?: string;
  /** Put away: it comes back by itself when something is said in it, unless it is muted. */
  readonly isArchived: boolean;
  /** By hand: shown as a dot, without a count. */
  readonly isMarkedUnread: boolean;
  /** Undefined for what holds for all. */
  readonly notificationLevel?: 'ALL' | 'MENTIONS' | 'NONE';
  readonly folderId?: string;
}

/** A conversation as its own screen shows it. */
export interface ConversationDetail extends ConversationItem {
  readonly canSend: boolean;
  readonly canAddMembers: boolean;
  readonly canRemoveMembers: boolean;
  readonly canRename: boolean;
  readonly canLeave: boolean;
  /** Everything that the viewer may do in it. */
  readonly can: Abilities;
  /** What a group is called and how it is set up. */
  readonly settings: GroupSettings;
  readonly viewerRole: MemberRole;
  readonly lastSeq: number;
  readonly readSeq: number;
}
