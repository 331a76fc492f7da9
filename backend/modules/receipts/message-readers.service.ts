import type { AppContext, Viewer } from '../../context.ts';
import { notFound, notInConversation } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import type { PublicPerson } from '../people/people-cache.ts';

/** Where a page of readers ends. */
export interface ReaderPosition {
  readonly userId: string;
  readonly readAt: string | null;
}

/** Somebody whom a message has reached. */
export interface MessageReader {
  readonly user: PublicPerson;
  /** When they read it; null while they have not, or do not tell. */
  readonly readAt: string | null;
}

export interface MessageReaders extends Page<MessageReader> {
  /** Of all pages. */
  readonly totalCount: number;
  readonly readCount: number;
}

export interface ReadersQuery {
  readonly conversationId: string;
  /** The number of the message. */
  readonly seq: number;
  readonly first: number;
  readonly after: ReaderPosition | null;
}

interface ReaderRow extends ReaderPosition {
  total: number;
  readers: number;
}

/**
 * Whom a message has reached besides its sender, those who read it first, in the order they read it (RECEIPT-1). The time is that of the first
 * acknowledgement at or beyond the message. Who keeps their reading to themselves appears as not having read, and sees nobody who has (RECEIPT-4).
 * Errors: NOT_IN_CONVERSATION, NOT_FOUND where no message has the number.
 */
export async function listMessageReaders(app: AppContext, viewer: Viewer, query: ReadersQuery): Promise<MessageReaders> {
  const senderId = await findSender(app, viewer, query);
  const { rows } = await app.db.pool.query<ReaderRow>(
    `WITH reached AS (
       SELECT m.user_id, point.at AS read_at
         FROM members m LEFT JOIN settings s ON s.user_id = m.user_id
         LEFT JOIN LATERAL (
           SELECT min(t.at) AS at
             FROM (SELECT p.first_at + t.ms * interval '1 millisecond' AS at
                     FROM ((SELECT * FROM read_points p
                             WHERE p.conversation_id = m.conversation_id AND p.user_id = m.user_id AND p.first_seq <= $2 ORDER BY p.first_seq DESC LIMIT 1)
                           UNION ALL
                           (SELECT * FROM read_points p
                             WHERE p.conversation_id = m.conversation_id AND p.user_id = m.user_id AND p.first_seq > $2 ORDER BY p.first_seq LIMIT 1)) AS p
                    CROSS JOIN LATERAL unnest(p.seqs_after, p.ms_after) AS t (seqs, ms)
                    WHERE p.first_seq + t.seqs >= $2) AS t
         ) AS point ON coalesce(s.read_receipts, true) AND m.shown_read_seq >= $2
               AND NOT EXISTS (SELECT 1 FROM settings own WHERE own.user_id = $3 AND NOT own.read_receipts)
        WHERE m.conversation_id = $1 AND m.left_seq IS NULL AND m.user_id <> $4 AND m.delivered_seq >= $2
          AND (m.joined_seq < $2 OR m.shown_read_seq >= $2)
     ), counted AS (SELECT count(*) AS total, count(read_at) AS readers FROM reached)
     SELECT r.user_id AS "userId", r.read_at AS "readAt", counted.total, counted.readers
       FROM counted LEFT JOIN LATERAL (
         SELECT * FROM reached
          WHERE $6::uuid IS NULL OR (coalesce(read_at, 'infinity'), user_id) > (coalesce($5::timestamptz, 'infinity'), $6::uuid)
          ORDER BY read_at NULLS LAST, user_id LIMIT $7
       ) AS r ON true`,
    [query.conversationId, query.seq, viewer.userId, senderId, query.after?.readAt ?? null, query.after?.userId ?? null, query.first + 1],
  );
  const { total = 0, readers = 0 } = rows[0] ?? {};
  const found = rows.filter(({ userId }) => userId !== null);
  const people = await app.people.load(found.map(({ userId }) => userId));
  const items = found.flatMap(({ userId, readAt }) => {
    const user = people.get(userId);
    return user === undefined ? [] : [{ user, readAt }];
  });
  return { ...toPage(items, { size: query.first, hasBefore: query.after !== null }), totalCount: total, readCount: readers };
}

async function findSender(app: AppContext, viewer: Viewer, { conversationId, seq }: ReadersQuery): Promise<string> {
  const { rows } = await app.db.pool.query<{ senderId: string | null }>(
    `SELECT m.sender_id AS "senderId" FROM members b LEFT JOIN messages m ON m.conversation_id = b.conversation_id AND m.seq = $3
             AND (b.visible_after < m.created_at) IS NOT FALSE
      WHERE b.conversation_id = $1 AND b.user_id = $2 AND b.left_seq IS NULL`,
    [conversationId, viewer.userId, seq],
  );
  const [row] = rows;
  if (row === undefined) throw notInConversation();
  if (row.senderId === null) throw notFound('Message', 'seq');
  return row.senderId;
}
