import type { AppContext, Viewer } from '../../context.ts';
import { notInConversation } from '../../errors.ts';
import type { MemberReceipt, ReceiptView } from './receipt.ts';

/**
 * Moves the viewer's watermarks forward, never back and never past the conversation's last number (RECEIPT-1). What is read is delivered.
 * NOT_IN_CONVERSATION for anyone who is not a member.
 */
export async function acknowledge(
  app: AppContext,
  viewer: Viewer,
  { conversationId, deliveredSeq, readSeq }: { conversationId: string; deliveredSeq: number | null; readSeq: number | null },
): Promise<ReceiptView> {
  const { userId } = viewer;
  const moved = await app.receipts.move({ conversationId, userId, deliveredSeq, readSeq });
  if (moved === null) throw notInConversation();
  return { conversationId, userId, deliveredSeq: moved.deliveredSeq, readSeq: moved.readSeq };
}

/** Whose view of which conversation's receipts. */
export interface ReceiptsQuestion {
  readonly conversationId: string;
  readonly viewerId: string;
}

/**
 * How far the present members of each conversation have come, as the viewer may see it: whoever keeps their reading to themselves is told of
 * nobody else's (RECEIPT-4). One's own is told whole. Nothing where the viewer is not a member now.
 */
export async function listMemberReceipts({ db }: AppContext, questions: readonly ReceiptsQuestion[]): Promise<MemberReceipt[][]> {
  const { rows } = await db.pool.query<MemberReceipt & { ord: number }>({
    name: 'member_receipts',
    text: `SELECT q.ord, m.user_id AS "userId", m.delivered_seq AS "deliveredSeq",
                  CASE WHEN m.user_id = q.viewer_id THEN m.read_seq
                       WHEN coalesce(own.read_receipts, true) AND coalesce(s.read_receipts, true) THEN m.shown_read_seq ELSE 0 END AS "readSeq"
             FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS q (conversation_id, viewer_id, ord)
             JOIN members v ON v.conversation_id = q.conversation_id AND v.user_id = q.viewer_id AND v.left_seq IS NULL
             JOIN members m ON m.conversation_id = q.conversation_id AND m.left_seq IS NULL
             LEFT JOIN settings own ON own.user_id = q.viewer_id
             LEFT JOIN settings s ON s.user_id = m.user_id
            ORDER BY q.ord, m.user_id`,
    values: [questions.map(({ conversationId }) => conversationId), questions.map(({ viewerId }) => viewerId)],
  });
  const byQuestion = Map.groupBy(rows, ({ ord }) => ord);
  return questions.map((_, index) => (byQuestion.get(index + 1) ?? []).map(({ ord: _ord, ...receipt }) => receipt));
}
