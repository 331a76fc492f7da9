import type { Request } from './catch-up.ts';
import { BLOCK_SIZE, blockOf, type DigestPage, type DigestStretch, digestStretch } from './digest.ts';
import { MESSAGE_DIGESTS } from './digest-documents.ts';
import { healBlock } from './heal-block.ts';
import { healPreview, isPreviewIntact } from './heal-preview.ts';
import type { Platform } from './platform.ts';
import type { Replica } from './replica.ts';
import type { Store } from './store.ts';
import type { StoreWriter } from './store-writer.ts';

/** Rows of one read in the page: at least two blocks full of messages, so that one of them is whole; of a store that digests by itself. */
const PAGE_ROWS = 512;
const STORE_ROWS = 2_048;

/** After each read the page has this many times as long to itself. */
const REST_FACTOR = 4;
const REST_MIN_MS = 10;

/** A question goes out with so many blocks or conversations, or after so long. The server takes 64 blocks and 32 ranges. */
const ASK_BLOCKS = 32;
const ASK_RANGES = 32;
const GATHER_MS = 400;

/** How often a stretch that differs is looked at again, and how long a change that is under way is waited for. */
const ATTEMPTS = 4;
const SETTLE_MS = 300;

export interface SweepEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  /** Everything that is held of the conversation, from `fromSeq` on, is as the server has it at the number `seq` or at a later one. */
  readonly onVerified: (conversationId: string, what: { readonly seq: number; readonly fromSeq: number }) => void;
  /** Takes a conversation over whole, whatever is held of it. Rejects with an `ApiError`. */
  readonly startOver: (conversationId: string) => Promise<void>;
  /** Blocks did not hold what they should; they were fetched again. */
  readonly onDamage: (conversationId: string, blockCount: number) => void;
}

/** Where the comparison of a conversation goes on: with the messages below `before`. */
interface Place {
  readonly conversationId: string;
  readonly before: number;
  /** What the server's number was for the newest of its messages; null before they were compared. */
  readonly seq: number | null;
  readonly attempts: number;
}

interface Reading {
  readonly place: Place;
  readonly stretch: DigestStretch;
}

interface WireDigests {
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly seq: number;
  readonly digests: readonly string[];
}

/** What was equal to the server's when the conversation stood at the cursor: digests by the first number that is in them. */
interface Known {
  readonly cursor: number;
  readonly digests: Map<number, string>;
}

/**
 * Compares what the store holds with the server, the newest messages of every conversation first, and mends the blocks that differ. It takes its time:
 * a page of rows, then a rest of several times as long. What was equal before and has not changed since is not asked about again.
 */
export class DigestSweep {
  readonly #ends: SweepEnds;
  readonly #known = new Map<string, Known>();
  #queue: Place[] = [];
  /** The conversation that somebody waits for. */
  #preferred: string | null = null;
  #wake: () => void = () => {};
  #mending: string | null = null;

  constructor(ends: SweepEnds) {
    this.#ends = ends;
  }

  /** The conversation of which a block is being fetched. */
  get mending(): string | null {
    return this.#mending;
  }

  /** What is to be compared, in this order. */
  begin(conversationIds: readonly string[]): void {
    this.#preferred = null;
    this.#queue = conversationIds.map(beginning);
  }

  /** Compares this conversation before all others. */
  prefer(conversationId: string): void {
    this.#preferred = conversationId;
    this.#queue = [beginning(conversationId), ...this.#queue.filter((place) => place.conversationId !== conversationId)];
  }

  /** Goes on until everything is compared, or it is not wanted any more. Rejects with an `ApiError`, or with what the store failed with. */
  async run(isWanted: () => boolean): Promise<void> {
    while (this.#queue.length > 0 && isWanted()) {
      const readings = await this.#read(isWanted);
      if (readings.length > 0 && isWanted()) await this.#compare(readings);
    }
  }

  /** Ends the rest that it takes: whether to go on is for `isWanted` to say. */
  wake(): void {
    this.#wake();
  }

