import type { ReceiptRow } from './records.ts';

/** How far a message of one's own has come with the others. */
export type Reach = 'sent' | 'delivered' | 'read';

/** The watermarks of a conversation's other members, so arranged that each message finds its own in a moment. */
export class ReceiptSummary {
  /** How many others there are, known or not. */
  readonly othersCount: number;
  /** Descending. */
  readonly #readSeqs: readonly number[];
  readonly #deliveredToAll: number;

  constructor(receipts: readonly ReceiptRow[], othersCount: number) {
    this.othersCount = othersCount;
    this.#readSeqs = receipts.map(({ readSeq }) => readSeq).sort((a, b) => b - a);
    // What is read is delivered, also while only the reading was told.
    const delivered = receipts.map(({ deliveredSeq, readSeq }) => Math.max(deliveredSeq, readSeq));
    this.#deliveredToAll = receipts.length === 0 || receipts.length < othersCount ? 0 : Math.min(...delivered);
  }

  /** How many others have read the message with this number, as far as they tell. */
  readCount(seq: number): number {
    let [low, high] = [0, this.#readSeqs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#readSeqs[middle] ?? 0) >= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Delivered or read means: to, or by, every one of the others. */
  reach(seq: number): Reach {
    if (this.othersCount > 0 && this.readCount(seq) >= this.othersCount) return 'read';
    return this.#deliveredToAll >= seq ? 'delivered' : 'sent';
  }
}
