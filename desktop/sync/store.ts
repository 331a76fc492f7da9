import type { DigestPage, DigestStretch } from './digest.ts';
import type {
  ConversationRow,
  Draft,
  MemberRow,
  MessageRow,
  MessageWindow,
  OutboxRow,
  Person,
  ReadMark,
  ReceiptRow,
  Settings,
  ThreadRow,
} from './records.ts';
import type { ViewerItemRow } from './viewer-item.ts';

/**
 * One change of what is kept. A list of them is saved whole or not at all.
 *
 * Cache rows (conversations, messages, threads, members, receipts, people, settings, viewer items) may be dropped at any time and fetched again.
 * Owned rows (drafts, outbox, read marks) are nowhere else: they are only removed by name, and every new version of a store carries them over.
 * A message or thread never takes the place of a later state of itself.
 */
export type StoreChange =
  /** Rows that follow on `since`: taken only if the store holds everything up to it and nothing later than the row's cursor. */
  | {
      readonly type: 'conversationChanged';
      readonly since: number;
      readonly conversation: ConversationRow;
      readonly messages: readonly MessageRow[];
      readonly threads: readonly ThreadRow[];
      readonly members: readonly MemberRow[];
    }
  /** The conversation taken over whole: what was held of it goes. */
  | {
      readonly type: 'conversationReplaced';
      readonly conversation: ConversationRow;
      readonly messages: readonly MessageRow[];
      readonly threads: readonly ThreadRow[];
      readonly members: readonly MemberRow[];
    }
  | { readonly type: 'conversationRemoved'; readonly conversationId: string }
  /** An older page: taken only if the store's messages still start at `from`. */
  | {
      readonly type: 'windowExtended';
      readonly conversationId: string;
      readonly from: number;
      readonly window: MessageWindow;
      readonly messages: readonly MessageRow[];
      readonly threads: readonly ThreadRow[];
    }
  /**
   * All messages with a number from `from` to `to`, as they were at the number `seq` or later: they take the place of what is held of those
   * numbers, whatever that says of itself. Taken only if the store holds nothing later than `seq`; what lies below its window is left out.
   */
  | {
      readonly type: 'blockHealed';
      readonly conversationId: string;
      readonly seq: number;
      readonly from: number;
      readonly to: number;
      readonly messages: readonly MessageRow[];
      readonly threads: readonly ThreadRow[];
    }
  /** All members, as they were when the conversation stood at `cursor` or later. */
  | { readonly type: 'membersLoaded'; readonly conversationId: string; readonly members: readonly MemberRow[] }
  /** A message that the server acknowledged as sent or changed by the viewer, perhaps before its event came. */
  | { readonly type: 'messageSent'; readonly message: MessageRow }
  /** The receipts of all other members: taken only of a conversation that is held. */
  | { readonly type: 'receiptsLoaded'; readonly conversationId: string; readonly receipts: readonly ReceiptRow[] }
  /** Receipts of some of them. */
  | { readonly type: 'receiptsMoved'; readonly conversationId: string; readonly receipts: readonly ReceiptRow[] }
  | { readonly type: 'settingsRead'; readonly settings: Settings }
  | { readonly type: 'peopleMet'; readonly people: readonly Person[] }
  | { readonly type: 'outboxPut'; readonly row: OutboxRow }
  | { readonly type: 'outboxRemoved'; readonly id: string }
  /** Items of the viewer's own sequence that follow on `since`: taken only if the store holds everything up to it and nothing later than `seq`. */
  | { readonly type: 'viewerItemsChanged'; readonly since: number; readonly seq: number; readonly items: readonly ViewerItemRow[] }
  /** All of them, as they were at `seq`. */
  | { readonly type: 'viewerItemsReplaced'; readonly seq: number; readonly items: readonly ViewerItemRow[] }
  | { readonly type: 'draftSet'; readonly draft: Draft }
  | { readonly type: 'readMarkSet'; readonly mark: ReadMark }
  /** Removes the mark if it is not beyond `readSeq`. */
  | { readonly type: 'readMarkSent'; readonly mark: ReadMark };

/** What the viewer keeps for themselves, complete up to the number `seq` of their own sequence; without what was removed. */
export interface HeldViewerItems {
  readonly seq: number;
  readonly items: readonly ViewerItemRow[];
}

