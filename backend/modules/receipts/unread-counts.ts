import DataLoader from 'dataloader';
import type { Database } from '../../platform/database.ts';
import type { ReceiptView } from './receipt.ts';

export interface UnreadQuestion extends ReceiptView {
  /** Count no further: what is counted then agrees with a sequence that was read before. Null for all there are. */
  readonly upToSeq: number | null;
}

/** Messages after the person's read mark that are not deleted, not their own, not system messages and not replies in a thread. */
export interface UnreadCounts {
  readonly unread: number;
  /** Those of them that mention the person or everybody. */
  readonly mentions: number;
}

export type UnreadCounter = Pick<DataLoader<UnreadQuestion, UnreadCounts>, 'load'>;

/** Counts what is unread: all questions of one tick, whoever asks them, in one statement (RECEIPT-5). 0 where the person is no member now. */
export function createUnreadCounter(db: Pick<Database, 'pool'>): UnreadCounter {
  return new DataLoader((questions: readonly UnreadQuestion[]) => count(db, questions), { cache: false });
}

const keyOf = ({ conversationId, userId, readSeq, upToSeq }: UnreadQuestion) => `${conversationId} ${userId} ${readSeq} ${upToSeq}`;

/** Both counts of one answer are two questions that are the same. */
async function count(db: Pick<Database, 'pool'>, questions: readonly UnreadQuestion[]): Promise<UnreadCounts[]> {
  const distinct = new Map(questions.map((question) => [keyOf(question), question]));
  const counts = await countDistinct(db, [...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, counts[index]]));
  return questions.map((question) => byKey.get(keyOf(question)) ?? { unread: 0, mentions: 0 });
}

async function countDistinct({ pool }: Pick<Database, 'pool'>, questions: readonly UnreadQuestion[]): Promise<UnreadCounts[]> {
  const { rows } = await pool.query<UnreadCounts>({
    name: 'count_unread',
    text: `SELECT c.unread, c.mentions
             FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
               WITH ORDINALITY AS r (conversation_id, user_id, read_seq, up_to_seq, ord)
             CROSS JOIN LATERAL (
               SELECT count(*) AS unread, count(*) FILTER (WHERE m.mentions_all OR r.user_id = ANY (m.mentioned_ids)) AS mentions
                 FROM messages m
                WHERE m.conversation_id = r.conversation_id AND m.seq > r.read_seq AND m.seq <= coalesce(r.up_to_seq, m.seq)
                  AND m.sender_id <> r.user_id AND m.kind = 'TEXT' AND m.deleted_at IS NULL
                  AND m.thread_root_id IS NULL
                  AND EXISTS (SELECT 1 FROM members b
                               WHERE b.conversation_id = r.conversation_id AND b.user_id = r.user_id AND b.left_seq IS NULL)
             ) AS c
            ORDER BY r.ord`,
    values: [
      questions.map(({ conversationId }) => conversationId),
      questions.map(({ userId }) => userId),
      questions.map(({ readSeq }) => readSeq),
      questions.map(({ upToSeq }) => upToSeq),
    ],
  });
  return rows;
}