  /** Stretches that the server has to be asked about. */
  async #read(isWanted: () => boolean): Promise<Reading[]> {
    const { platform } = this.#ends;
    const readings: Reading[] = [];
    const until = platform.now() + GATHER_MS;
    let blockCount = 0;
    while (blockCount < ASK_BLOCKS && readings.length < ASK_RANGES && isWanted() && (blockCount === 0 || platform.now() < until)) {
      const place = this.#queue.shift();
      if (place === undefined) break;
      const stretch = await this.#readStretch(place);
      if (stretch === null) continue;
      if (this.#isKnown(place, stretch)) {
        await this.#pass({ place, stretch }, stretch.cursor);
        continue;
      }
      readings.push({ place, stretch });
      blockCount += stretch.digests.length;
    }
    return readings;
  }

  async #readStretch({ conversationId, before }: Place): Promise<DigestStretch | null> {
    const { writer, platform } = this.#ends;
    const startedAt = platform.now();
    const stretch = await writer.read((store) => {
      const isAlone = store.digestMessages === undefined;
      return (isAlone ? digestRows : digestInStore)(store, conversationId, { before, limit: isAlone ? PAGE_ROWS : STORE_ROWS });
    });
    await this.#rest(Math.max(REST_MIN_MS, (platform.now() - startedAt) * REST_FACTOR));
    return stretch;
  }

  #isKnown({ conversationId }: Place, { cursor, fromSeq, digests }: DigestStretch): boolean {
    const known = this.#known.get(conversationId);
    if (known?.cursor !== cursor) return false;
    return digests.every((digest, index) => known.digests.get(startOf(fromSeq, index)) === digest);
  }

  async #compare(readings: readonly Reading[]): Promise<void> {
    const of = readings.map(({ place: { conversationId }, stretch: { fromSeq, digests } }) => ({
      conversationId,
      fromSeq,
      blockCount: digests.length,
    }));
    const { messageDigests } = await this.#ends.request<{ messageDigests: readonly WireDigests[] }>(MESSAGE_DIGESTS, { of });
    const answers = new Map(messageDigests.map((answer) => [`${answer.conversationId} ${answer.fromSeq}`, answer]));
    for (const reading of readings) {
      const { place, stretch } = reading;
      const answer = answers.get(`${place.conversationId} ${stretch.fromSeq}`);
      // The viewer is not in it any more.
      if (answer === undefined) continue;
      const differing = stretch.digests.flatMap((digest, index) =>
        digest === answer.digests[index] ? [] : [startOf(stretch.fromSeq, index)],
      );
      if (answer.seq < stretch.cursor) await this.#startOver(place);
      else if (differing.length === 0) await this.#pass(reading, answer.seq);
      else await this.#mend(reading, { differing, isSettled: answer.seq === stretch.cursor });
    }
  }

  /** The stretch is as the server has it: the one before it is next, after those of the other conversations. */
  async #pass({ place, stretch }: Reading, answeredSeq: number): Promise<void> {
    const { conversationId } = place;
    if (place.seq === null && !isPreviewIntact(this.#ends.replica.conversation(conversationId))) {
      await healPreview(this.#ends, conversationId);
      await this.#rest(REST_MIN_MS);
    }
    const { cursor, fromSeq, digests, next } = stretch;
    const held = this.#known.get(conversationId);
    const known = held?.cursor === cursor ? held : { cursor, digests: new Map<number, string>() };
    for (const [index, digest] of digests.entries()) known.digests.set(startOf(fromSeq, index), digest);
    this.#known.set(conversationId, known);
    const seq = place.seq ?? answeredSeq;
    if (next === null) this.#ends.onVerified(conversationId, { seq, fromSeq });
    else if (conversationId === this.#preferred) this.#queue.unshift({ conversationId, before: next, seq, attempts: 0 });
    else this.#queue.push({ conversationId, before: next, seq, attempts: 0 });
  }

  /** Blocks differ. While the client is behind the server, a change on its way may be all: it is waited for once. */
  async #mend({ place }: Reading, { differing, isSettled }: { differing: readonly number[]; isSettled: boolean }): Promise<void> {
    const { conversationId, attempts } = place;
    if (attempts === ATTEMPTS) return;
    if (isSettled || attempts > 0) {
      this.#mending = conversationId;
      try {
        for (const fromSeq of differing) await healBlock(this.#ends, conversationId, fromSeq);
      } finally {
        this.#mending = null;
      }
    } else {
      await this.#rest(SETTLE_MS);
    }
    if (isSettled) this.#ends.onDamage(conversationId, differing.length);
    this.#queue.unshift({ ...place, attempts: attempts + 1 });
  }

  /**
   * The store says that it is complete beyond what there is, so that whatever comes is taken for known. A server may lag for a moment; if it does not,
   * the conversation is begun anew.
   */
  async #startOver(place: Place): Promise<void> {
    const { conversationId, attempts } = place;
    if (attempts === ATTEMPTS) return;
    const isLast = attempts === ATTEMPTS - 1;
    if (isLast) {
      this.#mending = conversationId;
      try {
        await this.#ends.startOver(conversationId);
      } finally {
        this.#mending = null;
      }
      this.#ends.onDamage(conversationId, 0);
    } else {
      await this.#rest(SETTLE_MS);
    }
    this.#queue.unshift({ ...place, attempts: attempts + 1 });
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#ends.platform.setTimer(ms, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}

/** The first number of a block of a stretch, of which the first one may begin in its middle. */
const startOf = (fromSeq: number, index: number): number => (index === 0 ? fromSeq : (blockOf(fromSeq) + index) * BLOCK_SIZE);

const beginning = (conversationId: string): Place => ({ conversationId, before: Number.MAX_SAFE_INTEGER, seq: null, attempts: 0 });

const digestInStore = async (store: Store, conversationId: string, page: DigestPage): Promise<DigestStretch | null> =>
  (await store.digestMessages?.(conversationId, page)) ?? null;

async function digestRows(store: Store, conversationId: string, page: DigestPage): Promise<DigestStretch | null> {
  const held = await store.listMessages(conversationId, page);
  return held && digestStretch(held, page);
}
