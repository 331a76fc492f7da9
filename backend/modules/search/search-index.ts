import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../platform/transaction.ts';
import type { Trait } from './search-query.ts';
import { searchWords } from './search-words.ts';

/** What of a message its search is made from. */
export interface IndexedMessage {
  readonly id: string;
  readonly conversation_id: string;
  readonly created_at: string;
  readonly seq: number;
  readonly change_seq: number;
  readonly sender_id: string;
  /** Null where nothing is to be found: a deleted message, a system message. */
  readonly text: string | null;
  readonly mentioned_ids: readonly string[] | null;
  readonly mentions_all: boolean;
  readonly thread_root_seq: number | null;
  readonly pinned_at: string | null;
  readonly poll: { readonly options: readonly { readonly text: string }[] } | null;
}

/** The columns of an `IndexedMessage`, of the table or alias `m`. */
export const INDEXED_COLUMNS = `m.id, m.conversation_id, m.created_at, m.seq, m.change_seq, m.sender_id, m.mentioned_ids, m.mentions_all, m.thread_root_seq,
  m.pinned_at, m.poll, CASE WHEN m.deleted_at IS NULL AND m.kind = 'TEXT' THEN m.text END AS text`;

const LINK = /\bhttps?:\/\/\S|\bwww\.\S/i;
const CODE = /`[^`]+`/;

/** Words for what no text says, in capitals, which no folded word is: a search for letters never meets them. */
export const traitWord = (trait: Trait): string => `HAS${trait}`;
export const mentionWord = (userId: string): string => `AT${userId.replaceAll('-', '').toUpperCase()}`;
export const MENTION_ALL_WORD = 'ATALL';

/** Everything that finds the message: its text, a poll's answers, whom it mentions and what it is. */
export function wordsOf(message: IndexedMessage): string {
  const { text, poll, mentioned_ids, mentions_all } = message;
  const answers = poll?.options.map((option) => option.text) ?? [];
  const people = (mentioned_ids ?? []).map(mentionWord);
  const own = [...traitsOf(message).map(traitWord), ...people, ...(mentions_all ? [MENTION_ALL_WORD] : [])];
  return `${searchWords([text ?? '', ...answers].join('\n'))}${own.map((word) => `${word} `).join('')}`;
}

function traitsOf({ text, poll, pinned_at, thread_root_seq }: IndexedMessage): Trait[] {
  const traits: Record<string, boolean> = {
    LINK: LINK.test(text ?? ''),
    CODE: CODE.test(text ?? ''),
    POLL: poll !== null,
    PINNED: pinned_at !== null,
    THREAD: thread_root_seq !== null,
  } satisfies Partial<Record<Trait, boolean>>;
  return (Object.keys(traits) as Trait[]).filter((trait) => traits[trait]);
}

/** Changes of one conversation that are taken in one go, at most. */
const CHANGES_MAX = 500;
const CHECK_VIOLATION = '23514';

/** What is to be looked at again. */
export interface IndexProgress {
  /** Another node is at them. */
  readonly held: string[];
  /** There is more to read. */
  readonly behind: string[];
}

interface LockedCursor {
  readonly id: string;
  readonly last_seq: number;
}

/**
 * Brings the index of conversations up to their newest change (SEARCH-2), reading their changes after its cursor as any reader does
 * (architecture 1). Cursor and index move in one transaction: after a crash it goes on where it was.
 */
export async function indexChanges(pool: Pool, conversationIds: readonly string[]): Promise<IndexProgress> {
  try {
    return await inTransaction(pool, (tx) => advance(tx, conversationIds));
  } catch (error) {
    if ((error as { code?: unknown }).code !== CHECK_VIOLATION) throw error;
    await pool.query('SELECT ensure_search_partitions()');
    return inTransaction(pool, (tx) => advance(tx, conversationIds));
  }
}

async function advance(tx: PoolClient, conversationIds: readonly string[]): Promise<IndexProgress> {
  await tx.query({
    name: 'search_make_cursors',
    text: `INSERT INTO search_cursors (conversation_id, seq) SELECT c.id, 0 FROM conversations c WHERE c.id = ANY ($1::uuid[])
           ORDER BY c.id ON CONFLICT DO NOTHING`,
    values: [conversationIds],
  });
  const { rows: locked } = await tx.query<LockedCursor>({
    name: 'search_lock_cursors',
    text: `SELECT s.conversation_id AS id, c.last_seq FROM search_cursors s JOIN conversations c ON c.id = s.conversation_id
            WHERE s.conversation_id = ANY ($1::uuid[]) FOR UPDATE OF s SKIP LOCKED`,
    values: [conversationIds],
  });
  // A statement of its own, after the locks and the numbers: it sees every change up to those numbers, and each cursor as it is.
  const { rows: messages } = await tx.query<IndexedMessage>({
    name: 'search_read_changes',
    text: `SELECT ${INDEXED_COLUMNS} FROM search_cursors s CROSS JOIN LATERAL (
             SELECT * FROM messages n WHERE n.conversation_id = s.conversation_id AND n.change_seq > s.seq ORDER BY n.change_seq LIMIT $2) m
            WHERE s.conversation_id = ANY ($1::uuid[])`,
    values: [locked.map(({ id }) => id), CHANGES_MAX],
  });
  await store(tx, messages);
  const behind = await moveCursors(tx, locked, messages);
  const taken = new Set(locked.map(({ id }) => id));
  return { held: conversationIds.filter((id) => !taken.has(id)), behind };
}

async function store(tx: PoolClient, messages: readonly IndexedMessage[]): Promise<void> {
  const found = messages.filter(({ text }) => text !== null);
  const gone = messages.filter(({ text }) => text === null);
  if (gone.length > 0) {
    await tx.query({
      name: 'search_remove',
      text: `DELETE FROM message_search s USING unnest($1::uuid[], $2::timestamptz[]) AS g (conversation_id, created_at)
              WHERE s.conversation_id = g.conversation_id AND s.created_at = g.created_at`,
      values: [gone.map((m) => m.conversation_id), gone.map((m) => m.created_at)],
    });
  }
  if (found.length === 0) return;
  const column = <K extends keyof IndexedMessage>(key: K) => found.map((message) => message[key]);
  await tx.query({
    name: 'search_store',
    text: `INSERT INTO message_search AS s (conversation_id, created_at, message_id, seq, sender_id, words)
           SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[])
           ON CONFLICT (conversation_id, created_at) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words`,
    values: [column('conversation_id'), column('created_at'), column('id'), column('seq'), column('sender_id'), found.map(wordsOf)],
  });
}

/** Gives the conversations of which more is to be read. */
async function moveCursors(tx: PoolClient, locked: readonly LockedCursor[], messages: readonly IndexedMessage[]): Promise<string[]> {
  if (locked.length === 0) return [];
  const byConversation = Map.groupBy(messages, (message) => message.conversation_id);
  const ends = locked.map(({ id, last_seq }) => {
    const read = byConversation.get(id) ?? [];
    const end = read.reduce((max, { change_seq }) => Math.max(max, change_seq), 0);
    const hasMore = read.length === CHANGES_MAX;
    return { id, hasMore, seq: hasMore ? end : Math.max(end, last_seq) };
  });
  await tx.query({
    name: 'search_move_cursors',
    text: `UPDATE search_cursors s SET seq = greatest(s.seq, e.seq) FROM unnest($1::uuid[], $2::bigint[]) AS e (id, seq) WHERE s.conversation_id = e.id`,
    values: [ends.map(({ id }) => id), ends.map(({ seq }) => seq)],
  });
  return ends.filter(({ hasMore }) => hasMore).map(({ id }) => id);
}

/** Conversations whose index is behind: what a crash left, and what is older than the index. */
export async function findConversationsBehind(pool: Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'search_behind',
    text: `SELECT c.id FROM conversations c LEFT JOIN search_cursors s ON s.conversation_id = c.id WHERE c.last_seq > coalesce(s.seq, 0)
            ORDER BY c.last_activity_at DESC LIMIT $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}
