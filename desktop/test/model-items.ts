import { VALUE_FIELD, type WireViewerItem } from '../sync/read-viewer-item.ts';
import type { SetItemKind } from '../sync/viewer-item.ts';
import type { WireEvent } from '../sync/wire.ts';

/** The input of `setViewerItem`: the value in the field of the kind, or none to remove the item. */
export type ItemInput = { readonly kind: SetItemKind; readonly key: string } & Readonly<Record<string, unknown>>;

const NO_VALUES = {
  conversation: null,
  draft: null,
  folder: null,
  saved: null,
  hidden: null,
  thread: null,
  contact: null,
  block: null,
} as const;

const PREFERENCES = {
  pinnedAt: null,
  mutedUntil: null,
  archivedAt: null,
  isMarkedUnread: false,
  unreadFromSeq: null,
  notificationLevel: null,
  folderId: null,
} as const;

interface Own {
  seq: number;
  /** By kind and key, removed ones too. */
  readonly items: Map<string, WireViewerItem>;
}

/** What each person keeps for themselves, in the simplest form: every change takes the next number of the person's own sequence. */
export class ModelItems {
  /** Of a page of changes, small enough for a test to need several. */
  pageSize = 500;
  readonly #own = new Map<string, Own>();
  readonly #emit: (userId: string, event: WireEvent) => void;

  constructor(emit: (userId: string, event: WireEvent) => void) {
    this.#emit = emit;
  }

  /** Sets or removes an item; one that is as it was takes no number. */
  set(userId: string, { kind, key, ...fields }: ItemInput): WireViewerItem {
    const own = this.#ownOf(userId);
    const name = `${kind} ${key}`;
    const held = own.items.get(name) ?? { kind, key, seq: 0, isRemoved: true, ...NO_VALUES };
    const field = VALUE_FIELD[kind];
    const given = (fields[field] ?? null) as Readonly<Record<string, unknown>> | null;
    const value = given === null ? null : { ...defaultsOf(kind), ...held[field], ...given, ...readOn(held, given) };
    const item = { ...held, isRemoved: value === null, [field]: value };
    if (JSON.stringify(item) === JSON.stringify(held)) return held;
    own.seq += 1;
    const changed = { ...item, seq: own.seq };
    own.items.set(name, changed);
    this.#emit(userId, { __typename: 'ViewerItemChanged', seq: own.seq, item: changed });
    return changed;
  }

  /** Keeps what one person is to another, or not any more; what is as it was takes no number. */
  keep(
    userId: string,
    [kind, key]: readonly ['CONTACT' | 'BLOCK', string],
    value: WireViewerItem['contact'] | WireViewerItem['block'],
  ): WireViewerItem {
    const own = this.#ownOf(userId);
    const held = own.items.get(`${kind} ${key}`) ?? { kind, key, seq: 0, isRemoved: true, ...NO_VALUES };
    const field = kind === 'CONTACT' ? 'contact' : 'block';
    const isSame = kind === 'CONTACT' ? stateOf(held.contact) === stateOf(value) : (held.block === null) === (value === null);
    if (isSame) return held;
    own.seq += 1;
    const changed = { ...held, seq: own.seq, isRemoved: value === null, [field]: value };
    own.items.set(`${kind} ${key}`, changed);
    this.#emit(userId, { __typename: 'ViewerItemChanged', seq: own.seq, item: changed });
    return changed;
  }

  /** The item of this kind and key, as it is now. */
  of(userId: string, name: string): WireViewerItem | undefined {
    return this.#ownOf(userId).items.get(name);
  }

  changes(userId: string, since: number) {
    const own = this.#ownOf(userId);
    const all = [...own.items.values()].filter(({ seq }) => seq > since).sort((a, b) => a.seq - b.seq);
    const items = all.slice(0, this.pageSize);
    const hasMore = items.length < all.length;
    return { items, hasMore, seq: hasMore ? (items.at(-1)?.seq ?? since) : own.seq };
  }

  #ownOf(userId: string): Own {
    const known = this.#own.get(userId) ?? { seq: 0, items: new Map() };
    this.#own.set(userId, known);
    return known;
  }
}

/** What was never said of an item of the kinds that are changed field by field. */
function defaultsOf(kind: SetItemKind): Readonly<Record<string, unknown>> {
  if (kind === 'CONVERSATION') return PREFERENCES;
  return kind === 'THREAD' ? { isFollowed: null, readSeq: 0 } : {};
}

/** No thread is read backwards. */
const readOn = ({ thread }: WireViewerItem, { readSeq }: Readonly<Record<string, unknown>>) =>
  thread !== null && typeof readSeq === 'number' ? { readSeq: Math.max(thread.readSeq, readSeq) } : {};

const stateOf = (value: object | null): unknown => (value !== null && 'state' in value ? value.state : null);
