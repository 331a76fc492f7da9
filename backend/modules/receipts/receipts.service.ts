import type { AppContext, Viewer } from '../../context.ts';
import { notInConversation } from '../../errors.ts';
import { conversationTopic, personTopic } from '../../realtime/bus.ts';
import type { ReceiptChanged } from '../../realtime/events.ts';
import type { ReceiptView } from './receipt.ts';

interface ReceiptRow {
  delivered_seq: number;
  read_seq: number;
  kind: 'DIRECT' | 'GROUP';
  changed: boolean;
}

/**
 * Moves the viewer's watermarks forward, never back and never past the conversation's last number (RECEIPT-1). What is read is delivered.
 * NOT_IN_CONVERSATION for anyone who is not a member.
 */
export async function acknowledge(
  app: AppContext,
  viewer: Viewer,
  { conversationId, deliveredSeq, readSeq }: { conversationId: string; deliveredSeq: number | null; readSeq: number | null },
): Promise<ReceiptView> {
  const { rows } = await app.db.pool.query<ReceiptRow>(
    `WITH mine AS (
       SELECT b.delivered_seq, b.read_seq, c.kind,
              greatest(b.read_seq, least(coalesce($4::bigint, 0), c.last_seq)) AS new_read,
              greatest(b.delivered_seq, b.read_seq, least(greatest(coalesce($3::bigint, 0), coalesce($4::bigint, 0)), c.last_seq)) AS new_delivered
         FROM members b JOIN conversations c ON c.id = b.conversation_id
        WHERE b.conversation_id = $1 AND b.user_id = $2 AND b.left_seq IS NULL
     ), moved AS (
       UPDATE members b SET read_seq = greatest(b.read_seq, mine.new_read), delivered_seq = greatest(b.delivered_seq, mine.new_delivered)
         FROM mine
        WHERE b.conversation_id = $1 AND b.user_id = $2 AND (mine.new_read > b.read_seq OR mine.new_delivered > b.delivered_seq)
       RETURNING b.read_seq, b.delivered_seq
     )
     SELECT mine.kind, coalesce(moved.read_seq, mine.read_seq) AS read_seq,
            coalesce(moved.delivered_seq, mine.delivered_seq) AS delivered_seq, moved.read_seq IS NOT NULL AS changed
       FROM mine LEFT JOIN moved ON true`,
    [conversationId, viewer.userId, deliveredSeq, readSeq],
  );
  const [row] = rows;
  if (row === undefined) throw notInConversation();
  const receipt = { conversationId, userId: viewer.userId, deliveredSeq: row.delivered_seq, readSeq: row.read_seq };
  if (row.changed) publishReceipt(app, row.kind, receipt);
  return receipt;
}

/** A direct conversation's other person sees it at once; a group's members do not, only the viewer's own devices. */
function publishReceipt(app: AppContext, kind: 'DIRECT' | 'GROUP', receipt: ReceiptView): void {
  const event: ReceiptChanged = { type: 'ReceiptChanged', ...receipt };
  app.bus.publish(kind === 'DIRECT' ? conversationTopic(receipt.conversationId) : personTopic(receipt.userId), event);
}

export interface UnreadQuestion extends ReceiptView {
  /** Count no further: what is counted then agrees with a sequence that was read before. Null for all there are. */
  readonly upToSeq: number | null;
}

/**
 * Messages after the person's read mark that are not deleted, not their own and not system messages, for many conversations at once.
 * 0 where the person is no member now.
 */
export async function countUnread(app: AppContext, questions: readonly UnreadQuestion[]): Promise<number[]> {
  const { rows } = await app.db.pool.query<{ unread: number }>(
    `SELECT (SELECT count(*) FROM messages m
              WHERE m.conversation_id = r.conversation_id AND m.seq > r.read_seq AND m.seq <= coalesce(r.up_to_seq, m.seq)
                AND m.sender_id <> r.user_id AND m.kind = 'TEXT' AND m.deleted_at IS NULL
                AND EXISTS (SELECT 1 FROM members b
                             WHERE b.conversation_id = r.conversation_id AND b.user_id = r.user_id AND b.left_seq IS NULL)) AS unread
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
         WITH ORDINALITY AS r (conversation_id, user_id, read_seq, up_to_seq, ord)
      ORDER BY r.ord`,
    [
      questions.map(({ conversationId }) => conversationId),
      questions.map(({ userId }) => userId),
      questions.map(({ readSeq }) => readSeq),
      questions.map(({ upToSeq }) => upToSeq),
    ],
  );
  return rows.map((row) => row.unread);
}
