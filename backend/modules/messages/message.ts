import type { PublicPerson } from '../people/people-cache.ts';

/** What a system message tells (CONV-2). */
export interface SystemEventView {
  readonly kind: 'GROUP_CREATED' | 'GROUP_RENAMED' | 'MEMBERS_ADDED' | 'MEMBER_REMOVED' | 'MEMBER_LEFT';
  readonly users: readonly PublicPerson[];
  readonly name: string | null;
}

/** Whom a message speaks to (MSG-1). */
export interface Mentions {
  readonly userIds: readonly string[];
  /** @all or @here. */
  readonly isForAll: boolean;
}

export const NO_MENTIONS: Mentions = { userIds: [], isForAll: false };

/** A message as every member may see it. */
export interface MessageView {
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
}

/** The columns of a `MessageRow`, of the table or alias `m`. */
export const MESSAGE_COLUMNS = `m.id, m.conversation_id, m.seq, m.change_seq, m.sender_id, m.client_message_id, m.kind, m.text,
  m.system_event, m.reply_to_id, m.created_at, m.imported_at, m.edited_at, m.deleted_at, coalesce(m.mentioned_ids, '{}') AS mentioned_ids, m.mentions_all`;

/** Everyone a row speaks of. */
export const peopleIn = (row: MessageRow): string[] => [row.sender_id, ...(row.system_event?.userIds ?? [])];

/** The text of a deleted message is null whatever the row holds. */
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
    systemEvent: event && { kind: event.kind, users: event.userIds.map(personOf), name: event.name },
    mentions:
      row.mentioned_ids.length === 0 && !row.mentions_all ? NO_MENTIONS : { userIds: row.mentioned_ids, isForAll: row.mentions_all },
    replyToId: row.reply_to_id,
    createdAt: row.created_at,
    importedAt: row.imported_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}
