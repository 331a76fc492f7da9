import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { PublicPerson } from '../people/people-cache.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageView, type StoredSystemEvent, toMessageView } from './message.ts';

export interface SystemMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly actorId: string;
  readonly event: StoredSystemEvent;
  /** Creation time of the message before; this one is later. */
  readonly after: string;
  /** When it happened elsewhere, for an imported one. */
  readonly importedAt: string | null;
}

/** Stores a system message with the number it is given, in a transaction that holds the conversation's lock (CONV-2). */
export async function storeSystemMessage(
  tx: PoolClient,
  { conversationId, seq, actorId, event, after, importedAt }: SystemMessage,
  personOf: (id: string) => PublicPerson,
): Promise<MessageView> {
  const { rows } = await tx.query<MessageRow>(
    `INSERT INTO messages AS m (id, conversation_id, seq, change_seq, sender_id, client_message_id, kind, system_event, created_at, imported_at)
     VALUES ($1, $2, $3, $3, $4, $5, 'SYSTEM', $6, greatest(clock_timestamp(), $7::timestamptz) + interval '1 microsecond', $8)
     RETURNING ${MESSAGE_COLUMNS}`,
    [randomUUID(), conversationId, seq, actorId, randomUUID(), event, after, importedAt],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A system message was not stored.');
  return toMessageView(row, personOf);
}
