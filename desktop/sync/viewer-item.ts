/** What is private to a person and the same on all their devices: rows of the person's own sequence. */

/** How a person keeps one of their conversations (CONV-3). */
export interface ConversationPreferences {
  readonly pinnedAt: string | null;
  /** Far in the future (year 9999) for ever. */
  readonly mutedUntil: string | null;
  readonly archivedAt: string | null;
  readonly isMarkedUnread: boolean;
  /** The message from which on it is marked unread; null for the conversation as a whole. */
  readonly unreadFromSeq: number | null;
  /** Null for the default of the kind of conversation. */
  readonly notificationLevel: 'ALL' | 'MENTIONS' | 'NONE' | null;
  readonly folderId: string | null;
}

export interface SyncedDraft {
  readonly text: string;
  readonly replyToSeq: number | null;
  readonly updatedAt: string;
}

export interface Folder {
  readonly name: string;
  readonly position: number;
}

export interface SavedMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly savedAt: string;
}

/** Deleted for oneself. */
export interface HiddenMessage {
  readonly conversationId: string;
  readonly seq: number;
}

export interface ThreadPreferences {
  readonly conversationId: string;
  readonly rootSeq: number;
  /** Null while nothing was decided: one follows what one began, replied in or was mentioned in. */
  readonly isFollowed: boolean | null;
  readonly readSeq: number;
}

/** What another person is to the viewer (PEOPLE-2), with who they were when that was told: shown without a network too. */
export interface Contact {
  readonly state: 'REQUESTED' | 'RECEIVED' | 'ACCEPTED';
  readonly since: string;
  readonly username: string;
  readonly displayName: string;
}

/** Somebody whom the viewer blocked (PEOPLE-3). */
export interface Block {
  readonly since: string;
  readonly username: string;
  readonly displayName: string;
}

/** By kind, what an item says. The key of each kind: conversation; conversation or `conversation:rootSeq`; folder; message; message; root message; person; person. */
export interface ViewerValues {
  readonly CONVERSATION: ConversationPreferences;
  readonly DRAFT: SyncedDraft;
  readonly FOLDER: Folder;
  readonly SAVED: SavedMessage;
  readonly HIDDEN: HiddenMessage;
  readonly THREAD: ThreadPreferences;
  readonly CONTACT: Contact;
  readonly BLOCK: Block;
}

export type ViewerItemKind = keyof ViewerValues;

/** What the viewer sets by themselves; the rest follows from what they do with other people. */
export type SetItemKind = Exclude<ViewerItemKind, 'CONTACT' | 'BLOCK'>;

export interface ViewerItemOf<Kind extends ViewerItemKind> {
  readonly kind: Kind;
  readonly key: string;
  /** Null for one that was removed. */
  readonly value: ViewerValues[Kind] | null;
}

export type ViewerItem = { [Kind in ViewerItemKind]: ViewerItemOf<Kind> }[ViewerItemKind];

/** What a change says of an item: of a conversation's preferences and of a thread only what it changes. */
type ChangedValues = Omit<ViewerValues, 'CONVERSATION' | 'THREAD'> & {
  readonly CONVERSATION: Partial<ConversationPreferences>;
  readonly THREAD: Pick<ThreadPreferences, 'conversationId' | 'rootSeq'> & Partial<ThreadPreferences>;
};

/** A change of an item; null removes it. */
export type ViewerItemChange = {
  readonly [Kind in SetItemKind]: { readonly kind: Kind; readonly key: string; readonly value: ChangedValues[Kind] | null };
}[SetItemKind];

/** An item as the server keeps it, with the number of its last change. */
export type ViewerItemRow = ViewerItem & { readonly seq: number };
