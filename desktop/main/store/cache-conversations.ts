import type { ConversationRow } from '../../sync/records.ts';
import { healedPart, isReplacing, mergeChange, type StoreChange } from '../../sync/store.ts';
import { clearMembers, putMembers } from './cache-members.ts';
import { putMessages, replaceBlock } from './cache-messages.ts';
import { clearReceipts, listReceipts, putReceipts } from './cache-receipts.ts';
import { clearThreads, putThreads } from './cache-threads.ts';
import type { ReadableDb, WritableCache } from './handles.ts';
import { doom } from './sweep.ts';

type Of<Type extends StoreChange['type']> = Extract<StoreChange, { type: Type }>;

/** A conversation with the number that its rows are kept under. */
export interface StoredConversation {
  readonly no: number;
  readonly id: string;
  readonly row: ConversationRow;
}

export const listConversations = (db: ReadableDb): ConversationRow[] =>
  db.all<{ body: string }>('SELECT body FROM cache_conversations').map(({ body }) => JSON.parse(body) as ConversationRow);

export function findConversation(db: ReadableDb, id: string): StoredConversation | undefined {
  const held = db.get<{ no: number; body: string }>('SELECT no, body FROM cache_conversations WHERE id = ?', id);
  return held && { no: held.no, id, row: JSON.parse(held.body) as ConversationRow };
}

export function changeConversation(cache: WritableCache, change: Of<'conversationChanged'>): void {
  const held = findConversation(cache, change.conversation.id);
  const merged = mergeChange(held?.row, change);
  if (held === undefined || merged === null) return;
  putConversation(cache, merged);
  const { startSeq } = merged.window;
  putMessages(
    cache,
    held.no,
    change.messages.filter(({ seq }) => seq >= startSeq),
  );
  putThreads(cache, held.no, change.threads);
  if (merged.hasMembers) putMembers(cache, held.no, change.members);
}

/** Under a new number: what was held under the old one is removed later. */
export function replaceConversation(cache: WritableCache, change: Of<'conversationReplaced'>): void {
  const { conversation, messages, threads, members } = change;
  const held = findConversation(cache, conversation.id);
  if (!isReplacing(held?.row, conversation)) return;
  const receipts = held === undefined ? [] : listReceipts(cache, held.no);
  if (held !== undefined) removeRows(cache, held.no);
  const no = putConversation(cache, conversation);
  putMessages(cache, no, messages);
  putThreads(cache, no, threads);
  putMembers(cache, no, members);
  putReceipts(cache, no, receipts);
}

export function removeConversation(cache: WritableCache, conversationId: string): void {
  const held = findConversation(cache, conversationId);
  if (held !== undefined) removeRows(cache, held.no);
}

export function extendWindow(cache: WritableCache, { conversationId, from, window, messages, threads }: Of<'windowExtended'>): void {
  const held = findConversation(cache, conversationId);
  if (held?.row.window.startSeq !== from) return;
  putConversation(cache, { ...held.row, window });
  putMessages(cache, held.no, messages);
  putThreads(cache, held.no, threads);
}

export function healBlock(cache: WritableCache, change: Of<'blockHealed'>): void {
  const held = findConversation(cache, change.conversationId);
  const part = healedPart(held?.row, change);
  if (held === undefined || part === null) return;
  replaceBlock(cache, held.no, part);
  putThreads(cache, held.no, change.threads);
}

export function loadMembers(cache: WritableCache, { conversationId, members }: Of<'membersLoaded'>): void {
  const held = findConversation(cache, conversationId);
  if (held === undefined) return;
  putConversation(cache, { ...held.row, hasMembers: true });
  clearMembers(cache, held.no);
  putMembers(cache, held.no, members);
}

export function loadReceipts(cache: WritableCache, change: Of<'receiptsLoaded'>): void {
  const held = findConversation(cache, change.conversationId);
  if (held === undefined) return;
  clearReceipts(cache, held.no);
  putReceipts(cache, held.no, change.receipts);
}

export function moveReceipts(cache: WritableCache, { conversationId, receipts }: Of<'receiptsMoved'>): void {
  const held = findConversation(cache, conversationId);
  if (held !== undefined) putReceipts(cache, held.no, receipts);
}

export function putSentMessage(cache: WritableCache, { message }: Of<'messageSent'>): void {
  const held = findConversation(cache, message.conversationId);
  if (held !== undefined && message.seq >= held.row.window.startSeq) putMessages(cache, held.no, [message]);
}

/** Gives the number of the conversation. */
function putConversation(cache: WritableCache, conversation: ConversationRow): number {
  const stored = cache.get<{ no: number }>('SELECT no FROM cache_conversations WHERE id = ?', conversation.id);
  const body = JSON.stringify(conversation);
  if (stored !== undefined) {
    cache.run('UPDATE cache_conversations SET body = ? WHERE no = ?', body, stored.no);
    return stored.no;
  }
  cache.run('INSERT INTO cache_conversations (id, body) VALUES (?, ?)', conversation.id, body);
  return cache.get<{ no: number }>('SELECT no FROM cache_conversations WHERE id = ?', conversation.id)?.no ?? 0;
}

function removeRows(cache: WritableCache, no: number): void {
  cache.run('DELETE FROM cache_conversations WHERE no = ?', no);
  clearThreads(cache, no);
  clearMembers(cache, no);
  clearReceipts(cache, no);
  doom(cache, no);
}
