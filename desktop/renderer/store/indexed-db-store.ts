import type { IDBPTransaction } from 'idb';
import type { MemberRow, MessageRow, ReceiptRow, ThreadRow } from '../../sync/records.ts';
import {
  type HeldMessages,
  healedPart,
  isCurrent,
  isFollowing,
  isReplacing,
  mergeChange,
  type Snapshot,
  type Store,
  type StoreChange,
} from '../../sync/store.ts';
import { type Database, deleteDatabase, openDatabase, TABLES, type TableName, type Tables } from './database.ts';

type Of<Type extends StoreChange['type']> = Extract<StoreChange, { type: Type }>;
type Writing = IDBPTransaction<Tables, TableName[], 'readwrite'>;

/** The key of the viewer's settings in their table, and of how far their own sequence is held. */
const VIEWER = 'viewer';

/** Every message, thread, member or receipt of a conversation: numbers sort before text, and an array after both. */
const allOf = (conversationId: string) => IDBKeyRange.bound([conversationId], [conversationId, []]);

/** What a person's browser keeps, in IndexedDB. */
export class IndexedDbStore implements Store {
  readonly #db: Database;
  readonly #viewerId: string;

  private constructor(db: Database, viewerId: string) {
    this.#db = db;
    this.#viewerId = viewerId;
  }

  static async open(viewerId: string): Promise<IndexedDbStore> {
    return new IndexedDbStore(await openDatabase(viewerId), viewerId);
  }

  async load(): Promise<Snapshot> {
    const tx = this.#db.transaction(['conversations', 'people', 'outbox', 'drafts', 'readMarks', 'settings', 'viewerItems', 'viewerSeq']);
    const [conversations, people, outbox, drafts, readMarks, settings = null, items, seq = 0] = await Promise.all([
      tx.objectStore('conversations').getAll(),
      tx.objectStore('people').getAll(),
      tx.objectStore('outbox').getAll(),
      tx.objectStore('drafts').getAll(),
      tx.objectStore('readMarks').getAll(),
      tx.objectStore('settings').get(VIEWER),
      tx.objectStore('viewerItems').getAll(),
      tx.objectStore('viewerSeq').get(VIEWER),
    ]);
    outbox.sort((a, b) => a.position - b.position);
    return { conversations, people, outbox, drafts, readMarks, settings, viewerItems: { seq, items } };
  }

  async listMessages(conversationId: string, { before, limit }: { before: number; limit: number }): Promise<HeldMessages | null> {
    const tx = this.#db.transaction(['conversations', 'messages']);
    const conversation = await tx.objectStore('conversations').get(conversationId);
    if (conversation === undefined) return null;
    const { cursor, window } = conversation;
    if (before <= window.startSeq) return { cursor, window, messages: [] };
    const table = tx.objectStore('messages');
    let messages: MessageRow[] = [];
    // A number has one message at most, so a range of so many numbers is read at once and not row by row; other changes took some of them.
    let [top, span] = [before, limit];
    let bottom = Math.max(window.startSeq, Math.min(before, cursor + 1) - span);
    for (;;) {
      messages = [...(await table.getAll(IDBKeyRange.bound([conversationId, bottom], [conversationId, top], false, true))), ...messages];
      if (messages.length >= limit || bottom <= window.startSeq) break;
      [top, span] = [bottom, span * 2];
      bottom = Math.max(window.startSeq, top - span);
    }
    return { cursor, window, messages: messages.slice(-limit) };
  }

  listThreads(conversationId: string): Promise<readonly ThreadRow[]> {
    return this.#db.getAll('threads', allOf(conversationId));
  }

  listMembers(conversationId: string): Promise<readonly MemberRow[]> {
    return this.#db.getAll('members', allOf(conversationId));
  }

  listReceipts(conversationId: string): Promise<readonly ReceiptRow[]> {
    return this.#db.getAll('receipts', allOf(conversationId));
  }

  async save(changes: readonly StoreChange[]): Promise<void> {
    const tx = this.#db.transaction([...TABLES], 'readwrite');
    try {
      for (const change of changes) await applyStoreChange(tx, change);
    } catch (error) {
      tx.abort();
      await tx.done.catch(() => {});
      throw error;
    }
    await tx.done;
  }

  close(): void {
    this.#db.close();
  }

