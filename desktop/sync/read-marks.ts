import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import { ACKNOWLEDGE } from './documents.ts';
import type { Platform, Stop } from './platform.ts';
import type { ConversationRow, ReadMark } from './records.ts';
import type { Replica } from './replica.ts';
import type { StoreWriter } from './store-writer.ts';
import { isCountable, withReadSeq } from './unread.ts';
import type { WireReceipt } from './wire.ts';

/** Delivery is told in batches: the watermark of a moment later says the same. */
const DELIVERED_AFTER_MS = 900;
/** An answer that did not come although there is a connection is asked for again. */
const RETRY_AFTER_MS = 5_000;
/** Acknowledgements on their way at a time: fewer than operations may be, so that they never hold up a message. */
const LANES = 6;

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
  readonly #inFlight = new Set<string>();
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

  /** Messages of others arrived in the conversation. */
  delivered(conversationId: string): void {
    this.#undelivered.add(conversationId);
    this.#flushAfter(DELIVERED_AFTER_MS);
  }

  /** A conversation was brought up to date: what is unread in it has arrived. */
  fetched(conversationId: string): void {
    const row = this.#ends.replica.conversation(conversationId);
    if (row !== undefined && row.unreadCount > 0 && isDeliveryNews(row)) this.delivered(conversationId);
  }

  /** All conversations were. */
  fetchedAll(): void {
    for (const conversationId of this.#ends.replica.conversations.get().keys()) this.fetched(conversationId);
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

  /** The server writes those of large groups together and answers late: several are on their way at a time. */
  async #sendAll(): Promise<void> {
    let isAnswered = true;
    while (isAnswered && this.#next() !== null) {
      const lanes = await Promise.all(Array.from({ length: LANES }, () => this.#sendLane()));
      isAnswered = !lanes.includes(false);
    }
    if (this.#isOnline && !isAnswered) this.#flushAfter(RETRY_AFTER_MS);
  }

  /** One after another, until there is nothing more; false if no answer came: the rest waits for a while, or for the next connection. */
  async #sendLane(): Promise<boolean> {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const { key, send } = next;
      this.#inFlight.add(key);
      const isAnswered = await send().finally(() => this.#inFlight.delete(key));
      if (!isAnswered) return false;
    }
    return true;
  }

  /** What goes out next, read marks first; null if nothing does now. */
  #next(): { readonly key: string; readonly send: () => Promise<boolean> } | null {
    if (!this.#isOnline) return null;
    for (const mark of this.#unsent) {
      const key = `read ${mark[0]}`;
      if (!this.#inFlight.has(key)) return { key, send: () => this.#sendRead(mark) };
    }
    if (this.#stopTimer !== null) return null;
    for (const id of this.#undelivered) {
      const key = `delivered ${id}`;
      if (!this.#inFlight.has(key)) return { key, send: () => this.#sendDelivered(id) };
    }
    return null;
  }

  #flushAfter(delayMs: number): void {
    this.#stopTimer ??= this.#ends.platform.setTimer(delayMs, () => {
      this.#stopTimer = null;
      void this.flush();
    });
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
    replica.update(conversationId, (row) => ({
      ...withReadSeq(replica, row, Math.max(row.readSeq, receipt.readSeq)),
      deliveredSeq: Math.max(row.deliveredSeq, receipt.deliveredSeq),
    }));
    if (!isCountable(replica, conversationId)) onUncounted(conversationId);
  }

  async #sendDelivered(conversationId: string): Promise<boolean> {
    const row = this.#ends.replica.conversation(conversationId);
    this.#undelivered.delete(conversationId);
    if (row !== undefined && isDeliveryNews(row)) {
      const receipt = await this.#acknowledge(conversationId, { deliveredSeq: row.cursor });
      if (receipt === 'later') {
        this.#undelivered.add(conversationId);
        return false;
      }
      if (receipt !== 'refused') {
        this.#ends.replica.update(conversationId, (held) => ({ ...held, deliveredSeq: Math.max(held.deliveredSeq, receipt.deliveredSeq) }));
      }
    }
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

/** Whether the server does not know yet how far this client is. */
const isDeliveryNews = ({ cursor, deliveredSeq, readSeq }: ConversationRow): boolean => cursor > deliveredSeq && cursor > readSeq;
