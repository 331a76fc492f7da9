import { LRUCache } from 'lru-cache';
import { AppError } from '../../errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Acknowledgement, ReceiptView } from './receipt.ts';

/** What became of an acknowledgement. */
export interface MovedReceipt extends ReceiptView {
  readonly kind: 'DIRECT' | 'GROUP';
  /** The conversation has 10 members or more (RECEIPT-1). */
  readonly isLarge: boolean;
  /** What others may see of `readSeq`. */
  readonly shownReadSeq: number;
  /** Which of the watermarks moved. */
  readonly hasDeliveredMoved: boolean;
  readonly hasReadMoved: boolean;
  readonly hasShownMoved: boolean;
}

interface Waiting {
  readonly asked: Acknowledgement;
  readonly settle: PromiseWithResolvers<MovedReceipt | null>[];
}

interface MovedRow {
  kind: 'DIRECT' | 'GROUP' | null;
  is_large: boolean;
  delivered_seq: number;
  read_seq: number;
  shown_read_seq: number;
  delivered_moved: boolean;
  read_moved: boolean;
  shown_moved: boolean;
}

const MOVE = {
  name: 'move_receipts',
  text: 'SELECT * FROM move_receipts($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])',
};

/** The most people of one statement. */
const BATCH_MAX = 1_000;

/** Large groups known here; of one that is not, the first acknowledgement tells. */
const LARGE_MAX = 10_000;

export interface ReceiptWriterOptions {
  /** How long the acknowledgements of a large group are gathered, in milliseconds (RECEIPT-5). */
  readonly gatherMs: number;
  /** Called after the commit with everything that a statement moved, before those who asked are answered. */
  readonly onMoved: (moved: readonly MovedReceipt[]) => void;
}

/**
 * Group commit of watermarks: what arrives while a statement is under way forms the next one, and one person's acknowledgements of a conversation
 * are one. Those of large groups wait a moment longer, so that a thousand readers cost a handful of statements (RECEIPT-5).
 */
export class ReceiptWriter {
  readonly #db: Pick<Database, 'pool'>;
  readonly #options: ReceiptWriterOptions;
  readonly #large = new LRUCache<string, true>({ max: LARGE_MAX });
  readonly #waiting = new Map<string, Waiting>();
  readonly #gathered = new Map<string, Waiting>();
  #gathering: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;

  constructor(db: Pick<Database, 'pool'>, options: ReceiptWriterOptions) {
    this.#db = db;
    this.#options = options;
  }

  /** Gives the watermarks as they are now; null where the person is not a member. Rejects as the database does. */
  move(asked: Acknowledgement): Promise<MovedReceipt | null> {
    const outcome = Promise.withResolvers<MovedReceipt | null>();
    const isLarge = this.#large.get(asked.conversationId) === true;
    put(isLarge ? this.#gathered : this.#waiting, { asked, settle: [outcome] });
    if (isLarge) this.#gathering ??= setTimeout(() => this.#release(), this.#options.gatherMs);
    else this.#running ??= this.#run();
    return outcome.promise;
  }

  /** Resolves when everything that waits is stored or rejected. */
  async drain(): Promise<void> {
    this.#release();
    while (this.#running !== null) await this.#running;
  }

  #release(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    for (const waiting of this.#gathered.values()) put(this.#waiting, waiting);
    this.#gathered.clear();
    if (this.#waiting.size > 0) this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // One turn of the event loop gathers what the sockets already hold.
    await new Promise(setImmediate);
    for (let batch = this.#takeBatch(); batch.length > 0; batch = this.#takeBatch()) await this.#store(batch);
    this.#running = null;
  }

  #takeBatch(): Waiting[] {
    const batch = [...this.#waiting].slice(0, BATCH_MAX);
    for (const [key] of batch) this.#waiting.delete(key);
    return batch.map(([, waiting]) => waiting);
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    try {
      this.#settle(batch, await this.#call(batch));
    } catch (error) {
      await this.#onFailure(batch, error);
    }
  }

  /** A change of one conversation that holds its members' rows would hold up everybody: then each is tried alone. */
  async #onFailure(batch: readonly Waiting[], error: unknown): Promise<void> {
    const isHeldUp = HELD_UP.has(String((error as { code?: unknown }).code));
    if (isHeldUp && batch.length > 1) {
      for (const waiting of batch) await this.#store([waiting]);
    } else {
      const reason = isHeldUp ? busy(error) : error;
      for (const { settle } of batch) for (const { reject } of settle) reject(reason);
    }
  }

  async #call(batch: readonly Waiting[]): Promise<MovedRow[]> {
    const column = <K extends keyof Acknowledgement>(key: K) => batch.map(({ asked }) => asked[key]);
    const values = [column('conversationId'), column('userId'), column('deliveredSeq'), column('readSeq')];
    const { rows } = await this.#db.pool.query<MovedRow>({ ...MOVE, values });
    return rows;
  }

  #settle(batch: readonly Waiting[], rows: readonly MovedRow[]): void {
    const outcomes = batch.map(({ asked }, index) => toMoved(asked, rows[index]));
    for (const moved of outcomes) if (moved?.isLarge) this.#large.set(moved.conversationId, true);
    this.#options.onMoved(outcomes.filter((moved) => moved !== null));
    for (const [index, { settle }] of batch.entries()) for (const { resolve } of settle) resolve(outcomes[index] ?? null);
  }
}

/** lock_not_available, deadlock_detected */
const HELD_UP: ReadonlySet<string> = new Set(['55P03', '40P01']);

const busy = (cause: unknown) => new AppError('UNAVAILABLE', 'The conversation is busy. Try again shortly.', { cause, retryAfterMs: 500 });

/** One person's acknowledgements of a conversation are one. */
function put(queue: Map<string, Waiting>, { asked, settle }: Waiting): void {
  const key = asked.conversationId + asked.userId;
  const known = queue.get(key);
  if (known === undefined) queue.set(key, { asked, settle });
  else queue.set(key, { asked: merge(known.asked, asked), settle: known.settle.concat(settle) });
}

/** The later of both, whatever order they come in (RECEIPT-3). */
function merge(before: Acknowledgement, asked: Acknowledgement): Acknowledgement {
  return { ...asked, deliveredSeq: later(before.deliveredSeq, asked.deliveredSeq), readSeq: later(before.readSeq, asked.readSeq) };
}

const later = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));

function toMoved({ conversationId, userId }: Acknowledgement, row: MovedRow | undefined): MovedReceipt | null {
  if (row === undefined) throw new AppError('INTERNAL', 'move_receipts gave no row for an acknowledgement.');
  if (row.kind === null) return null;
  return {
    conversationId,
    userId,
    kind: row.kind,
    isLarge: row.is_large,
    deliveredSeq: row.delivered_seq,
    readSeq: row.read_seq,
    shownReadSeq: row.shown_read_seq,
    hasDeliveredMoved: row.delivered_moved,
    hasReadMoved: row.read_moved,
    hasShownMoved: row.shown_moved,
  };
}
