import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MessageRow } from './records.ts';
import { isIntact } from './seal.ts';
import type { HeldMessages } from './store.ts';

/** How many numbers of a conversation make a block: block n has those from n × 256 on. */
export const BLOCK_SIZE = 256;

/** At most so many blocks are digested in one step: a stretch without messages has as many as it has numbers. */
export const STRETCH_BLOCKS = 32;

const DIGEST_BYTES = 16;

/** The digests of consecutive blocks as a store holds them. */
export interface DigestStretch {
  /** What the store is complete up to. */
  readonly cursor: number;
  /** The first number; its block comes first, without the numbers before it. */
  readonly fromSeq: number;
  /** Ascending. */
  readonly digests: readonly string[];
  /** Where the next stretch ends, which lies before this one: numbers below this one; null at the beginning of what is held. */
  readonly next: number | null;
}

/** A stretch of messages to digest: the newest `limit` below `before`. At least two blocks full of messages, so that one of them is whole. */
export interface DigestPage {
  readonly before: number;
  readonly limit: number;
}

export const blockOf = (seq: number): number => Math.floor(seq / BLOCK_SIZE);

/** The digests of the blocks that lie whole in a page of messages, read as `page` says from a store. */
export function digestStretch({ cursor, window, messages }: HeldMessages, page: DigestPage): DigestStretch {
  const last = blockOf(Math.min(page.before - 1, Math.max(cursor, messages.at(-1)?.seq ?? 0)));
  const oldest = messages[0]?.seq ?? 0;
  const isMore = messages.length >= page.limit;
  const lowest = isMore ? Math.ceil(oldest / BLOCK_SIZE) : blockOf(window.startSeq);
  const first = Math.min(last, Math.max(lowest, last - STRETCH_BLOCKS + 1));
  const isEnd = !isMore && first <= lowest;
  const fromSeq = isEnd ? Math.max(window.startSeq, first * BLOCK_SIZE) : first * BLOCK_SIZE;
  const byBlock = Map.groupBy(messages, ({ seq }) => blockOf(seq));
  return {
    cursor,
    fromSeq,
    digests: Array.from({ length: last - first + 1 }, (_, index) => digestOf(byBlock.get(first + index) ?? [])),
    next: isEnd ? null : fromSeq,
  };
}

/** What the messages of a block, ascending, come to; the server computes the same of its own (docs/protocol.md). */
export function digestOf(messages: readonly MessageRow[]): string {
  const lines = messages.map(lineOf).join('');
  return bytesToHex(sha256(utf8ToBytes(lines)).subarray(0, DIGEST_BYTES));
}

/** A row that does not say what it said when it came is like no row of the server. */
function lineOf(row: MessageRow): string {
  const { seq, changeSeq, id, senderId, text } = row;
  if (!isIntact(row)) return `${seq} is damaged\u001e`;
  return `${[seq, changeSeq, id, senderId, ...(text === null ? [] : [text])].join('\u001f')}\u001e`;
}
