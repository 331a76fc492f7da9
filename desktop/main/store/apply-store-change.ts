import type { StoreChange } from '../../sync/store.ts';
import {
  changeConversation,
  extendWindow,
  healBlock,
  loadMembers,
  loadReceipts,
  moveReceipts,
  putSentMessage,
  removeConversation,
  replaceConversation,
} from './cache-conversations.ts';
import { putFact } from './cache-facts.ts';
import { putPeople } from './cache-people.ts';
import { changeViewerItems, replaceViewerItems } from './cache-viewer-items.ts';
import type { Handles } from './handles.ts';
import { setDraft } from './owned-drafts.ts';
import { putOutboxRow, removeOutboxRow } from './owned-outbox.ts';
import { forgetReadMark, setReadMark } from './owned-read-marks.ts';

type Of<Type extends StoreChange['type']> = Extract<StoreChange, { type: Type }>;
type Appliers = { readonly [Type in StoreChange['type']]: (handles: Handles, change: Of<Type>) => void };

const appliers: Appliers = {
  conversationChanged: ({ cache }, change) => changeConversation(cache, change),
  conversationReplaced: ({ cache }, change) => replaceConversation(cache, change),
  conversationRemoved: ({ cache }, { conversationId }) => removeConversation(cache, conversationId),
  windowExtended: ({ cache }, change) => extendWindow(cache, change),
  blockHealed: ({ cache }, change) => healBlock(cache, change),
  membersLoaded: ({ cache }, change) => loadMembers(cache, change),
  messageSent: ({ cache }, change) => putSentMessage(cache, change),
  receiptsLoaded: ({ cache }, change) => loadReceipts(cache, change),
  receiptsMoved: ({ cache }, change) => moveReceipts(cache, change),
  settingsRead: ({ cache }, { settings }) => putFact(cache, 'settings', settings),
  peopleMet: ({ cache }, { people }) => putPeople(cache, people),
  outboxPut: ({ owned }, { row }) => putOutboxRow(owned, row),
  outboxRemoved: ({ owned }, { id }) => removeOutboxRow(owned, id),
  viewerItemsChanged: ({ cache }, change) => changeViewerItems(cache, change),
  viewerItemsReplaced: ({ cache }, change) => replaceViewerItems(cache, change),
  draftSet: ({ owned }, { draft }) => setDraft(owned, draft),
  readMarkSet: ({ owned }, { mark }) => setReadMark(owned, mark),
  readMarkSent: ({ owned }, { mark }) => forgetReadMark(owned, mark),
};

/** Does what a change says, within the transaction that is open. */
export function applyStoreChange<Type extends StoreChange['type']>(handles: Handles, change: Of<Type> & { readonly type: Type }): void {
  appliers[change.type](handles, change);
}

const OWNED: ReadonlySet<StoreChange['type']> = new Set<StoreChange['type']>([
  'outboxPut',
  'outboxRemoved',
  'draftSet',
  'readMarkSet',
  'readMarkSent',
]);

/** Whether it changes what is nowhere else. */
export const isOwnedChange = ({ type }: StoreChange): boolean => OWNED.has(type);

const TAKING_AWAY: ReadonlySet<StoreChange['type']> = new Set<StoreChange['type']>([
  'conversationRemoved',
  'conversationReplaced',
  'blockHealed',
]);

/** Whether it takes away what the person may no longer hold, or chose not to keep. */
export function isForgetting(change: StoreChange): boolean {
  if (TAKING_AWAY.has(change.type)) return true;
  const messages = 'messages' in change ? change.messages : 'message' in change ? [change.message] : [];
  return messages.some(({ deletedAt, editedAt }) => (deletedAt ?? editedAt) !== null);
}
