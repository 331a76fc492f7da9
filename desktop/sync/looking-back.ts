import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import { messageAt, type Stretch, type Target, withChanges, withNewer, withOlder } from './stretch.ts';
import { type StretchEnds, StretchReader } from './stretch-reader.ts';

/** How often a place is looked up again because the conversation was taken over meanwhile. */
const ATTEMPTS = 3;

/** What `openAround` came to. */
export interface Place {
  /** The number of the message that is shown, the nearest one where the wanted is not there; null where there is none. */
  readonly seq: number | null;
  /** Whether it is the one that was wanted: it may lie before what the viewer may see, or be no message. */
  readonly isThere: boolean;
  /** A reply stands in the thread of this message, not in the timeline. */
  readonly threadRootSeq: number | null;
}

const NOWHERE: Place = { seq: null, isThere: false, threadRootSeq: null };

/**
 * Old places of conversations that somebody looks at, apart from the newest messages, which the replica holds: one stretch per conversation. It
 * grows at both ends, is kept current by what changes in it, and becomes part of the newest messages where it meets them (MSG-4).
 */
export class LookingBack {
  readonly #replica: Replica;
  readonly #reader: StretchReader;
  readonly #stretches = new Map<string, Signal<Stretch | null>>();
  /** Rises with everything that somebody wants to look at: an answer to an earlier wish is late. */
  readonly #turns = new Map<string, number>();
  /** How often each conversation was taken over whole: a page from before may be stale. */
  readonly #takeovers = new Map<string, number>();
  readonly #growing = new Map<string, Promise<void>>();

  constructor(ends: StretchEnds) {
    this.#replica = ends.replica;
    this.#reader = new StretchReader(ends);
    this.#replica.onMessagesChanged((id, messages) => this.#change(id, messages));
    this.#replica.onReplaced((id) => this.#refresh(id));
    this.#replica.onRemoved((id) => this.leave(id));
  }

  /** The old place of the conversation that is shown instead of its newest messages; null while those are. */
  stretch(conversationId: string): Readable<Stretch | null> {
    return this.#stretchOf(conversationId);
  }

  /** Shows the conversation around a message. Its timeline must be open. Rejects with an `ApiError`; then nothing changes. */
  async openAround(conversationId: string, target: Target): Promise<Place> {
    const turn = next(this.#turns, conversationId);
    const shown = this.#inMemory(conversationId, target);
    if (shown !== null) return shown;
    const stretch = await this.#readAround(conversationId, target);
    if (stretch === null) return NOWHERE;
    if (this.#turns.get(conversationId) === turn) this.#show(conversationId, stretch);
    return placeIn(stretch.messages, target);
  }

  /** Shows the newest messages again. */
  leave(conversationId: string): void {
    next(this.#turns, conversationId);
    this.#stretches.get(conversationId)?.set(null);
  }

  hasOlder(conversationId: string): boolean {
    const stretch = this.#stretchOf(conversationId).get();
    const window = this.#replica.conversation(conversationId)?.window;
    if (stretch === null || window === undefined) return false;
    if (stretch.startSeq === window.startSeq) return window.olderCursor !== null;
    return stretch.startSeq > window.startSeq || stretch.olderCursor !== null;
  }

  /** One older page of the stretch. Rejects with an `ApiError`. */
  loadOlder(conversationId: string): Promise<void> {
    return this.#once(`${conversationId} older`, async () => {
      if (!this.hasOlder(conversationId)) return;
      await this.#grow(conversationId, 'older');
    });
  }

  /** One newer page of the stretch; the last one leads into the newest messages. Rejects with an `ApiError`. */
  loadNewer(conversationId: string): Promise<void> {
    return this.#once(`${conversationId} newer`, () => this.#grow(conversationId, 'newer'));
  }

  async #grow(conversationId: string, end: 'older' | 'newer'): Promise<void> {
    const before = this.#stretchOf(conversationId).get();
    const [turn, takeovers] = [this.#turns.get(conversationId), this.#takeovers.get(conversationId)];
    if (before === null) return;
    const page = await this.#reader[end](conversationId, before);
    const now = this.#stretchOf(conversationId).get();
    const isLate = this.#turns.get(conversationId) !== turn || this.#takeovers.get(conversationId) !== takeovers;
    if (page === null || now === null || isLate) return;
    this.#show(conversationId, end === 'older' ? withOlder(now, page) : withNewer(now, page));
  }

  /** A conversation that is taken over while it is read has to be read again. */
  async #readAround(conversationId: string, target: Target, attempt = 1): Promise<Stretch | null> {
    const takeovers = this.#takeovers.get(conversationId);
    const stretch = await this.#reader.around(conversationId, target);
    const isStale = this.#takeovers.get(conversationId) !== takeovers;
    return isStale && attempt < ATTEMPTS ? this.#readAround(conversationId, target, attempt + 1) : stretch;
  }

