import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import type { ConnectionState } from './connection.ts';
import type { DigestSweep } from './digest-sweep.ts';
import { getOrCreate } from './get-or-create.ts';
import type { Platform, Stop } from './platform.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';

/** After catching up the screen comes first; clients that come back together do not all ask in the same moment. */
const START_MS = 500;
const SPREAD_MS = 1_000;

/** What was compared so lately comes after everything else when a connection is lost and found. */
const RECENT_MS = 10 * 60_000;
/** How long a comparison that went through, and one that did not, is left at that. */
const AGAIN_MS = 6 * 3_600_000;
const RETRY_MS = 60_000;

/** That everything held of a conversation was as the server has it. */
export interface Verified {
  /** The number of the conversation that it was complete up to. */
  readonly seq: number;
  /** The first number that was held then. */
  readonly fromSeq: number;
  /** When it was compared, in milliseconds since 1970. */
  readonly at: number;
}

export interface DigestsEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'random' | 'setTimer'>;
  /** Takes a conversation over whole, whatever is held of it. Rejects with an `ApiError`. */
  readonly startOver: (conversationId: string) => Promise<void>;
  /** Blocks of a conversation did not hold what they should; they were fetched again. None: the conversation was begun anew. */
  readonly onDamage: (conversationId: string, blockCount: number) => void;
}

/**
 * Whether what this device holds is what the server has (decision 20). Compared in the background once the client has caught up, and when somebody
 * asks; how it is done comes with the first comparison.
 */
export class Digests {
  readonly #ends: DigestsEnds;
  readonly #verified = new Map<string, Signal<Verified | null>>();
  #sweep: DigestSweep | null = null;
  #isOnline = false;
  #isRunning = false;
  /** Whether everything was compared since the connection caught up. */
  #isThrough = false;
  /** Conversations that were taken over since everything was compared. */
  readonly #due = new Set<string>();
  /** Rises with everything that ends a run. */
  #turn = 0;
  #stopWaiting: Stop = () => {};

  constructor(ends: DigestsEnds) {
    this.#ends = ends;
  }

  /** When the conversation was last found to be as the server has it; null since it was taken over, or as long as it was not. */
  of(conversationId: string): Readable<Verified | null> {
    return this.#verifiedOf(conversationId);
  }

  /** Compares whenever a connection has caught up, until stopped. */
  follow(connection: Readable<ConnectionState>): Stop {
    const { replica } = this.#ends;
    const stops = [
      connection.subscribe(() => this.#onConnection(connection.get().state === 'online')),
      replica.onReplaced((conversationId) => this.#onReplaced(conversationId)),
      replica.onRemoved((conversationId) => this.#verifiedOf(conversationId).set(null)),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#onConnection(false);
    };
  }

  /** Somebody wants to know: compares the conversation before all others, unless nothing happened since it was. */
  check(conversationId: string): void {
    const row = this.#ends.replica.conversation(conversationId);
    const verified = this.#verifiedOf(conversationId).get();
    const isKnown = verified !== null && row !== undefined && verified.seq >= row.cursor && verified.fromSeq <= row.window.startSeq;
    if (!this.#isOnline || row === undefined || isKnown) return;
    if (this.#isRunning) this.#sweep?.prefer(conversationId);
    else this.#startIn(0, [conversationId]);
  }

  /** A block that is mended is told as a takeover too, but the sweep looks at it again by itself. */
  #onReplaced(conversationId: string): void {
    this.#verifiedOf(conversationId).set(null);
    if (!this.#isOnline || this.#sweep?.mending === conversationId) return;
    this.#due.add(conversationId);
    if (this.#isThrough && !this.#isRunning) this.#startIn(START_MS);
  }

  #onConnection(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    this.#isRunning = false;
    this.#isThrough = false;
    this.#due.clear();
    this.#turn += 1;
    this.#stopWaiting();
    this.#sweep?.wake();
    if (isOnline) this.#startIn(START_MS + this.#ends.platform.random() * SPREAD_MS);
  }

  #startIn(delayMs: number, first: readonly string[] = []): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#ends.platform.setTimer(delayMs, () => void this.#run(first));
  }

  async #run(first: readonly string[]): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const isWanted = () => turn === this.#turn;
    const wanted = [...first, ...this.#due];
    this.#isRunning = true;
    this.#due.clear();
    let againMs = AGAIN_MS;
    try {
      const sweep = await this.#load();
      if (!isWanted()) return;
      const isForSome = this.#isThrough && wanted.length > 0;
      sweep.begin([...new Set([...wanted, ...(isForSome ? [] : this.#inOrder())])]);
      await sweep.run(isWanted);
    } catch (error) {
      // No answer, a server that does not know the question, or a store that cannot be read: nothing else is held up by it.
      if (error instanceof ApiError && error.retryable) againMs = RETRY_MS;
    }
    if (!isWanted()) return;
    this.#isRunning = false;
    this.#isThrough = againMs === AGAIN_MS;
    this.#startIn(this.#isThrough && this.#due.size > 0 ? START_MS : againMs);
  }

  async #load(): Promise<DigestSweep> {
    const { DigestSweep } = await import('./digest-sweep.ts');
    this.#sweep ??= new DigestSweep({
      ...this.#ends,
      onVerified: (conversationId, what) => this.#verifiedOf(conversationId).set({ ...what, at: this.#ends.platform.now() }),
    });
    return this.#sweep;
  }

  /** What nobody has compared lately first, and of that what people look at: where something happened last. */
  #inOrder(): string[] {
    const recently = this.#ends.platform.now() - RECENT_MS;
    const isRecent = (id: string) => (this.#verifiedOf(id).get()?.at ?? 0) > recently;
    const rows = [...this.#ends.replica.conversations.get().values()].sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1));
    const ids = rows.map(({ id }) => id);
    return [...ids.filter((id) => !isRecent(id)), ...ids.filter(isRecent)];
  }

  #verifiedOf(conversationId: string): Signal<Verified | null> {
    return getOrCreate(this.#verified, conversationId, () => new Signal<Verified | null>(null));
  }
}
