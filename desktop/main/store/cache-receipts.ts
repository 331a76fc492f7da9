import type { ReceiptRow } from '../../sync/records.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

export const listReceipts = (db: ReadableDb, conversationNo: number): ReceiptRow[] =>
  db
    .all<{ body: string }>('SELECT body FROM cache_receipts WHERE conversation_no = ?', conversationNo)
    .map(({ body }) => JSON.parse(body) as ReceiptRow);

export function putReceipts(cache: WritableCache, conversationNo: number, receipts: readonly ReceiptRow[]): void {
  for (const receipt of receipts) {
    cache.run(
      'REPLACE INTO cache_receipts (conversation_no, user_id, body) VALUES (?, ?, ?)',
      conversationNo,
      receipt.userId,
      JSON.stringify(receipt),
    );
  }
}

export const clearReceipts = (cache: WritableCache, conversationNo: number): void =>
  cache.run('DELETE FROM cache_receipts WHERE conversation_no = ?', conversationNo);
