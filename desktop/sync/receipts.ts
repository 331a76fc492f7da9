import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import type { Platform, Stop } from './platform.ts';
import { memberReceiptsOf, RECEIPTS_MAX } from './receipt-documents.ts';
import type { ReceiptRow } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { Store } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import { WatchCounts } from './watch-counts.ts';
import type { WireMemberReceipt } from './wire.ts';

const GATHER_MS = 50;
const RETRY_AFTER_MS = 5_000;

/** How far the other members have come, by person; null until it is known. */
export type MemberReceipts = ReadonlyMap<string, ReceiptRow> | null;

export interface ReceiptEnds {
  readonly replica: Replica;
  readonly store: Pick<Store, 'listReceipts'>;
  readonly writer: StoreWriter;
  readonly request: Request;
  readonly platform: Pick<Platform, 'setTimer'>;
}

interface Held {
  readonly receipts: Signal<MemberReceipts>;
  /** Something may have changed that no event told: to be asked for when it is shown. */
  isStale: boolean;
  /** What was told while the server is being asked, which is newer than its answer; null while it is not. */
  told: WireMemberReceipt[] | null;
}

/**
 * How far the others are in the conversations that are shown (RECEIPT-1): from the store at once, from the server when there is a connection,
 * then by events.
 */
export class Receipts {
  readonly #ends: ReceiptEnds;
  readonly #watched = new WatchCounts();
  readonly #held = new Map<string, Held>();
  readonly #stops: Stop[] = [];
  #isOnline = false;
  #stopGathering: Stop | null = null;

  constructor(ends: ReceiptEnds) {
    this.#ends = ends;
    this.#stops.push(
      ends.replica.onMembersChanged((id) => this.#membersChanged(id)),
      ends.replica.onRemoved((id) => this.#removed(id)),
    );
  }

  of(conversationId: string): Readable<MemberReceipts> {
    return this.#heldOf(conversationId).receipts;
  }

  /** The conversation is shown, until stopped. */
  watch(conversationId: string): Stop {
    return this.#watched.add(conversationId, () => {
      if (!this.#watched.has(conversationId)) return;
      void this.#showStored(conversationId);
      this.#gather();
    });
  }

  /** Members' watermarks moved. The viewer's own are part of the conversation. */
  receive(conversationId: string, told: readonly WireMemberReceipt[]): void {
    const held = this.#held.get(conversationId);
    const { viewerId } = this.#ends.replica;
    const others = told.filter(({ userId }) => userId !== viewerId);
    if (held === undefined || others.length === 0) return;
    held.told?.push(...others);
    const receipts = held.receipts.get();
    if (receipts !== null) this.#move(conversationId, receipts, others);
  }

  /** Events were missed, or what the viewer may see has changed: what is shown is asked for again. */
  refresh(): void {
    for (const held of this.#held.values()) held.isStale = true;
    this.#gather();
  }

  /** Whether requests can be sent. What is shown is asked for again with every new socket. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (isOnline) this.refresh();
  }

  close(): void {
    this.#isOnline = false;
    this.#stopGathering?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  #gather(delayMs = GATHER_MS): void {
    this.#stopGathering ??= this.#ends.platform.setTimer(delayMs, () => {
      this.#stopGathering = null;
      this.#fetchStale();
    });
  }

  #fetchStale(): void {
    if (!this.#isOnline) return;
    const due = this.#watched.ids.filter((id) => {
      const { isStale, told } = this.#heldOf(id);
      return isStale && told === null && this.#ends.replica.conversation(id) !== undefined;
    });
    for (let i = 0; i < due.length; i += RECEIPTS_MAX) void this.#fetch(due.slice(i, i + RECEIPTS_MAX));
  }

  async #fetch(ids: readonly string[]): Promise<void> {
    for (const id of ids) Object.assign(this.#heldOf(id), { isStale: false, told: [] } satisfies Partial<Held>);
    try {
      const answer = await this.#ends.request<Readonly<Record<string, { memberReceipts: readonly WireMemberReceipt[] } | null>>>(
        memberReceiptsOf(ids.length),
        Object.fromEntries(ids.map((id, i) => [`id${i}`, id])),
      );
      for (const [i, id] of ids.entries()) this.#answered(id, answer[`c${i}`]?.memberReceipts);
    } catch (error) {
      for (const id of ids) Object.assign(this.#heldOf(id), { isStale: true, told: null } satisfies Partial<Held>);
      if (error instanceof ApiError && error.retryable) this.#gather(RETRY_AFTER_MS);
      return;
    }
    if (ids.some((id) => this.#heldOf(id).isStale)) this.#gather();
  }

  /** The answer takes the place of all that was held, and what was told meanwhile follows on it. */
  #answered(conversationId: string, answer: readonly WireMemberReceipt[] | undefined): void {
    const held = this.#heldOf(conversationId);
    const told = held.told ?? [];
    held.told = null;
    const { replica, writer } = this.#ends;
    if (answer === undefined || replica.conversation(conversationId) === undefined) return;
    const others = answer.filter(({ userId }) => userId !== replica.viewerId).map((receipt) => toRow(conversationId, receipt));
    const receipts = advanced(new Map(others.map((row) => [row.userId, row])), { conversationId, told });
    held.receipts.set(receipts);
    void writer.write({ type: 'receiptsLoaded', conversationId, receipts: [...receipts.values()] });
  }

