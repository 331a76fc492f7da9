import type { Request } from './catch-up.ts';
import { isOwnOperation, type OwnOperation } from './operation.ts';
import type { Outbox } from './outbox.ts';
import type { Stop } from './platform.ts';
import { toViewerItemRows } from './read-viewer-item.ts';
import type { Refusal } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { HeldViewerItems } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import type { ViewerItemChange, ViewerItemRow } from './viewer-item.ts';
import { VIEWER_CHANGES } from './viewer-item-documents.ts';
import { bothChanges, changesNothing, EMPTY_STATE, nameOf, pendingChanges, stateOf, type ViewerState } from './viewer-state.ts';
import type { ViewerItemChanged, WireViewerChanges } from './wire.ts';

export interface ViewerItemEnds {
  readonly writer: StoreWriter;
  readonly outbox: Pick<Outbox, 'items' | 'operate' | 'discard'>;
  readonly request: Request;
  /** An answer did not come although the socket is open. */
  readonly onFailure: (error: unknown) => void;
}

type OnRefused = (operation: OwnOperation, refusal: Refusal) => void;

/**
 * What the viewer keeps for themselves, the same on all of their devices: the server's items in the order of the viewer's own sequence, and
 * over them what is on its way out. A gap in the sequence is filled by asking for what changed after the last number held.
 */
export class ViewerItems {
  readonly #ends: ViewerItemEnds;
  /** By kind and key, removed ones too as long as this runs: an older event must not bring one back. */
  readonly #rows: Map<string, ViewerItemRow>;
  readonly #state: Signal<ViewerState>;
  readonly #stop: Stop;
  readonly #refusalListeners = new Set<OnRefused>();
  /** What was refused and is on its way out of the outbox. */
  readonly #refused = new Set<string>();
  /** Everything up to this number is held. */
  #seq: number;
  /** The highest number that was heard of. */
  #heardSeq = 0;
  /** Numbers that are missing come with the answer that is awaited. */
  #isAsking = false;

  constructor(ends: ViewerItemEnds, held: HeldViewerItems) {
    this.#ends = ends;
    this.#seq = held.seq;
    this.#rows = new Map(held.items.map((row) => [nameOf(row), row]));
    this.#state = new Signal(stateOf(EMPTY_STATE, this.#rows.values(), ends.outbox.items.get()));
    this.#stop = ends.outbox.items.subscribe(() => this.#onOutbox());
  }

  get state(): Readable<ViewerState> {
    return this.#state;
  }

  /** Calls back with what the viewer set or did and the server refused: it is as it was before. */
  onRefused(listener: OnRefused): Stop {
    this.#refusalListeners.add(listener);
    return () => this.#refusalListeners.delete(listener);
  }

  /** Everything up to this number is held. */
  get seq(): number {
    return this.#seq;
  }

  /** Sets or removes (`null`) an item, here at once and on all devices as soon as there is a network; resolves when that is stored. */
  async set(change: ViewerItemChange): Promise<void> {
    const { outbox } = this.#ends;
    const waiting = pendingChanges(outbox.items.get()).findLast(({ kind, key }) => kind === change.kind && key === change.key);
    if (changesNothing(this.#state.get(), change)) return;
    await outbox.operate('', { type: 'viewerItem', ...bothChanges(waiting, change) });
  }

  /** The socket is new: what comes before the first answer waits for it. */
  paused(): void {
    this.#isAsking = true;
  }

  /** An event: the next one is taken, one after a gap has the missing ones asked for. */
  receive({ seq, item }: ViewerItemChanged): void {
    this.#heardSeq = Math.max(this.#heardSeq, seq);
    if (seq === this.#seq + 1 && !this.#isAsking) this.#take(seq, toViewerItemRows([item]));
    else if (seq > this.#seq && !this.#isAsking) void this.#ask();
  }

  /** The answer to one's own change, which may come before its event. */
  acknowledged(row: ViewerItemRow): void {
    this.#heardSeq = Math.max(this.#heardSeq, row.seq);
    if (row.seq === this.#seq + 1) this.#take(row.seq, [row]);
    else {
      this.#put([row]);
      this.#show();
      if (row.seq > this.#seq && !this.#isAsking) void this.#ask();
    }
  }

  /** An answer to what changed after `since`, which was held when it was asked; asks on until nothing that was heard of is missing. */
  async caughtUp(since: number, changes: WireViewerChanges): Promise<void> {
    let [from, answer] = [since, changes];
    this.#isAsking = true;
    while (this.#takeAnswer(from, answer)) {
      from = this.#seq;
      answer = await this.#request(from);
    }
    this.#isAsking = false;
  }

  close(): void {
    this.#stop();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      await this.caughtUp(this.#seq, await this.#request(this.#seq));
    } catch (error) {
      this.#isAsking = false;
      this.#ends.onFailure(error);
    }
  }

  async #request(since: number): Promise<WireViewerChanges> {
    return (await this.#ends.request<{ viewerChanges: WireViewerChanges }>(VIEWER_CHANGES, { since })).viewerChanges;
  }

  /** Gives whether there is more to ask for. */
  #takeAnswer(since: number, { items, seq, hasMore }: WireViewerChanges): boolean {
    // The server was set back to an earlier state: what is held of a later one is not true.
    if (seq < since) {
      this.#rows.clear();
      this.#seq = 0;
      this.#heardSeq = 0;
      return true;
    }
    const rows = toViewerItemRows(items);
    if (since === 0) this.#replace(seq, rows);
    else if (seq > this.#seq) this.#take(seq, rows);
    return hasMore || (this.#heardSeq > this.#seq && seq > since);
  }

  #replace(seq: number, items: readonly ViewerItemRow[]): void {
    for (const [name, row] of this.#rows) if (row.seq <= seq) this.#rows.delete(name);
    this.#seq = seq;
    void this.#ends.writer.write({ type: 'viewerItemsReplaced', seq, items });
    this.#put(items);
    this.#show();
  }

  #take(seq: number, items: readonly ViewerItemRow[]): void {
    void this.#ends.writer.write({ type: 'viewerItemsChanged', since: this.#seq, seq, items });
    this.#seq = seq;
    this.#put(items);
    this.#show();
  }

  #put(items: readonly ViewerItemRow[]): void {
    for (const row of items) if (row.seq >= (this.#rows.get(nameOf(row))?.seq ?? 0)) this.#rows.set(nameOf(row), row);
  }

  /** What the server refused is taken back, and said. */
  #onOutbox(): void {
    for (const { row } of this.#ends.outbox.items.get()) {
      if (isOwnOperation(row.operation) && row.refusal !== null && !this.#refused.has(row.id)) {
        this.#refused.add(row.id);
        void this.#ends.outbox.discard(row.id);
        for (const listener of this.#refusalListeners) listener(row.operation, row.refusal);
      }
    }
    this.#show();
  }

  #show(): void {
    const before = this.#state.get();
    const next = stateOf(before, this.#rows.values(), this.#ends.outbox.items.get());
    const isSame = Object.entries(next).every(([kind, values]) => before[kind as keyof ViewerState] === values);
    if (!isSame) this.#state.set(next);
  }
}
