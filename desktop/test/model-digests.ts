import { createHash } from 'node:crypto';
import type { ModelConversation } from './model-conversation.ts';

export interface ModelDigestRange {
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly blockCount: number;
}

const BLOCK_SIZE = 256;

/** What the server says of blocks of messages, by the words of docs/protocol.md. */
export function digestsOf({ messages, lastSeq }: ModelConversation, { conversationId, fromSeq, blockCount }: ModelDigestRange) {
  const first = Math.floor(fromSeq / BLOCK_SIZE);
  const digests = Array.from({ length: blockCount }, (_, index) => {
    const start = (first + index) * BLOCK_SIZE;
    const hash = createHash('sha256');
    for (const { seq, changeSeq, id, sender, text } of messages) {
      if (seq < Math.max(start, fromSeq) || seq >= start + BLOCK_SIZE) continue;
      hash.update(`${seq}\u001f${changeSeq}\u001f${id}\u001f${sender.id}${text === null ? '' : `\u001f${text}`}\u001e`);
    }
    return hash.digest('hex').slice(0, 32);
  });
  return { conversationId, fromSeq, seq: lastSeq, digests };
}

/** The messages of the block that has the number. */
export function blockAt({ messages, lastSeq, threads }: ModelConversation, seq: number) {
  const start = Math.floor(seq / BLOCK_SIZE) * BLOCK_SIZE;
  const block = messages.filter((message) => message.seq >= start && message.seq < start + BLOCK_SIZE);
  return { seq: lastSeq, messages: block, threads: block.flatMap((message) => threads.get(message.seq) ?? []) };
}