  #move(conversationId: string, receipts: ReadonlyMap<string, ReceiptRow>, told: readonly WireMemberReceipt[]): void {
    const moved = advanced(receipts, { conversationId, told });
    if (moved === receipts) return;
    this.#heldOf(conversationId).receipts.set(moved);
    const rows = told.flatMap(({ userId }) => moved.get(userId) ?? []);
    void this.#ends.writer.write({ type: 'receiptsMoved', conversationId, receipts: rows });
  }

  async #showStored(conversationId: string): Promise<void> {
    const held = this.#heldOf(conversationId);
    if (held.receipts.get() !== null) return;
    const rows = await this.#ends.store.listReceipts(conversationId);
    if (held.receipts.get() !== null || rows.length === 0) return;
    held.receipts.set(new Map(rows.map((row) => [row.userId, row])));
  }

  /** Who came has watermarks of their own, and who went has none any more. */
  #membersChanged(conversationId: string): void {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    held.isStale = true;
    if (this.#watched.has(conversationId)) this.#gather();
  }

  #removed(conversationId: string): void {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    held.receipts.set(null);
    held.isStale = true;
  }

  #heldOf(conversationId: string): Held {
    const known = this.#held.get(conversationId);
    if (known !== undefined) return known;
    const held: Held = { receipts: new Signal<MemberReceipts>(null), isStale: true, told: null };
    this.#held.set(conversationId, held);
    return held;
  }
}

const toRow = (conversationId: string, { userId, deliveredSeq, readSeq }: WireMemberReceipt): ReceiptRow => ({
  conversationId,
  userId,
  deliveredSeq,
  readSeq,
});

/** The receipts with what was told of some members; the same map if nothing moved. */
function advanced(
  receipts: ReadonlyMap<string, ReceiptRow>,
  { conversationId, told }: { conversationId: string; told: readonly WireMemberReceipt[] },
): ReadonlyMap<string, ReceiptRow> {
  const moved = new Map(receipts);
  let isMoved = false;
  for (const receipt of told) {
    const held = moved.get(receipt.userId);
    const row = advance(held, toRow(conversationId, receipt));
    isMoved ||= row !== held;
    moved.set(row.userId, row);
  }
  return isMoved ? moved : receipts;
}

/**
 * Watermarks only rise, whatever order they are told in. The one exception: somebody who got more and has read nothing at all does not let the
 * viewer know any more (RECEIPT-4).
 */
export function advance(held: ReceiptRow | undefined, told: ReceiptRow): ReceiptRow {
  if (held === undefined) return told;
  const isHidden = told.readSeq === 0 && told.deliveredSeq > held.deliveredSeq;
  const deliveredSeq = Math.max(held.deliveredSeq, told.deliveredSeq);
  const readSeq = isHidden ? 0 : Math.max(held.readSeq, told.readSeq);
  return deliveredSeq === held.deliveredSeq && readSeq === held.readSeq ? held : { ...held, deliveredSeq, readSeq };
}
