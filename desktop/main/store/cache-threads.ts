import type { ThreadRow } from '../../sync/records.ts';
import { isCurrent } from '../../sync/store.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

export const listThreads = (db: ReadableDb, conversationNo: number): ThreadRow[] =>
  db
    .all<{ body: string }>('SELECT body FROM cache_threads WHERE conversation_no = ?', conversationNo)
    .map(({ body }) => JSON.parse(body) as ThreadRow);

/** Keeps threads that are not older than what is held of them. */
export function putThreads(cache: WritableCache, conversationNo: number, threads: readonly ThreadRow[]): void {
  for (const thread of threads) {
    const held = cache.get<{ changeSeq: number }>(
      'SELECT change_seq AS changeSeq FROM cache_threads WHERE conversation_no = ? AND root_seq = ?',
      conversationNo,
      thread.rootSeq,
    );
    if (!isCurrent(held, thread)) continue;
    cache.run(
      'REPLACE INTO cache_threads (conversation_no, root_seq, change_seq, body) VALUES (?, ?, ?, ?)',
      conversationNo,
      thread.rootSeq,
      thread.changeSeq,
      JSON.stringify(thread),
    );
  }
}

export const clearThreads = (cache: WritableCache, conversationNo: number): void =>
  cache.run('DELETE FROM cache_threads WHERE conversation_no = ?', conversationNo);
