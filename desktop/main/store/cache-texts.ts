import type { MessageRow } from '../../sync/records.ts';
import { searchWords } from '../../sync/search-words.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

/** Labels rise with the moment a message was said: milliseconds since this one, or the next that are free. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

export const saidAtMs = (label: number): number => EPOCH_MS + label;

const isSearched = ({ kind, deletedAt, text }: MessageRow) => kind === 'TEXT' && deletedAt === null && text !== null;

/** Makes the words of a message found; gives its label, null for one that has none. What was held of it before must be taken out by then. */
export function putWords(cache: WritableCache, conversationNo: number, message: MessageRow): number | null {
  if (!isSearched(message)) return null;
  const words = searchWords(message.text ?? '');
  if (words.trim() === '') return null;
  const label = freeLabel(cache, message);
  cache.run('INSERT INTO cache_texts (label, conversation_no, seq, words) VALUES (?, ?, ?, ?)', label, conversationNo, message.seq, words);
  cache.run('INSERT INTO cache_words (rowid, words) VALUES (?, ?)', label, words);
  return label;
}

/**
 * Takes the words of a message out. The index forgets them first: it reads there what to forget. Nothing gets their label before the index has nothing
 * of them: where one of its lists says of a label that it was forgotten and that it is there, SQLite (3.53) takes the next one out in its place when it
 * is to be forgotten at once, and ruins the list.
 */
export function forgetWords(cache: WritableCache, label: number): void {
  cache.run('DELETE FROM cache_words WHERE rowid = ?', label);
  cache.run('DELETE FROM cache_texts WHERE label = ?', label);
  cache.run('INSERT OR IGNORE INTO cache_forgotten (label) VALUES (?)', label);
}

/** Whether there are labels that wait to be given again. */
export const areLabelsForgotten = (db: ReadableDb): boolean => db.get('SELECT 1 FROM cache_forgotten LIMIT 1') !== undefined;

/** Lets labels be given again; only once no list of the index has marks. */
export const freeForgottenLabels = (cache: WritableCache): void => cache.run('DELETE FROM cache_forgotten');

/**
 * How the index forgets from now on: `isAtOnce` takes words out of every list they are in, which costs milliseconds for each message; otherwise they
 * are only marked, until all lists have been merged (`sweep.ts`).
 */
export const setForgetting = (cache: WritableCache, isAtOnce: boolean): void =>
  cache.run(`INSERT INTO cache_words (cache_words, rank) VALUES ('secure-delete', ${Number(isAtOnce)})`);

/** The message's moment, or a free number next to taken ones after it: messages brought in together share theirs, and what is edited comes again. */
function freeLabel(cache: WritableCache, { createdAt }: MessageRow): number {
  const isTaken = (label: number) =>
    cache.get('SELECT 1 FROM cache_texts WHERE label = ? UNION ALL SELECT 1 FROM cache_forgotten WHERE label = ?', label, label) !==
    undefined;
  let taken = Math.max(Date.parse(createdAt) - EPOCH_MS || 0, 0);
  if (!isTaken(taken)) return taken;
  let free = taken + 1;
  for (let step = 1; isTaken(free); step *= 2) free = taken + step;
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isTaken(middle)) taken = middle;
    else free = middle;
  }
  return free;
}

/** Makes a message that is held found. */
export function indexMessage(cache: WritableCache, conversationNo: number, message: MessageRow): void {
  const label = putWords(cache, conversationNo, message);
  cache.run('UPDATE cache_messages SET label = ? WHERE conversation_no = ? AND seq = ?', label, conversationNo, message.seq);
}