/** Everything but messages, threads, members and receipts, which are read when they are shown. */
export interface Snapshot {
  readonly conversations: readonly ConversationRow[];
  readonly people: readonly Person[];
  readonly outbox: readonly OutboxRow[];
  readonly drafts: readonly Draft[];
  readonly readMarks: readonly ReadMark[];
  readonly settings: Settings | null;
  readonly viewerItems: HeldViewerItems;
}

/** A stretch of a conversation's messages, with how much of it the store holds. */
export interface HeldMessages {
  readonly cursor: number;
  readonly window: MessageWindow;
  /** Ascending by number. */
  readonly messages: readonly MessageRow[];
}

/** What to look for in everything that is held (SEARCH-3): words, "phrases", -not, or; filters are left out, they are the server's. */
export interface HeldSearch {
  readonly text: string;
  /** The newest first, or the best of the newest that fit. */
  readonly order: 'TIME' | 'RANK';
  readonly limit: number;
}

/** What one person's client keeps on a device. Every implementation passes the contract in `store-contract.ts`. */
export interface Store {
  load(): Promise<Snapshot>;
  /** The newest `limit` messages with a number below `before`; null for a conversation that is not held. */
  listMessages(conversationId: string, page: { readonly before: number; readonly limit: number }): Promise<HeldMessages | null>;
  /** The digests of the blocks of that stretch; null for a conversation that is not held. Only of stores that compute them beside the page. */
  readonly digestMessages?: (conversationId: string, page: DigestPage) => Promise<DigestStretch | null>;
  /** The threads of the conversation that are known, of whatever age. */
  listThreads(conversationId: string): Promise<readonly ThreadRow[]>;
  listMembers(conversationId: string): Promise<readonly MemberRow[]>;
  /** How far the other members are, as it was heard last; none where it was never asked. */
  listReceipts(conversationId: string): Promise<readonly ReceiptRow[]>;
  /** Messages that are not deleted and have the words; there where the store has an index of them, so that it answers as one types. */
  search?(search: HeldSearch): Promise<readonly MessageRow[]>;
  /** One transaction: all of the changes, in their order, or none. */
  save(changes: readonly StoreChange[]): Promise<void>;
  /** Frees the store; what is kept stays. */
  close(): void;
  /** Removes everything that is kept (log out). */
  destroy(): Promise<void>;
}

/** The conversation's row as the store keeps it after `conversationChanged`; null if the change does not follow on what is held. */
export function mergeChange(
  held: ConversationRow | undefined,
  { since, conversation }: Extract<StoreChange, { type: 'conversationChanged' }>,
): ConversationRow | null {
  if (held === undefined || held.cursor < since || held.cursor > conversation.cursor) return null;
  return {
    ...conversation,
    window: held.window,
    hasMembers: held.hasMembers,
    readSeq: Math.max(held.readSeq, conversation.readSeq),
    deliveredSeq: Math.max(held.deliveredSeq, conversation.deliveredSeq),
  };
}

/** Whether a conversation taken over whole is at least as new as what is held. */
export const isReplacing = (held: ConversationRow | undefined, { cursor }: ConversationRow): boolean =>
  held === undefined || held.cursor <= cursor;

/** Whether a row is at least as new as what is held of the same thing. */
export const isCurrent = (held: { readonly changeSeq: number } | undefined, row: { readonly changeSeq: number }): boolean =>
  held === undefined || held.changeSeq <= row.changeSeq;

/** The part of a healed block that a store with this row of the conversation takes; null if it takes none. */
export function healedPart(
  held: ConversationRow | undefined,
  { seq, from, to, messages }: Extract<StoreChange, { type: 'blockHealed' }>,
): { readonly from: number; readonly to: number; readonly messages: readonly MessageRow[] } | null {
  if (held === undefined || held.cursor > seq) return null;
  const start = Math.max(from, held.window.startSeq);
  return { from: start, to, messages: messages.filter((message) => message.seq >= start && message.seq <= to) };
}

/** Whether the viewer's items, held up to `heldSeq`, go on with the change. */
export const isFollowing = (heldSeq: number, { since, seq }: { readonly since: number; readonly seq: number }): boolean =>
  heldSeq >= since && heldSeq <= seq;
