import type { AppContext } from '../../context.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageView } from './message.ts';
import { toMessageViews } from './messages.service.ts';

/** Where a message is stored: its partition is found by its time. */
export interface MessagePlace {
  readonly id: string;
  readonly createdAt: string;
}

/** The messages at these places, in no order; those that are not there are left out. The caller has checked who may see them. */
export async function readMessagesAt(app: AppContext, places: readonly MessagePlace[]): Promise<MessageView[]> {
  if (places.length === 0) return [];
  const { rows } = await app.db.pool.query<MessageRow>({
    name: 'messages_at',
    text: `SELECT ${MESSAGE_COLUMNS} FROM unnest($1::uuid[], $2::timestamptz[]) AS p (id, created_at)
             JOIN messages m ON m.id = p.id AND m.created_at = p.created_at`,
    values: [places.map(({ id }) => id), places.map(({ createdAt }) => createdAt)],
  });
  return toMessageViews(app, rows);
}
