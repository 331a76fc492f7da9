import type { Person } from './records.ts';
import type {
  Contact,
  ConversationPreferences,
  Folder,
  HiddenMessage,
  SavedMessage,
  SetItemKind,
  SyncedDraft,
  ThreadPreferences,
  ViewerItemChange,
  ViewerItemKind,
  ViewerItemOf,
  ViewerItemRow,
} from './viewer-item.ts';

/** An item as the server gives it. */
export interface WireViewerItem {
  readonly kind: ViewerItemKind;
  readonly key: string;
  readonly seq: number;
  readonly isRemoved: boolean;
  readonly conversation: ConversationPreferences | null;
  readonly draft: SyncedDraft | null;
  readonly folder: Folder | null;
  readonly saved: SavedMessage | null;
  readonly hidden: HiddenMessage | null;
  readonly thread: ThreadPreferences | null;
  readonly contact: { readonly state: Contact['state']; readonly since: string; readonly user: Person } | null;
  readonly block: { readonly since: string; readonly user: Person } | null;
}

type Place = Pick<ViewerItemRow, 'key' | 'seq'>;

const readers: { readonly [Kind in ViewerItemKind]: (place: Place, wire: WireViewerItem) => ViewerItemOf<Kind> & Place } = {
  CONVERSATION: (place, { conversation }) => ({ ...place, kind: 'CONVERSATION', value: conversation }),
  DRAFT: (place, { draft }) => ({ ...place, kind: 'DRAFT', value: draft }),
  FOLDER: (place, { folder }) => ({ ...place, kind: 'FOLDER', value: folder }),
  SAVED: (place, { saved }) => ({ ...place, kind: 'SAVED', value: saved }),
  HIDDEN: (place, { hidden }) => ({ ...place, kind: 'HIDDEN', value: hidden }),
  THREAD: (place, { thread }) => ({ ...place, kind: 'THREAD', value: thread }),
  CONTACT: (place, { contact }) => ({ ...place, kind: 'CONTACT', value: contact && withName(contact) }),
  BLOCK: (place, { block }) => ({ ...place, kind: 'BLOCK', value: block && withName(block) }),
};

/** Values are flat. */
const withName = <Told extends { readonly user: Person }>({ user: { username, displayName }, ...told }: Told) => ({
  ...told,
  username,
  displayName,
});

/** A server of a later version keeps kinds that this client does not know: their numbers count, they themselves are nothing here. */
export const toViewerItemRows = (items: readonly WireViewerItem[]): readonly ViewerItemRow[] =>
  items.filter(({ kind }) => kind in readers).map(toViewerItemRow);

export const toViewerItemRow = (wire: WireViewerItem): ViewerItemRow => readers[wire.kind]({ key: wire.key, seq: wire.seq }, wire);

/** In which field of the API an item of each kind has its value. */
export const VALUE_FIELD = {
  CONVERSATION: 'conversation',
  DRAFT: 'draft',
  FOLDER: 'folder',
  SAVED: 'saved',
  HIDDEN: 'hidden',
  THREAD: 'thread',
} as const satisfies Record<SetItemKind, keyof WireViewerItem>;

/** An item as the input of the mutation that sets it: no value removes it. */
export const toItemInput = ({ kind, key, value }: ViewerItemChange): Readonly<Record<string, unknown>> =>
  value === null ? { kind, key } : { kind, key, [VALUE_FIELD[kind]]: value };
