import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import { ACKNOWLEDGE } from './documents.ts';
import type { Platform, Stop } from './platform.ts';
import type { ReadMark } from './records.ts';
import type { Replica } from './replica.ts';
import type { StoreWriter } from './store-writer.ts';
import { isCountable, withReadSeq } from './unread.ts';
import type { WireReceipt } from './wire.ts';

/** Delivery is told in batches: the watermark of a moment later says the same. */
const DELIVERED_AFTER_MS = 2_000;

export interface ReadMarkEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  readonly platform: Pick<Platform, 'setTimer'>;
  /** The unread messages of the conversation cannot be counted here: ask the server. */
  readonly onUncounted: (conversationId: string) => void;
}

/**
 * Moves the viewer's watermarks (RECEIPT-1). A read mark counts here at once, is stored until the server knows it, and goes out when there is
 * a connection (RECEIPT-3).
 */
export class ReadMarks {
  readonly #ends: ReadMarkEnds;
  readonly #unsent: Map<string, number>;
  readonly #undelivered = new Set<string>();
  #isOnline = false;
  #sending: Promise<void> | null = null;
  #stopTimer: Stop | null = null;

  constructor(ends: ReadMarkEnds, stored: readonly ReadMark[]) {
    this.#ends = ends;
    this.#unsent = new Map(stored.map(({ conversationId, readSeq }) => [conversationId, readSeq]));
  }

  /** Everything up to `seq` was read here. A lower number than before changes nothing. */
  mark(conversationId: string, seq: number): void {
    const { replica, writer } = this.#ends;
    const row = replica.conversation(conversationId);
    if (row === undefined || seq <= row.readSeq) return;
    const readSeq = Math.min(seq, Math.max(row.cursor, row.lastMessage?.seq ?? 0));
    if (readSeq <= row.readSeq) return;
    replica.update(conversationId, (held) => withReadSeq(replica, held, readSeq));
    this.#unsent.set(conversationId, readSeq);
    void writer.write({ type: 'readMarkSet', mark: { conversationId, readSeq } });
    void this.flush();
  }

  /** Messages of the conversation arrived here and are stored. */
  delivered(conversationId: string): void {
    this.#undelivered.add(conversationId);
    this.#stopTimer ??= this.#ends.platform.setTimer(DELIVERED_AFTER_MS, () => {
      this.#stopTimer = null;
      void this.flush();
    });
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (isOnline) void this.flush();
  }

  /** Sends what is not sent; resolves when it is, or when it cannot be now. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  close(): void {
    this.#isOnline = false;
    this.#stopTimer?.();
  }

  async #sendAll(): Promise<void> {
    let isAnswered = true;
    while (this.#isOnline && isAnswered && (this.#unsent.size > 0 || this.#isDeliveryDue)) isAnswered = await this.#sendNext();
  }

  get #isDeliveryDue(): boolean {
    return this.#undelivered.size > 0 && this.#stopTimer === null;
  }

  /** False if no answer came: the rest waits for the next connection. */
  async #sendNext(): Promise<boolean> {
    const [read] = this.#unsent;
    if (read !== undefined) return this.#sendRead(read);
    const [delivered] = this.#undelivered;
    return delivered === undefined || this.#sendDelivered(delivered);
  }

  async #sendRead([conversationId, readSeq]: [string, number]): Promise<boolean> {
    const receipt = await this.#acknowledge(conversationId, { readSeq });
    if (receipt === 'later') return false;
    if (this.#unsent.get(conversationId) === readSeq) this.#unsent.delete(conversationId);
    void this.#ends.writer.write({ type: 'readMarkSent', mark: { conversationId, readSeq } });
    if (receipt !== 'refused') this.#settle(conversationId, receipt);
    return true;
  }

  #settle(conversationId: string, receipt: WireReceipt): void {
    const { replica, onUncounted } = this.#ends;
    replica.update(conversationId, (row) => withReadSeq(replica, row, Math.max(row.readSeq, receipt.readSeq)));
    if (!isCountable(replica, conversationId)) onUncounted(conversationId);
  }

  async #sendDelivered(conversationId: string): Promise<boolean> {
    const row = this.#ends.replica.conversation(conversationId);
    if (row !== undefined && row.cursor > row.deliveredSeq && row.cursor > row.readSeq) {
      const receipt = await this.#acknowledge(conversationId, { deliveredSeq: row.cursor });
      if (receipt === 'later') return false;
      if (receipt !== 'refused') {
        this.#ends.replica.update(conversationId, (held) => ({ ...held, deliveredSeq: Math.max(held.deliveredSeq, receipt.deliveredSeq) }));
      }
    }
    this.#undelivered.delete(conversationId);
    return true;
  }

  /** The answer; `refused` for a conversation that the viewer is not in, `later` when there was none. */
  async #acknowledge(
    conversationId: string,
    marks: { readSeq?: number; deliveredSeq?: number },
  ): Promise<WireReceipt | 'refused' | 'later'> {
    try {
      const { acknowledge } = await this.#ends.request<{ acknowledge: WireReceipt }>(ACKNOWLEDGE, { conversationId, ...marks });
      return acknowledge;
    } catch (error) {
      return error instanceof ApiError && !error.retryable ? 'refused' : 'later';
    }
  }
}
