import type { MessageView } from '../messages/message.ts';
import type { ThreadView } from '../messages/thread.ts';

/** How many numbers of a conversation make a block: block n has those from n × 256 on. */
export const BLOCK_SIZE = 256;

export const blockOf = (seq: number): number => Math.floor(seq / BLOCK_SIZE);

/** The part of a conversation that a client holds and compares. */
export interface DigestRange {
  readonly conversationId: string;
  /** Messages with lower numbers are left out of the first block. */
  readonly fromSeq: number;
  readonly blockCount: number;
}

/** The digests of consecutive blocks, from the one that has `fromSeq` on; 32 hexadecimal digits each. */
export interface RangeDigests {
  readonly conversationId: string;
  readonly fromSeq: number;
  /** Every change up to this number is in them; a later one may be. */
  readonly seq: number;
  readonly digests: readonly string[];
}

/** Messages that are digested together: a block, or the part of one that a viewer holds and may see. */
export interface DigestPart {
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** The messages of one block, with the threads that they began. Complete up to `seq`. */
export interface MessageBlock {
  readonly seq: number;
  readonly messages: readonly MessageView[];
  readonly threads: readonly ThreadView[];
}
