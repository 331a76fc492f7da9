import type { PublicPerson } from '../people/people-cache.ts';

/** What one person wants of one conversation (CONV-3); null stands for nothing decided. */
export interface ConversationPreferences {
  readonly pinnedAt: string | null;
  /** A time that never comes, for example 9999-12-31, for ever. */
  readonly mutedUntil: string | null;
  readonly archivedAt: string | null;
  readonly isMarkedUnread: boolean;
  /** The message from which on it is marked unread, by its number; null for the conversation as a whole, and where it is not marked. */
  readonly unreadFromSeq: number | null;
  readonly notificationLevel: NotificationLevel | null;
  readonly folderId: string | null;
}

export type NotificationLevel = 'ALL' | 'MENTIONS' | 'NONE';

/** What is written but not sent, on whatever device (CONV-3). */
export interface SyncedDraft {
  readonly text: string;
  /** The message that it answers. */
  readonly replyToSeq: number | null;
  readonly updatedAt: string;
}

/** A folder of conversations; `position` orders them. */
export interface Folder {
  readonly name: string;
  readonly position: number;
}

/** A message kept for later (MSG-2). */
export interface SavedMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly savedAt: string;
}

/** A message deleted for oneself alone (MSG-2). */
export interface HiddenMessage {
  readonly conversationId: string;
  readonly seq: number;
}

/** How one person follows a thread. */
export interface ThreadPreferences {
  readonly conversationId: string;
  readonly rootSeq: number;
  /** Null while they decided nothing: who began it, replied in it or was mentioned in it follows it. */
  readonly isFollowed: boolean | null;
  /** Everything in the thread up to this number has been read; never goes back. */
  readonly readSeq: number;
}

/** What the other one is to a person (PEOPLE-2). The contacts service alone changes it, in both lists at once. */
export interface StoredContact {
  readonly state: 'REQUESTED' | 'RECEIVED' | 'ACCEPTED';
  readonly since: string;
}

/** Somebody whom a person blocked (PEOPLE-3). */
export interface StoredBlock {
  readonly since: string;
}

/** With the person it is about, as they are when it is told. */
export interface Contact extends StoredContact {
  readonly user: PublicPerson;
}

export interface Block extends StoredBlock {
  readonly user: PublicPerson;
}

export interface ViewerItemValues {
  readonly CONVERSATION: ConversationPreferences;
  readonly DRAFT: SyncedDraft;
  readonly FOLDER: Folder;
  readonly SAVED: SavedMessage;
  readonly HIDDEN: HiddenMessage;
  readonly THREAD: ThreadPreferences;
  readonly CONTACT: Contact;
  readonly BLOCK: Block;
}

/** What a person sets by themselves; the rest follows from what they do with other people. */
export type SetItemKind = Exclude<ViewerItemKind, 'CONTACT' | 'BLOCK'>;

export type ViewerItemKind = keyof ViewerItemValues;

/** One thing that a person keeps for themselves, as it is now. */
export type ViewerItemView = {
  readonly [Kind in ViewerItemKind]: {
    readonly kind: Kind;
    readonly key: string;
    /** Its number in the person's own sequence; 0 where there never was one. */
    readonly seq: number;
    /** Null once it is removed. */
    readonly value: ViewerItemValues[Kind] | null;
  };
}[ViewerItemKind];

/** What is decided of a conversation of which nothing was. */
export const NO_PREFERENCES: ConversationPreferences = {
  pinnedAt: null,
  mutedUntil: null,
  archivedAt: null,
  isMarkedUnread: false,
  unreadFromSeq: null,
  notificationLevel: null,
  folderId: null,
};
