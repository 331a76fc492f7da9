import type { Request } from './catch-up.ts';
import { BLOCK_SIZE, blockOf } from './digest.ts';
import { MESSAGE_BLOCK } from './digest-documents.ts';
import { readUpToDate } from './read-up-to-date.ts';
import { peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { ThreadRow } from './records.ts';
import type { Replica } from './replica.ts';
import type { WireMessage } from './wire.ts';

interface WireBlock {
  readonly seq: number;
  readonly messages: readonly WireMessage[];
  readonly threads: readonly ThreadRow[];
}

/**
 * Fetches the messages of one block, from `fromSeq` on, in place of what is held of it. Changes that overtake the answer are put to it; where the
 * conversation is taken over meanwhile, that brought it anyway. Rejects with an `ApiError`.
 */
export async function healBlock(
  { replica, request }: { readonly replica: Replica; readonly request: Request },
  conversationId: string,
  fromSeq: number,
): Promise<void> {
  let isReplaced = false;
  const stop = replica.onReplaced((id) => {
    isReplaced ||= id === conversationId;
  });
  try {
    await readUpToDate(replica, conversationId, async (bring) => {
      const { conversation } = await request<{ conversation: { messageBlock: WireBlock } | null }>(MESSAGE_BLOCK, {
        id: conversationId,
        seq: fromSeq,
      });
      const held = replica.conversation(conversationId);
      if (conversation === null || held === undefined || isReplaced) return;
      const { seq, messages: wire, threads } = conversation.messageBlock;
      const reach = { from: fromSeq, to: (blockOf(fromSeq) + 1) * BLOCK_SIZE - 1 };
      const rows = wire.map(toMessageRow).filter((message) => message.seq >= fromSeq);
      const messages = bring(rows, reach);
      replica.heal(conversationId, { ...reach, seq: Math.max(seq, held.cursor), messages, threads, people: peopleOfMessages(wire) });
    });
  } finally {
    stop();
  }
}