  /** A place that is in memory needs nothing from elsewhere. */
  #inMemory(conversationId: string, target: Target): Place | null {
    if (!('seq' in target)) return null;
    const { seq } = target;
    const stretch = this.#stretchOf(conversationId).get();
    if (stretch !== null && seq >= stretch.startSeq && seq <= stretch.endSeq) return placeIn(stretch.messages, target);
    const live = this.#replica.timeline(conversationId).get();
    if (live === null || seq < live.startSeq) return null;
    this.leave(conversationId);
    return placeIn(live.messages, target);
  }

  /** Puts a stretch up, or makes it part of the newest messages where it has come so far. */
  #show(conversationId: string, stretch: Stretch): void {
    const live = this.#replica.timeline(conversationId).get();
    const window = this.#replica.conversation(conversationId)?.window;
    if (live === null || window === undefined || stretch.endSeq < live.startSeq - 1) {
      this.#stretchOf(conversationId).set(stretch);
      return;
    }
    if (stretch.startSeq < live.startSeq) this.#join(conversationId, stretch, window.startSeq);
    this.leave(conversationId);
  }

  #join(conversationId: string, { startSeq, olderCursor, messages }: Stretch, windowStart: number): void {
    const isInWindow = ({ seq }: MessageRow) => seq >= windowStart;
    this.#replica.showOlder(conversationId, { startSeq: Math.max(startSeq, windowStart), messages: messages.filter(isInWindow) });
    if (startSeq >= windowStart) return;
    const below = messages.filter((message) => !isInWindow(message));
    this.#replica.extend(conversationId, { window: { startSeq, olderCursor }, messages: below, threads: [], people: [] });
  }

  #change(conversationId: string, messages: readonly MessageRow[]): void {
    const signal = this.#stretches.get(conversationId);
    const stretch = signal?.get() ?? null;
    if (stretch !== null) signal?.set(withChanges(stretch, messages));
  }

  /** What changed in the stretch was not told: it is read again, or given up. */
  #refresh(conversationId: string): void {
    next(this.#takeovers, conversationId);
    const messages = this.#stretchOf(conversationId).get()?.messages;
    const middle = messages?.[Math.floor(messages.length / 2)];
    if (messages !== undefined) void this.#readAgain(conversationId, middle?.seq ?? 0);
  }

  async #readAgain(conversationId: string, seq: number): Promise<void> {
    const turn = this.#turns.get(conversationId);
    const stretch = await this.#readAround(conversationId, { seq }).catch(() => null);
    if (this.#turns.get(conversationId) !== turn) return;
    if (stretch === null) this.leave(conversationId);
    else this.#show(conversationId, stretch);
  }

  #once(key: string, work: () => Promise<void>): Promise<void> {
    const running = this.#growing.get(key);
    if (running !== undefined) return running;
    const growing = work().finally(() => this.#growing.delete(key));
    this.#growing.set(key, growing);
    return growing;
  }

  #stretchOf(conversationId: string): Signal<Stretch | null> {
    const known = this.#stretches.get(conversationId);
    if (known !== undefined) return known;
    const created = new Signal<Stretch | null>(null);
    this.#stretches.set(conversationId, created);
    return created;
  }
}

const next = (counts: Map<string, number>, key: string): number => {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
};

function placeIn(messages: readonly MessageRow[], target: Target): Place {
  const exact = 'seq' in target ? messages.find(({ seq }) => seq === target.seq) : undefined;
  if (exact?.threadRootSeq != null) return { seq: null, isThere: true, threadRootSeq: exact.threadRootSeq };
  const shown = messageAt(messages, target);
  return { seq: shown?.seq ?? null, isThere: exact !== undefined || 'at' in target, threadRootSeq: null };
}
