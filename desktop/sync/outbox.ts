import { ApiError, unreachable } from './api-error.ts';
import { backoffMs } from './backoff.ts';
import type { Request } from './catch-up.ts';
import { isMessageOperation, type Operation, type ViewerItemOperation } from './operation.ts';
import { type OperationAnswer, requestOf } from './operation-request.ts';
import type { Channel, Platform, Stop } from './platform.ts';
import { toViewerItemRow } from './read-viewer-item.ts';
import { peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { OutboxRow } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';
import type { ViewerItemRow } from './viewer-item.ts';

/** Not acknowledged within this time is worth a visible warning (MSG-3). */
const SLOW_AFTER_MS = 3_000;
const RETRY = { firstMs: 1_000, maxMs: 30_000 } as const;

/** A row of the outbox as it is shown. */
export interface OutboxItem {
  readonly row: OutboxRow;
  readonly state: 'sending' | 'slow' | 'failed';
}

export interface OutboxEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'random' | 'randomUUID' | 'setTimer'>;
  /** To the other tabs: what one of them does, all of them show. */
  readonly channel: Channel;
  /** What the viewer keeps for themselves was set: called before its row leaves the outbox. */
  readonly onViewerItem: (item: ViewerItemRow) => void;
}

type Notice =
  | { readonly type: 'put'; readonly row: OutboxRow; readonly isUrgent: boolean }
  | { readonly type: 'removed'; readonly id: string };

interface Entry {
  row: OutboxRow;
  state: OutboxItem['state'];
  /** When the person asked for it last, in milliseconds since 1970. */
  readonly sinceMs: number;
  stopSlowTimer: Stop;
}

/** The operations of one conversation, or those of no conversation: strictly one after another. */
interface Lane {
  isSending: boolean;
  /** Ends the wait before the next attempt; null when nothing waits. */
  stopWaiting: Stop | null;
}

/**
 * What a person did, on its way out. A row is stored before anything is sent and goes only when the server acknowledged it, its event came, or
 * the person gave it up; so an operation survives a reload, and its `id` makes repeating it harmless (DELIVERY-2).
 *
 * Every tab shows all rows; the one that leads sends them.
 */
export class Outbox {
  readonly #ends: OutboxEnds;
  readonly #entries = new Map<string, Entry>();
  readonly #lanes = new Map<string, Lane>();
  readonly #items = new Signal<readonly OutboxItem[]>([]);
  readonly #stopListening: Stop;
  #lastPosition = 0;
  #isLeader = false;
  #isOnline = false;
  #isOpen = true;

  constructor(ends: OutboxEnds, stored: readonly OutboxRow[]) {
    this.#ends = ends;
    for (const row of stored) this.#show(row);
    this.#publish();
    this.#stopListening = ends.channel.onMessage((notice) => this.#onNotice(notice as Notice));
  }

  /** Everything that is not sent yet, in the order it was written. */
  get items(): Readable<readonly OutboxItem[]> {
    return this.#items;
  }

  /** What waits to be done to a message, in its order. */
  pendingOf(messageId: string): readonly OutboxItem[] {
    return this.#items.get().filter(({ row: { operation } }) => isMessageOperation(operation) && operation.messageId === messageId);
  }

  /** Stores an operation and starts to send it; resolves when it is stored. `conversationId` is empty for what is private to the person. */
  async operate(conversationId: string, operation: Operation): Promise<void> {
    const { platform } = this.#ends;
    const now = platform.now();
    const replaced = operation.type === 'viewerItem' ? this.#waitingItems(operation) : [];
    const row: OutboxRow = {
      id: platform.randomUUID(),
      conversationId,
      operation,
      createdAt: new Date(now).toISOString(),
      position: Math.max(now, this.#lastPosition + 1),
      attempts: 0,
      refusal: null,
    };
    this.#show(row);
    this.#publish();
    try {
      await this.#put(row, { isUrgent: false });
      for (const { id } of replaced) await this.discard(id);
    } catch (error) {
      this.#hide(row.id);
      throw error;
    }
    this.#drain(conversationId);
  }

  /** Sends what failed again, or a slow one without waiting. */
  async retry(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    const row = { ...entry.row, refusal: null };
    this.#show(row, this.#ends.platform.now());
    this.#publish();
    await this.#put(row, { isUrgent: true });
    this.#hurry(row.conversationId);
  }

  /** Gives an operation up. One that is being sent at this moment may still arrive; then it is done like any other. */
  async discard(id: string): Promise<void> {
    if (!this.#hide(id)) return;
    this.#tell({ type: 'removed', id });
    await this.#ends.writer.write({ type: 'outboxRemoved', id });
  }

  /** The message came back as an event or a change; the store already let its row go. */
  forget(id: string): void {
    if (this.#hide(id)) this.#tell({ type: 'removed', id });
  }

  /** Whether this tab is the one that sends. */
  lead(): void {
    this.#isLeader = true;
    this.#drainAll();
  }

  /** Whether requests can be sent. Waits for the next attempt end when they can again. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (isOnline) this.#drainAll();
  }

  close(): void {
    this.#isOpen = false;
    this.#stopListening();
    this.#ends.channel.close();
    for (const { stopSlowTimer } of this.#entries.values()) stopSlowTimer();
    for (const lane of this.#lanes.values()) lane.stopWaiting?.();
  }

  #drainAll(): void {
    for (const id of new Set([...this.#entries.values()].map(({ row }) => row.conversationId))) this.#hurry(id);
  }

  /** Sends at once what waits for its next attempt. */
  #hurry(conversationId: string): void {
    const lane = this.#laneOf(conversationId);
    lane.stopWaiting?.();
    lane.stopWaiting = null;
    this.#drain(conversationId);
  }

  #drain(conversationId: string): void {
    const lane = this.#laneOf(conversationId);
    if (lane.isSending || lane.stopWaiting !== null) return;
    void this.#sendAll(conversationId, lane);
  }

  async #sendAll(conversationId: string, lane: Lane): Promise<void> {
    lane.isSending = true;
    let delayMs: number | null = null;
    for (let row = this.#headOf(conversationId); row !== undefined && delayMs === null; row = this.#headOf(conversationId)) {
      delayMs = await this.#attempt(row);
    }
    lane.isSending = false;
    if (delayMs !== null && this.#isOpen) lane.stopWaiting = this.#ends.platform.setTimer(delayMs, () => this.#hurry(conversationId));
  }

  #headOf(conversationId: string): OutboxRow | undefined {
    if (!this.#isOpen || !this.#isLeader || !this.#isOnline) return undefined;
    const waiting = [...this.#entries.values()].filter(({ row }) => row.conversationId === conversationId && row.refusal === null);
    return waiting.map(({ row }) => row).sort((a, b) => a.position - b.position)[0];
  }

  /** Sends once. Gives how long to wait before the next attempt, or null when this operation is done with. */
  async #attempt(row: OutboxRow): Promise<number | null> {
    const { document, variables } = requestOf(row);
    try {
      this.#acknowledged(row, await this.#ends.request<OperationAnswer>(document, variables));
      return null;
    } catch (error) {
      return this.#failed(row, error instanceof ApiError ? error : unreachable(error));
    }
  }

  #acknowledged({ id }: OutboxRow, { message, item }: OperationAnswer): void {
    if (message !== undefined) this.#ends.replica.putAcknowledged(toMessageRow(message), peopleOfMessages([message]), id);
    if (item !== undefined) this.#ends.onViewerItem(toViewerItemRow(item));
    if (message === undefined) void this.#ends.writer.write({ type: 'outboxRemoved', id });
    this.forget(id);
  }

