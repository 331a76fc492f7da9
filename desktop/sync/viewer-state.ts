import type { OutboxItem } from './outbox.ts';
import { applyActs } from './person-acts.ts';
import type {
  Block,
  Contact,
  ConversationPreferences,
  ViewerItemChange,
  ViewerItemKind,
  ViewerItemRow,
  ViewerValues,
} from './viewer-item.ts';

/** What the viewer keeps for themselves, as it is shown: by kind, then by key. */
export type ViewerState = { readonly [Kind in ViewerItemKind]: ReadonlyMap<string, ViewerValues[Kind]> };

/** Of a conversation of which nothing was decided. */
export const NO_PREFERENCES: ConversationPreferences = {
  pinnedAt: null,
  mutedUntil: null,
  archivedAt: null,
  isMarkedUnread: false,
  unreadFromSeq: null,
  notificationLevel: null,
  folderId: null,
};

export const EMPTY_STATE: ViewerState = {
  CONVERSATION: new Map(),
  DRAFT: new Map(),
  FOLDER: new Map(),
  SAVED: new Map(),
  HIDDEN: new Map(),
  THREAD: new Map(),
  CONTACT: new Map(),
  BLOCK: new Map(),
};

const KINDS = Object.keys(EMPTY_STATE) as readonly ViewerItemKind[];

export const nameOf = ({ kind, key }: { readonly kind: ViewerItemKind; readonly key: string }) => `${kind} ${key}`;

/** The changes that are on their way out, in their order; those that were refused are none. */
export function pendingChanges(outbox: readonly OutboxItem[]): ViewerItemChange[] {
  return outbox.flatMap(({ row: { operation, refusal } }) => (operation.type === 'viewerItem' && refusal === null ? [operation] : []));
}

/** The server's items with what waits in the outbox over them; a kind or a value that did not change stays the same object as `before`. */
export function stateOf(before: ViewerState, rows: Iterable<ViewerItemRow>, outbox: readonly OutboxItem[]): ViewerState {
  const made = new Map(KINDS.map((kind) => [kind, new Map<string, unknown>()]));
  for (const { kind, key, value } of rows) if (value !== null) made.get(kind)?.set(key, value);
  applyActs({ contacts: mapOf<Contact>(made.get('CONTACT')), blocks: mapOf<Block>(made.get('BLOCK')) }, outbox);
  for (const change of pendingChanges(outbox)) {
    const values = made.get(change.kind);
    const value = valueAfter(values?.get(change.key) ?? null, change);
    if (value === null) values?.delete(change.key);
    else values?.set(change.key, value);
  }
  const kept = KINDS.map((kind) => [kind, keep(before[kind], made.get(kind) ?? new Map())]);
  return Object.fromEntries(kept) as unknown as ViewerState;
}

/** The values belong to the kind: `stateOf` put them there. */
const mapOf = <Value>(map: Map<string, unknown> | undefined): Map<string, Value> => (map ?? new Map()) as Map<string, Value>;

/** What the server will make of a change: of preferences only what is given changes, and no thread is read backwards. */
function valueAfter(held: unknown, change: ViewerItemChange): unknown {
  if (change.value === null) return null;
  if (change.kind === 'CONVERSATION') return { ...NO_PREFERENCES, ...(held as object | null), ...change.value };
  if (change.kind !== 'THREAD') return change.value;
  const before = held as ViewerValues['THREAD'] | null;
  const { readSeq, isFollowed } = change.value;
  return {
    ...change.value,
    readSeq: Math.max(before?.readSeq ?? 0, readSeq ?? 0),
    isFollowed: isFollowed === undefined ? (before?.isFollowed ?? null) : isFollowed,
  };
}

/** One change that says what two of the same item say, one after the other. */
export function bothChanges(earlier: ViewerItemChange | undefined, later: ViewerItemChange): ViewerItemChange {
  if (earlier === undefined || later.value === null) return later;
  const isRemoved = earlier.value === null;
  if (later.kind === 'CONVERSATION') return { ...later, value: { ...(isRemoved ? NO_PREFERENCES : earlier.value), ...later.value } };
  if (later.kind !== 'THREAD' || earlier.kind !== 'THREAD') return later;
  const readSeq = Math.max(earlier.value?.readSeq ?? 0, later.value.readSeq ?? 0);
  return { ...later, value: { ...earlier.value, ...later.value, ...(readSeq > 0 && { readSeq }) } };
}

/** Whether the change would leave everything as it is shown. */
export function changesNothing(state: ViewerState, change: ViewerItemChange): boolean {
  const held = state[change.kind].get(change.key) ?? null;
  return isSameValue(held, valueAfter(held, change));
}

/** The map as it was if it says the same, else the new one with the values that stay: what they are shown by stays too. */
function keep(before: ReadonlyMap<string, unknown>, made: Map<string, unknown>): ReadonlyMap<string, unknown> {
  let isSame = before.size === made.size;
  for (const [key, value] of made) {
    const held = before.get(key);
    if (held !== undefined && isSameValue(held, value)) made.set(key, held);
    else isSame = false;
  }
  return isSame ? before : made;
}

/** Values are flat. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, other] = [Object.entries(a), new Map(Object.entries(b))];
  return own.length === other.size && own.every(([name, part]) => other.get(name) === part);
}
