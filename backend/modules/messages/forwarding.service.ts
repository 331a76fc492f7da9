import type { AppContext, Viewer } from '../../context.ts';
import type { MessageRef, StoredForwardedFrom } from './message.ts';

/** What a message takes along when it is forwarded. */
export interface Forwarded {
  readonly text: string;
  readonly forwardedFrom: StoredForwardedFrom;
}

interface SourceRow {
  text: string;
  sender_id: string;
  written_at: string;
  forwarded_from: StoredForwardedFrom | null;
}

/** The message to forward, with who wrote it first; null where the viewer may not read it now, or it is deleted (MSG-2). */
export async function findForwarded(app: AppContext, { userId }: Viewer, source: MessageRef): Promise<Forwarded | null> {
  const { rows } = await app.db.pool.query<SourceRow>(
    `SELECT m.text, m.sender_id, coalesce(m.imported_at, m.created_at) AS written_at, m.forwarded_from
       FROM members b JOIN messages m ON m.conversation_id = b.conversation_id AND (b.visible_after < m.created_at) IS NOT FALSE
      WHERE b.conversation_id = $1 AND b.user_id = $2 AND b.left_seq IS NULL
        AND m.id = $3 AND m.kind = 'TEXT' AND m.deleted_at IS NULL`,
    [source.conversationId, userId, source.messageId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { text: row.text, forwardedFrom: row.forwarded_from ?? { senderId: row.sender_id, createdAt: row.written_at } };
}
