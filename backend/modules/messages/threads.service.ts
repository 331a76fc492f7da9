import type { Pool, PoolClient } from 'pg';
import type { MessageRow } from './message.ts';
import type { ThreadRoot, ThreadView } from './thread.ts';

/** The columns of a `ThreadView`, of the table or alias `t`. */
export const THREAD_COLUMNS = `t.conversation_id AS "conversationId", t.root_id AS "rootId", t.root_seq AS "rootSeq", t.reply_count AS "replyCount",
  t.last_reply_seq AS "lastReplySeq", t.last_reply_at AS "lastReplyAt", t.participant_ids AS "participantIds", t.change_seq AS "changeSeq"`;

type Queryable = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>;

/** A thread as it is now; null before its first reply. */
export async function findThread(db: Queryable, conversationId: string, rootSeq: number): Promise<ThreadView | null> {
  return (await listThreads(db, [{ conversationId, seq: rootSeq }]))[0] ?? null;
}

/** The threads that these messages began, each at the place of its message; null where there is none. */
export async function listThreads(db: Queryable, roots: readonly ThreadRoot[]): Promise<(ThreadView | null)[]> {
  const { rows } = await db.query<ThreadView>({
    name: 'threads_of_messages',
    text: `SELECT ${THREAD_COLUMNS} FROM unnest($1::uuid[], $2::bigint[]) AS r (conversation_id, seq)
             JOIN threads t ON t.conversation_id = r.conversation_id AND t.root_seq = r.seq`,
    values: [roots.map(({ conversationId }) => conversationId), roots.map(({ seq }) => seq)],
  });
  const byRoot = new Map(rows.map((thread) => [`${thread.conversationId} ${thread.rootSeq}`, thread]));
  return roots.map(({ conversationId, seq }) => byRoot.get(`${conversationId} ${seq}`) ?? null);
}

/**
 * The threads that changed with these messages, as they are now: a thread moves with the replies that are sent in it or deleted. Asks the
 * database only where there are replies.
 */
export async function listThreadsOf(
  db: Queryable,
  messages: readonly { readonly conversationId: string; readonly threadRootSeq: number | null }[],
): Promise<ThreadView[]> {
  const roots = new Map<string, ThreadRoot>();
  for (const { conversationId, threadRootSeq: seq } of messages) {
    if (seq !== null) roots.set(`${conversationId} ${seq}`, { conversationId, seq });
  }
  if (roots.size === 0) return [];
  return (await listThreads(db, [...roots.values()])).filter((thread) => thread !== null);
}

/** Takes a reply that was deleted out of its thread's count; where it was the newest, the one before it is. The change moves the thread. */
export async function uncountReply(
  tx: Pick<PoolClient, 'query'>,
  { conversation_id, thread_root_seq, change_seq }: Pick<MessageRow, 'conversation_id' | 'thread_root_seq' | 'change_seq'>,
): Promise<void> {
  if (thread_root_seq === null) return;
  await tx.query(
    `UPDATE threads t SET reply_count = t.reply_count - 1, change_seq = $3,
            last_reply_seq = coalesce(n.seq, t.last_reply_seq), last_reply_at = coalesce(n.created_at, t.last_reply_at)
       FROM (SELECT 1) AS one LEFT JOIN LATERAL (
              SELECT m.seq, m.created_at FROM messages m
               WHERE m.conversation_id = $1 AND m.thread_root_seq = $2 AND m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT 1) n ON true
      WHERE t.conversation_id = $1 AND t.root_seq = $2`,
    [conversation_id, thread_root_seq, change_seq],
  );
}