  /** Earlier values of the same item, which the new one makes superfluous. */
  #waitingItems({ kind, key }: ViewerItemOperation): readonly OutboxRow[] {
    const rows = [...this.#entries.values()].map(({ row }) => row);
    return rows.filter(({ operation }) => operation.type === 'viewerItem' && operation.kind === kind && operation.key === key);
  }

  #failed(sent: OutboxRow, error: ApiError): number | null {
    const entry = this.#entries.get(sent.id);
    if (entry === undefined || !this.#isOpen) return null;
    const refusal = error.retryable ? null : { code: error.code, message: error.message };
    const row = { ...entry.row, attempts: entry.row.attempts + 1, refusal };
    this.#show(row);
    this.#publish();
    // Who watches may have given it up already: then nothing of it is kept.
    if (this.#entries.get(row.id)?.row === row) void this.#put(row, { isUrgent: false }).catch(() => {});
    return refusal === null ? (error.retryAfterMs ?? backoffMs(row.attempts, RETRY, this.#ends.platform.random)) : null;
  }

  async #put(row: OutboxRow, { isUrgent }: { isUrgent: boolean }): Promise<void> {
    await this.#ends.writer.write({ type: 'outboxPut', row });
    if (this.#entries.get(row.id)?.row === row) this.#tell({ type: 'put', row, isUrgent });
  }

  #tell(notice: Notice): void {
    if (this.#isOpen) this.#ends.channel.post(notice);
  }

  #onNotice(notice: Notice): void {
    if (notice.type === 'removed') {
      this.#hide(notice.id);
      return;
    }
    this.#show(notice.row);
    this.#publish();
    if (notice.isUrgent) this.#hurry(notice.row.conversationId);
    else this.#drain(notice.row.conversationId);
  }

  #show(row: OutboxRow, sinceMs = this.#entries.get(row.id)?.sinceMs ?? Date.parse(row.createdAt)): void {
    this.#entries.get(row.id)?.stopSlowTimer();
    this.#lastPosition = Math.max(this.#lastPosition, row.position);
    const entry: Entry = { row, sinceMs, state: row.refusal === null ? 'sending' : 'failed', stopSlowTimer: () => {} };
    this.#entries.set(row.id, entry);
    if (row.refusal !== null) return;
    const ageMs = this.#ends.platform.now() - sinceMs;
    if (ageMs >= SLOW_AFTER_MS) entry.state = 'slow';
    else entry.stopSlowTimer = this.#ends.platform.setTimer(SLOW_AFTER_MS - ageMs, () => this.#slow(entry));
  }

  #slow(entry: Entry): void {
    entry.state = 'slow';
    this.#publish();
  }

  #hide(id: string): boolean {
    this.#entries.get(id)?.stopSlowTimer();
    const isHidden = this.#entries.delete(id);
    if (isHidden) this.#publish();
    return isHidden;
  }

  #publish(): void {
    const known = new Map(this.#items.get().map((item) => [item.row.id, item]));
    const items = [...this.#entries.values()].map(({ row, state }) => {
      const item = known.get(row.id);
      return item?.row === row && item.state === state ? item : { row, state };
    });
    this.#items.set(items.sort((a, b) => a.row.position - b.row.position));
  }

  #laneOf(conversationId: string): Lane {
    const known = this.#lanes.get(conversationId);
    if (known !== undefined) return known;
    const lane: Lane = { isSending: false, stopWaiting: null };
    this.#lanes.set(conversationId, lane);
    return lane;
  }
}
