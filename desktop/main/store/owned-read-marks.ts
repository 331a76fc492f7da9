import type { ReadMark } from '../../sync/records.ts';
import type { ReadableDb, WritableOwned } from './handles.ts';

export const listReadMarks = (db: ReadableDb): ReadMark[] =>
  db.all<ReadMark>('SELECT conversation_id AS conversationId, read_seq AS readSeq FROM owned_read_marks');

export const setReadMark = (owned: WritableOwned, { conversationId, readSeq }: ReadMark): void =>
  owned.run('REPLACE INTO owned_read_marks (conversation_id, read_seq) VALUES (?, ?)', conversationId, readSeq);

/** Removes the mark if it is not beyond what was sent. */
export const forgetReadMark = (owned: WritableOwned, { conversationId, readSeq }: ReadMark): void =>
  owned.run('DELETE FROM owned_read_marks WHERE conversation_id = ? AND read_seq <= ?', conversationId, readSeq);
