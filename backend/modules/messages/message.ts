import type { PublicPerson } from '../people/people-cache.ts';

/** What a system message tells (CONV-2). */
export interface SystemEventView {
  readonly kind:
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
    | 'MESSAGE_PINNED';
  readonly users: readonly PublicPerson[];
  /** What it is from now on: the name, the topic, the role, or PUBLIC or PRIVATE. */
  readonly name: string | null;
  /** The number of the message that was pinned; null in all others. */
  readonly messageSeq: number | null;
}

/** Whom a message speaks to (MSG-1). */
export interface Mentions {
  readonly userIds: readonly string[];
  /** @all or @here. */
  readonly isForAll: boolean;
}

export const NO_MENTIONS: Mentions = { userIds: [], isForAll: false };

/** One sign that people put on a message, and who they are, in the order they came (MSG-2). */
export interface Reaction {
  readonly emoji: string;
  readonly userIds: readonly string[];
}

/** A question with answers to choose from (MSG-2); the message's text is the question. */
export interface Poll {
  readonly options: readonly PollOption[];
  /** Whether one person may choose several. */
  readonly isMultiple: boolean;
  /** When it took its last vote; null while it is open. */
  readonly closedAt: string | null;
}

export interface PollOption {
  readonly text: string;
  readonly voterIds: readonly string[];
}

/** What a link of the text leads to, as the server saw it (MSG-1). */
export interface LinkPreview {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
}

/** Who wrote a forwarded message first, and when. */
export interface ForwardedFrom {
  readonly sender: PublicPerson;
  readonly createdAt: string;
}

/** The same as it is stored. */
export interface StoredForwardedFrom {
  readonly senderId: string;
  readonly createdAt: string;
}

/** What few messages have. */
export interface MessageExtras {
  /** The number of the message that it answers (`replyToId`). */
  readonly replyToSeq: number | null;
  /** The message whose thread it is a reply in. */
  readonly threadRootId: string | null;
  readonly threadRootSeq: number | null;
  readonly reactions: readonly Reaction[];
  readonly pinnedAt: string | null;
  readonly pinnedById: string | null;
  readonly forwardedFrom: ForwardedFrom | null;
  readonly poll: Poll | null;
  readonly linkPreviews: readonly LinkPreview[];
}

export const NO_EXTRAS: MessageExtras = {
  replyToSeq: null,
  threadRootId: null,
  threadRootSeq: null,
  reactions: [],
  pinnedAt: null,
  pinnedById: null,
  forwardedFrom: null,
  poll: null,
  linkPreviews: [],
};

/** A message by its place. */
export interface MessageRef {
  readonly conversationId: string;
  readonly messageId: string;
}

/** A message as every member may see it. */
export interface MessageView extends MessageExtras {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly clientMessageId: string;
  readonly kind: 'TEXT' | 'SYSTEM';
  readonly sender: PublicPerson;
  readonly text: string | null;
  readonly systemEvent: SystemEventView | null;
  readonly mentions: Mentions;
  readonly replyToId: string | null;
  readonly createdAt: string;
  readonly importedAt: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}

/** What is stored of a system message; people by id. */
export interface StoredSystemEvent {
  readonly kind: SystemEventView['kind'];
  readonly userIds: readonly string[];
  readonly name: string | null;
  readonly messageSeq?: number;
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  seq: number;
  change_seq: number;
  sender_id: string;
  client_message_id: string;
  kind: 'TEXT' | 'SYSTEM';
  text: string | null;
  system_event: StoredSystemEvent | null;
  reply_to_id: string | null;
  created_at: string;
  imported_at: string | null;
  edited_at: string | null;
  deleted_at: string | null;
  mentioned_ids: readonly string[];
  mentions_all: boolean;
  reply_to_seq: number | null;
  thread_root_id: string | null;
  thread_root_seq: number | null;
  reactions: readonly Reaction[] | null;
  pinned_at: string | null;
  pinned_by_id: string | null;
  forwarded_from: StoredForwardedFrom | null;
  poll: Poll | null;
  link_previews: readonly LinkPreview[] | null;
}

/** The columns of a `MessageRow`, of the table or alias `m`. */
export const MESSAGE_COLUMNS = `m.id, m.conversation_id, m.seq, m.change_seq, m.sender_id, m.client_message_id, m.kind, m.text,
  m.system_event, m.reply_to_id, m.created_at, m.imported_at, m.edited_at, m.deleted_at, coalesce(m.mentioned_ids, '{}') AS mentioned_ids, m.mentions_all,
  m.reply_to_seq, m.thread_root_id, m.thread_root_seq, m.reactions, m.pinned_at, m.pinned_by_id, m.forwarded_from, m.poll, m.link_previews`;

/** Everyone a row speaks of. */
export const peopleIn = (row: MessageRow): string[] => [
  row.sender_id,
  ...(row.system_event?.userIds ?? []),
  ...(row.forwarded_from === null ? [] : [row.forwarded_from.senderId]),
];

/** Nothing that a deleted message held is left in it, whatever the row holds. */
export function toMessageView(row: MessageRow, personOf: (id: string) => PublicPerson): MessageView {
  const event = row.system_event;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    changeSeq: row.change_seq,
    clientMessageId: row.client_message_id,
    kind: row.kind,
    sender: personOf(row.sender_id),
    text: row.deleted_at === null ? row.text : null,
    systemEvent: event && { kind: event.kind, users: event.userIds.map(personOf), name: event.name, messageSeq: event.messageSeq ?? null },
    mentions:
      row.mentioned_ids.length === 0 && !row.mentions_all ? NO_MENTIONS : { userIds: row.mentioned_ids, isForAll: row.mentions_all },
    replyToId: row.reply_to_id,
    ...toExtras(row, personOf),
    createdAt: row.created_at,
    importedAt: row.imported_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}

/** A deleted message keeps its place in its thread and what it answered; the rest of it is gone. */
function toExtras(row: MessageRow, personOf: (id: string) => PublicPerson): MessageExtras {
  const place = { replyToSeq: row.reply_to_seq, threadRootId: row.thread_root_id, threadRootSeq: row.thread_root_seq };
  if (row.deleted_at !== null) return { ...NO_EXTRAS, ...place };
  return {
    ...place,
    reactions: row.reactions ?? [],
    pinnedAt: row.pinned_at,
    pinnedById: row.pinned_by_id,
    forwardedFrom: row.forwarded_from && { sender: personOf(row.forwarded_from.senderId), createdAt: row.forwarded_from.createdAt },
    poll: row.poll,
    linkPreviews: row.link_previews ?? [],
  };
}
