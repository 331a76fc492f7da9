import { newestOf } from './newest-message.ts';
import type { ConversationRow } from './records.ts';
import type { Replica } from './replica.ts';
import { isIntact } from './seal.ts';
import type { StoreWriter } from './store-writer.ts';

/** So many of the newest are looked through for one that stands in the timeline. */
const ROWS = 8;

/** Whether the newest message of a conversation's row is one that came so from the server. */
export const isPreviewIntact = (row: ConversationRow | undefined): boolean =>
  row === undefined || (row.lastMessage !== null && isIntact(row.lastMessage));

/**
 * A conversation's newest message is kept a second time beside its row, for the list, where no block is compared. Once the messages are known to be
 * right, it is taken from them. Rejects with what the store failed with.
 */
export async function healPreview(
  { replica, writer }: { readonly replica: Replica; readonly writer: StoreWriter },
  conversationId: string,
): Promise<void> {
  const held = await writer.read((store) => store.listMessages(conversationId, { before: Number.MAX_SAFE_INTEGER, limit: ROWS }));
  const row = replica.conversation(conversationId);
  // What comes meanwhile is newer than what was read.
  if (held === null || row === undefined || held.cursor !== row.cursor) return;
  const newest = newestOf(null, held.messages, 0);
  if (newest !== null) replica.update(conversationId, (now) => ({ ...now, lastMessage: newest }));
}
