import type { MessageRow } from '../../sync/records.ts';
import { isCurrent } from '../../sync/store.ts';
import { forgetWords, putWords, setForgetting } from './cache-texts.ts';
import type { ReadableDb, WritableCache } from './handles.ts';
import { bodyOf, messageOf } from './message-body.ts';
import { isMergeDue, leaveToSweep } from './sweep.ts';

interface StoredMessage {
  readonly seq: number;
  readonly changeSeq: number;
  readonly body: string;
}

export interface HeldConversation {
  readonly no: number;
  readonly id: string;
}

/** A row that is no message any more is not there: comparing with the server finds that one is missing, and fetches it. */
const IS_MESSAGE = "CASE WHEN json_valid(body) THEN json_type(body, '$.id') END = 'text'";

/** The newest `limit` messages with a number below `before`, ascending. */
export function listMessages(db: ReadableDb, { no, id }: HeldConversation, page: { before: number; limit: number }): MessageRow[] {
  const rows = db.all<StoredMessage>(
    `SELECT seq, change_seq AS changeSeq, body FROM cache_messages WHERE conversation_no = ? AND seq < ? AND ${IS_MESSAGE} ORDER BY seq DESC LIMIT ?`,
    no,
    page.before,
    page.limit,
  );
  return rows.reverse().map((row) => messageOf(id, row));
}

export function getMessage(db: ReadableDb, { no, id }: HeldConversation, seq: number): MessageRow | undefined {
  const row = db.get<StoredMessage>(
    `SELECT seq, change_seq AS changeSeq, body FROM cache_messages WHERE conversation_no = ? AND seq = ? AND ${IS_MESSAGE}`,
    no,
    seq,
  );
  return row && messageOf(id, row);
}

/** So many messages of one transaction are taken out of the index at once; with more of them a save would take seconds. */
const AT_ONCE_MAX = 16;

/** Keeps messages that are not older than what is held of them. */
export function putMessages(cache: WritableCache, conversationNo: number, messages: readonly MessageRow[]): void {
  const changes = messages.flatMap((message) => changeOf(cache, conversationNo, message));
  forget(
    cache,
    changes.flatMap(({ outdated }) => outdated ?? []),
  );
  for (const { message } of changes) putMessage(cache, conversationNo, message);
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly messages: readonly MessageRow[];
}

/** Puts messages in the place of all that are held of some numbers. Whose words they are is asked of the words: rows that were ruined may not know it. */
export function replaceBlock(cache: WritableCache, conversationNo: number, { from, to, messages }: Block): void {
  const held = cache.all<{ label: number }>(
    'SELECT label FROM cache_texts WHERE conversation_no = ? AND seq BETWEEN ? AND ?',
    conversationNo,
    from,
    to,
  );
  forget(
    cache,
    held.map(({ label }) => label),
  );
  cache.run('DELETE FROM cache_messages WHERE conversation_no = ? AND seq BETWEEN ? AND ?', conversationNo, from, to);
  for (const message of messages) putMessage(cache, conversationNo, message);
}

/** At once only from an index without marks: SQLite (3.53) ruins one that has some. */
function forget(cache: WritableCache, labels: readonly number[]): void {
  if (labels.length === 0) return;
  if (labels.length > AT_ONCE_MAX || isMergeDue(cache)) leaveToSweep(cache);
  else setForgetting(cache, true);
  for (const label of labels.toSorted((a, b) => a - b)) forgetWords(cache, label);
}

interface MessageChange {
  readonly message: MessageRow;
  /** The label of words that the message has no more. */
  readonly outdated: number | null;
}

/** Nothing if what is held is newer. */
function changeOf(cache: WritableCache, conversationNo: number, message: MessageRow): MessageChange[] {
  const held = cache.get<{ changeSeq: number; label: number | null }>(
    'SELECT change_seq AS changeSeq, label FROM cache_messages WHERE conversation_no = ? AND seq = ?',
    conversationNo,
    message.seq,
  );
  return isCurrent(held, message) ? [{ message, outdated: held?.label ?? null }] : [];
}

function putMessage(cache: WritableCache, conversationNo: number, message: MessageRow): void {
  cache.run(
    `INSERT INTO cache_messages (conversation_no, seq, change_seq, body, label) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq, body = excluded.body, label = excluded.label`,
    conversationNo,
    message.seq,
    message.changeSeq,
    bodyOf(message),
    putWords(cache, conversationNo, message),
  );
}
