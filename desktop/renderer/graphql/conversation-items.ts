import { isTopLevelSend } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { ConversationRow, Person } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { ConversationItem } from './conversation-item.ts';
import { type ItemParts, toConversationItem } from './to-conversation-item.ts';

const NOBODY: readonly Person[] = [];

/** Everything that the list is made of, as it is now. */
export interface ListParts {
  readonly rows: ReadonlyMap<string, ConversationRow>;
  readonly drafts: ReadonlyMap<string, string>;
  readonly typing: ReadonlyMap<string, readonly Person[]>;
  readonly outbox: readonly OutboxItem[];
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

  /** Newest activity first. */
  list(parts: ListParts): ConversationItem[] {
    const outgoing = lastOutgoing(parts.outbox);
    const items = [...parts.rows.values()].map((row) => this.#item(partsOf(row, parts, outgoing)));
    return items
      .filter((item) => isListed(item, parts.opened))
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : Number(a.lastActivityAt > b.lastActivityAt) * -1));
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

function lastOutgoing(outbox: readonly OutboxItem[]): ReadonlyMap<string, OutboxItem> {
  return new Map(outbox.filter(({ row }) => isTopLevelSend(row.operation)).map((item) => [item.row.conversationId, item]));
}

function partsOf(
  row: ConversationRow,
  { drafts, typing }: Pick<ListParts, 'drafts' | 'typing'>,
  outgoing: ReadonlyMap<string, OutboxItem>,
): ItemParts {
  return { row, draft: drafts.get(row.id), typing: typing.get(row.id) ?? NOBODY, outgoing: outgoing.get(row.id) };
}

const isSame = (a: ItemParts, b: ItemParts): boolean =>
  a.row === b.row && a.draft === b.draft && a.typing === b.typing && a.outgoing === b.outgoing;

const isListed = ({ id, kind, lastMessage, draft }: ConversationItem, opened: ReadonlySet<string>): boolean =>
  kind === 'GROUP' || lastMessage !== undefined || draft !== undefined || opened.has(id);