  async destroy(): Promise<void> {
    this.#db.close();
    await deleteDatabase(this.#viewerId);
  }
}

type Appliers = { readonly [Type in StoreChange['type']]: (tx: Writing, change: Of<Type>) => Promise<unknown> };

const appliers: Appliers = {
  conversationChanged: changeConversation,
  conversationReplaced: replaceConversation,
  conversationRemoved: (tx, { conversationId }) => removeConversation(tx, conversationId),
  windowExtended: extendWindow,
  blockHealed: healBlock,
  membersLoaded: loadMembers,
  receiptsLoaded: loadReceipts,
  receiptsMoved: moveReceipts,
  settingsRead: (tx, { settings }) => tx.objectStore('settings').put(settings, VIEWER),
  messageSent: storeSent,
  peopleMet: (tx, { people }) => Promise.all(people.map((person) => tx.objectStore('people').put(person))),
  outboxPut: (tx, { row }) => tx.objectStore('outbox').put(row),
  outboxRemoved: (tx, { id }) => tx.objectStore('outbox').delete(id),
  viewerItemsChanged: changeItems,
  viewerItemsReplaced: replaceItems,
  draftSet: (tx, { draft }) =>
    draft.text === '' ? tx.objectStore('drafts').delete(draft.conversationId) : tx.objectStore('drafts').put(draft),
  readMarkSet: (tx, { mark }) => tx.objectStore('readMarks').put(mark),
  readMarkSent: forgetReadMark,
};

function applyStoreChange<Type extends StoreChange['type']>(tx: Writing, change: Of<Type> & { type: Type }): Promise<unknown> {
  return appliers[change.type](tx, change);
}

const putMessages = (tx: Writing, messages: readonly MessageRow[]) => Promise.all(messages.map((message) => putMessage(tx, message)));

async function putMessage(tx: Writing, message: MessageRow): Promise<void> {
  const table = tx.objectStore('messages');
  if (isCurrent(await table.get([message.conversationId, message.seq]), message)) await table.put(message);
}

const putThreads = (tx: Writing, threads: readonly ThreadRow[]) => Promise.all(threads.map((thread) => putThread(tx, thread)));

async function putThread(tx: Writing, thread: ThreadRow): Promise<void> {
  const table = tx.objectStore('threads');
  if (isCurrent(await table.get([thread.conversationId, thread.rootSeq]), thread)) await table.put(thread);
}

const putMembers = (tx: Writing, members: readonly MemberRow[]) =>
  Promise.all(members.map((member) => tx.objectStore('members').put(member)));

async function changeConversation(tx: Writing, change: Of<'conversationChanged'>): Promise<void> {
  const merged = mergeChange(await tx.objectStore('conversations').get(change.conversation.id), change);
  if (merged === null) return;
  await tx.objectStore('conversations').put(merged);
  await putMessages(
    tx,
    change.messages.filter(({ seq }) => seq >= merged.window.startSeq),
  );
  await putThreads(tx, change.threads);
  if (merged.hasMembers) await putMembers(tx, change.members);
}

async function replaceConversation(tx: Writing, change: Of<'conversationReplaced'>): Promise<void> {
  const { conversation, messages, threads, members } = change;
  if (!isReplacing(await tx.objectStore('conversations').get(conversation.id), conversation)) return;
  await clearRows(tx, conversation.id);
  await tx.objectStore('conversations').put(conversation);
  await putMessages(tx, messages);
  await putThreads(tx, threads);
  await putMembers(tx, members);
}

async function removeConversation(tx: Writing, conversationId: string): Promise<void> {
  await tx.objectStore('conversations').delete(conversationId);
  await clearRows(tx, conversationId);
  await tx.objectStore('receipts').delete(allOf(conversationId));
}

async function clearRows(tx: Writing, conversationId: string): Promise<void> {
  await tx.objectStore('messages').delete(allOf(conversationId));
  await tx.objectStore('threads').delete(allOf(conversationId));
  await tx.objectStore('members').delete(allOf(conversationId));
}

async function loadReceipts(tx: Writing, change: Of<'receiptsLoaded'>): Promise<void> {
  await tx.objectStore('receipts').delete(allOf(change.conversationId));
  await moveReceipts(tx, change);
}

async function moveReceipts(tx: Writing, { conversationId, receipts }: Omit<Of<'receiptsMoved'>, 'type'>): Promise<void> {
  if ((await tx.objectStore('conversations').count(conversationId)) === 0) return;
  await Promise.all(receipts.map((receipt) => tx.objectStore('receipts').put(receipt)));
}

async function extendWindow(tx: Writing, { conversationId, from, window, messages, threads }: Of<'windowExtended'>): Promise<void> {
  const held = await tx.objectStore('conversations').get(conversationId);
  if (held?.window.startSeq !== from) return;
  await tx.objectStore('conversations').put({ ...held, window });
  await putMessages(tx, messages);
  await putThreads(tx, threads);
}

async function healBlock(tx: Writing, change: Of<'blockHealed'>): Promise<void> {
  const { conversationId, threads } = change;
  const part = healedPart(await tx.objectStore('conversations').get(conversationId), change);
  if (part === null) return;
  const table = tx.objectStore('messages');
  if (part.from <= part.to) await table.delete(IDBKeyRange.bound([conversationId, part.from], [conversationId, part.to]));
  await Promise.all(part.messages.map((message) => table.put(message)));
  await putThreads(tx, threads);
}

async function loadMembers(tx: Writing, { conversationId, members }: Of<'membersLoaded'>): Promise<void> {
  const held = await tx.objectStore('conversations').get(conversationId);
  if (held === undefined) return;
  await tx.objectStore('conversations').put({ ...held, hasMembers: true });
  await tx.objectStore('members').delete(allOf(conversationId));
  await putMembers(tx, members);
}

async function storeSent(tx: Writing, { message }: Of<'messageSent'>): Promise<void> {
  const held = await tx.objectStore('conversations').get(message.conversationId);
  if (held !== undefined && message.seq >= held.window.startSeq) await putMessages(tx, [message]);
}

async function forgetReadMark(tx: Writing, { mark }: Of<'readMarkSent'>): Promise<void> {
  const held = await tx.objectStore('readMarks').get(mark.conversationId);
  if (held !== undefined && held.readSeq <= mark.readSeq) await tx.objectStore('readMarks').delete(mark.conversationId);
}

async function changeItems(tx: Writing, { since, seq, items }: Omit<Of<'viewerItemsChanged'>, 'type'>): Promise<void> {
  if (!isFollowing((await tx.objectStore('viewerSeq').get(VIEWER)) ?? 0, { since, seq })) return;
  await tx.objectStore('viewerSeq').put(seq, VIEWER);
  const table = tx.objectStore('viewerItems');
  await Promise.all(items.map((item) => (item.value === null ? table.delete([item.kind, item.key]) : table.put(item))));
}

async function replaceItems(tx: Writing, { seq, items }: Of<'viewerItemsReplaced'>): Promise<void> {
  if (seq < ((await tx.objectStore('viewerSeq').get(VIEWER)) ?? 0)) return;
  await tx.objectStore('viewerItems').clear();
  await changeItems(tx, { since: 0, seq, items });
}
