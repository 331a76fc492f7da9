import type { AppContext, Viewer } from '../../context.ts';
import { type Page, toPage } from '../../page.ts';
import { listRootedThreads, type RootedThread } from '../messages/thread-roots.service.ts';

/** A thread as one person sees it (MSG-2). */
export interface ViewerThread extends RootedThread {
  /** What the person decided, or what follows from what they did: one follows what one began, replied in or was mentioned in. */
  readonly isFollowed: boolean;
  /** Everything up to this number has been read: as they said last, or up to their own last reply. */
  readonly readSeq: number;
  /** Replies of others after it that are not deleted; exact. */
  readonly unreadCount: number;
}

export type ThreadFilter = 'FOLLOWED' | 'UNREAD';

/** Which of the threads, and from where on: the thread whose last reply is the newest comes first. */
export interface ThreadsRange {
  readonly filter: ThreadFilter;
  readonly first: number;
  readonly after: { readonly at: string; readonly id: string } | null;
}

interface ThreadRow {
  readonly conversationId: string;
  readonly rootSeq: number;
  readonly isFollowed: boolean;
  readonly readSeq: number;
  readonly unreadCount: number;
}

/**
 * What a person sees of their threads; values: $1 the person. Replies are read by the index of threads, and of those who joined later only
 * what they may see (CONV-5).
 */
const OWN_THREADS = `
  SELECT t.conversation_id AS "conversationId", t.root_seq AS "rootSeq", t.root_id AS "rootId", t.last_reply_at AS "lastReplyAt",
         own.is_followed AS "isFollowed", own.read_seq AS "readSeq", unread.count AS "unreadCount"
    FROM members b
    JOIN threads t ON t.conversation_id = b.conversation_id AND t.reply_count > 0
    JOIN LATERAL (SELECT r.sender_id, r.mentioned_ids, r.created_at FROM messages r
                   WHERE r.conversation_id = t.conversation_id AND r.seq = t.root_seq LIMIT 1) root
      ON root.created_at > coalesce(b.visible_after, '-infinity')
    LEFT JOIN viewer_items i ON i.user_id = b.user_id AND i.kind = 'THREAD' AND i.key = t.root_id::text AND i.value IS NOT NULL
   CROSS JOIN LATERAL (
     SELECT coalesce((i.value ->> 'isFollowed')::boolean,
                     root.sender_id = b.user_id OR b.user_id = ANY (t.participant_ids) OR b.user_id = ANY (root.mentioned_ids)
                     OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = t.conversation_id AND m.thread_root_seq = t.root_seq
                                   AND m.deleted_at IS NULL AND b.user_id = ANY (m.mentioned_ids))) AS is_followed,
            greatest((i.value ->> 'readSeq')::bigint, (
              SELECT max(m.seq) FROM messages m WHERE m.conversation_id = t.conversation_id AND m.thread_root_seq = t.root_seq
                 AND b.user_id = ANY (t.participant_ids) AND m.sender_id = b.user_id), 0) AS read_seq
   ) own
   CROSS JOIN LATERAL (
     SELECT count(*) AS count FROM messages m
      WHERE m.conversation_id = t.conversation_id AND m.thread_root_seq = t.root_seq AND m.seq > own.read_seq
        AND m.sender_id <> b.user_id AND m.deleted_at IS NULL AND m.created_at > coalesce(b.visible_after, '-infinity')
   ) unread
   WHERE b.user_id = $1 AND b.left_seq IS NULL`;

/** The threads that the person follows, or of those the ones with something unread; the newest reply first. */
export async function listFollowedThreads(
  app: AppContext,
  viewer: Viewer,
  { filter, first, after }: ThreadsRange,
): Promise<Page<ViewerThread>> {
  const { rows } = await app.db.pool.query<ThreadRow>(
    `SELECT o."conversationId", o."rootSeq", o."isFollowed", o."readSeq", o."unreadCount" FROM (${OWN_THREADS}
        AND ($2::timestamptz IS NULL OR (t.last_reply_at, t.root_id) < ($2, $3::uuid))) o
      WHERE o."isFollowed" AND (o."unreadCount" > 0 OR NOT $4)
      ORDER BY o."lastReplyAt" DESC, o."rootId" DESC LIMIT $5`,
    [viewer.userId, after?.at ?? null, after?.id ?? null, filter === 'UNREAD', first + 1],
  );
  return toPage(await withMessages(app, rows), { size: first, hasBefore: after !== null });
}

/** One thread of a conversation; null where there is none that the person may see (security G6). */
export async function findViewerThread(
  app: AppContext,
  viewer: Viewer,
  { conversationId, rootId }: { conversationId: string; rootId: string },
): Promise<ViewerThread | null> {
  const { rows } = await app.db.pool.query<ThreadRow>(`${OWN_THREADS} AND b.conversation_id = $2 AND t.root_id = $3`, [
    viewer.userId,
    conversationId,
    rootId,
  ]);
  return (await withMessages(app, rows))[0] ?? null;
}

async function withMessages(app: AppContext, rows: readonly ThreadRow[]): Promise<ViewerThread[]> {
  const roots = rows.map(({ conversationId, rootSeq }) => ({ conversationId, seq: rootSeq }));
  const threads = await listRootedThreads(app, roots);
  return rows.flatMap(({ isFollowed, readSeq, unreadCount }, index) => {
    const rooted = threads[index];
    return rooted == null ? [] : [{ ...rooted, isFollowed, readSeq, unreadCount }];
  });
}
