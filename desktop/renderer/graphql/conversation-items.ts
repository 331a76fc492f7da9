import { isTopLevelSend } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { ConversationRow, Person } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { ConversationPreferences, Folder } from '../../sync/viewer-item.ts';
import { NO_PREFERENCES } from '../../sync/viewer-state.ts';
import type { ConversationItem } from './conversation-item.ts';
import { type ItemParts, toConversationItem } from './to-conversation-item.ts';

const NOBODY: readonly Person[] = [];

/** Everything that the list is made of, as it is now. */
export interface ListParts {
  readonly rows: ReadonlyMap<string, ConversationRow>;
  readonly drafts: ReadonlyMap<string, string>;
  readonly typing: ReadonlyMap<string, readonly Person[]>;
  readonly outbox: readonly OutboxItem[];
  readonly preferences: ReadonlyMap<string, ConversationPreferences>;
  readonly folders: ReadonlyMap<string, Folder>;
  /** Which conversations are muted at this moment. */
  readonly muted: ReadonlySet<string>;
  /** Direct conversations that were opened here, which are shown before their first message. */
  readonly opened: ReadonlySet<string>;
}

/** Makes the items of the list; an item whose parts are as before stays the same object. */
export class ConversationItems {
  readonly #replica: Replica;
  readonly #made = new Map<string, { readonly parts: ItemParts; readonly item: ConversationItem }>();

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  /** Pinned ones first, then the newest activity (CONV-4); archived ones among them. */
  list(parts: ListParts): ConversationItem[] {
    const outgoing = lastOutgoing(parts.outbox);
    const items = [...parts.rows.values()].map((row) => this.#item(partsOf(row, parts, outgoing)));
    return items.filter((item) => isListed(item, parts.opened)).sort(byPlace);
  }

  one(row: ConversationRow, parts: Omit<ListParts, 'rows' | 'opened'>): ConversationItem {
    return this.#item(partsOf(row, parts, lastOutgoing(parts.outbox)));
  }

  #item(parts: ItemParts): ConversationItem {
    const made = this.#made.get(parts.row.id);
    if (made !== undefined && isSame(made.parts, parts)) return made.item;
    const item = toConversationItem(this.#replica, parts);
    this.#made.set(parts.row.id, { parts, item });
    return item;
  }
}

function byPlace(a: ConversationItem, b: ConversationItem): number {
  if (a.isPinned !== b.isPinned) return a.isPinned ? -1 : 1;
  return a.lastActivityAt < b.lastActivityAt ? 1 : Number(a.lastActivityAt > b.lastActivityAt) * -1;
}

function lastOutgoing(outbox: readonly OutboxItem[]): ReadonlyMap<string, OutboxItem> {
  return new Map(outbox.filter(({ row }) => isTopLevelSend(row.operation)).map((item) => [item.row.conversationId, item]));
}

function partsOf(
  row: ConversationRow,
  { drafts, typing, preferences, folders, muted }: Omit<ListParts, 'rows' | 'outbox' | 'opened'>,
  outgoing: ReadonlyMap<string, OutboxItem>,
): ItemParts {
  const own = preferences.get(row.id) ?? NO_PREFERENCES;
  const folderId = own.folderId !== null && folders.has(own.folderId) ? own.folderId : undefined;
  return {
    row,
    draft: drafts.get(row.id),
    typing: typing.get(row.id) ?? NOBODY,
    outgoing: outgoing.get(row.id),
    preferences: own,
    isMuted: muted.has(row.id),
    folderId,
  };
}

const isSame = (a: ItemParts, b: ItemParts): boolean =>
  a.row === b.row &&
  a.draft === b.draft &&
  a.typing === b.typing &&
  a.outgoing === b.outgoing &&
  a.preferences === b.preferences &&
  a.isMuted === b.isMuted &&
  a.folderId === b.folderId;

const isListed = ({ id, kind, lastMessage, draft }: ConversationItem, opened: ReadonlySet<string>): boolean =>
  kind === 'GROUP' || lastMessage !== undefined || draft !== undefined || opened.has(id);
