import { isMessageOperation } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { ReceiptSummary } from '../../sync/receipt-summary.ts';
import type { MessageRow, ThreadRow } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { type Around, toOutgoingMessage, toTimelineMessage, toTimelineMessageAround } from './to-timeline-message.ts';

/** What else a timeline is made of. */
export interface TimelineContext {
  readonly receipts?: ReceiptSummary | undefined;
  /** The threads of the conversation, by the number of their root. */
  readonly threads?: ReadonlyMap<number, ThreadRow>;
  /** The numbers of messages that the viewer deleted for themselves. */
  readonly hidden?: ReadonlySet<number>;
  /** Shows the replies to this message instead of the timeline; the rows are the root and its replies. */
  readonly threadRootSeq?: number;
}

interface Decorated extends Around {
  readonly plain: TimelineMessage;
  readonly message: TimelineMessage;
}

const NO_THREADS: ReadonlyMap<number, ThreadRow> = new Map();
const NOBODY: ReadonlySet<number> = new Set();
const NOTHING: readonly OutboxItem[] = [];

/**
 * Makes what a timeline shows of rows. A row that is as before keeps its object, so a list of 100,000 costs one comparison each and no
 * allocation but the list itself; threads and what waits in the outbox cost as much as there are of them.
 */
export class TimelineMessages {
  readonly #replica: Replica;
  readonly #sent = new WeakMap<MessageRow, TimelineMessage>();
  readonly #around = new WeakMap<MessageRow, Decorated>();
  readonly #outgoing = new WeakMap<OutboxItem, TimelineMessage>();
  #given: readonly MessageRow[] = [];
  #hidden: ReadonlySet<number> = NOBODY;
  /** Those of the given rows that are shown, and what each shows by itself. */
  #rows: readonly MessageRow[] = [];
  #plain: readonly TimelineMessage[] = [];
  #receipts: ReceiptSummary | undefined;
  /** The last list, and what it was made of. */
  #last: readonly [readonly TimelineMessage[], ReadonlyMap<number, ThreadRow>, readonly OutboxItem[]] = [[], NO_THREADS, NOTHING];
  #shown: readonly TimelineMessage[] = [];

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  /** `outbox`: what of the conversation is on its way out. The same parts give the same list. */
  list(rows: readonly MessageRow[], outbox: readonly OutboxItem[], context: TimelineContext = {}): readonly TimelineMessage[] {
    this.#update(rows, context);
    const threads = context.threads ?? NO_THREADS;
    const waiting = outbox.length === 0 ? NOTHING : outbox;
    const [plain, lastThreads, lastWaiting] = this.#last;
    if (this.#plain !== plain || threads !== lastThreads || waiting !== lastWaiting) {
      this.#shown = this.#withSends(this.#withAround(threads, waiting), waiting, context.threadRootSeq);
      this.#last = [this.#plain, threads, waiting];
    }
    return this.#shown;
  }

  #update(given: readonly MessageRow[], { receipts, hidden = NOBODY, threadRootSeq }: TimelineContext): void {
    const areRowsSame = given === this.#given && hidden === this.#hidden;
    const rows = areRowsSame ? this.#rows : given.filter((row) => isShown(row, hidden, threadRootSeq));
    if (receipts !== this.#receipts) {
      this.#receipts = receipts;
      this.#plain = rows.map((row) => this.#messageOf(row));
    } else if (!areRowsSame) {
      this.#plain = rows.map((row, i) => (row === this.#rows[i] ? this.#plain[i] : undefined) ?? this.#messageOf(row));
    }
    this.#given = given;
    this.#hidden = hidden;
    this.#rows = rows;
  }

  #messageOf(row: MessageRow): TimelineMessage {
    const known = this.#sent.get(row) ?? toTimelineMessage(this.#replica, row);
    const message = known.mine ? this.#reached(row, known) : known;
    this.#sent.set(row, message);
    return message;
  }

  /** One's own message with how far it came; the same object if that is as before. */
  #reached(row: MessageRow, message: TimelineMessage): TimelineMessage {
    const receipts = this.#receipts;
    if (receipts === undefined || row.kind === 'SYSTEM') return message;
    const state = receipts.reach(row.seq);
    const { othersCount } = receipts;
    const readCount = receipts.readCount(row.seq);
    const isSame = message.state === state && message.readCount === readCount && message.othersCount === othersCount;
    return isSame ? message : { ...message, state, readCount, othersCount };
  }

  /** Puts threads and what waits in the outbox to the messages that they belong to. */
  #withAround(threads: ReadonlyMap<number, ThreadRow>, outbox: readonly OutboxItem[]): readonly TimelineMessage[] {
    const waiting = Map.groupBy(outbox, ({ row: { operation } }) => (isMessageOperation(operation) ? operation.seq : 0));
    waiting.delete(0);
    if (threads.size + waiting.size === 0) return this.#plain;
    const shown = [...this.#plain];
    for (const seq of new Set([...threads.keys(), ...waiting.keys()])) {
      const index = indexOf(this.#rows, seq);
      const [row, plain] = [this.#rows[index], this.#plain[index]];
      const around = { thread: threads.get(seq), waiting: waiting.get(seq) ?? NOTHING };
      if (row !== undefined && plain !== undefined) shown[index] = this.#decorated(row, plain, around);
    }
    return shown;
  }

  #decorated(row: MessageRow, plain: TimelineMessage, around: Around): TimelineMessage {
    const known = this.#around.get(row);
    if (known !== undefined && known.plain === plain && isSame(known, around)) return known.message;
    const { state, readCount, othersCount } = plain;
    const reached = { state, ...(readCount !== undefined && { readCount }), ...(othersCount !== undefined && { othersCount }) };
    const message = { ...toTimelineMessageAround(this.#replica, row, around), ...reached };
    this.#around.set(row, { ...around, plain, message });
    return message;
  }

  #withSends(
    shown: readonly TimelineMessage[],
    outbox: readonly OutboxItem[],
    threadRootSeq: number | undefined,
  ): readonly TimelineMessage[] {
    const sends = outbox.flatMap((item) => this.#outgoingOf(item, threadRootSeq) ?? []);
    return sends.length === 0 ? shown : [...shown, ...sends];
  }

  #outgoingOf(item: OutboxItem, threadRootSeq: number | undefined): TimelineMessage | undefined {
    const { operation } = item.row;
    if (operation.type !== 'send' || operation.threadRoot?.seq !== threadRootSeq) return undefined;
    const message = this.#outgoing.get(item) ?? toOutgoingMessage(this.#replica, item, operation);
    this.#outgoing.set(item, message);
    return message;
  }
}

/** Replies stand in their threads; what the viewer deleted for themselves stands nowhere. */
function isShown(row: MessageRow, hidden: ReadonlySet<number>, threadRootSeq: number | undefined): boolean {
  if (hidden.size > 0 && hidden.has(row.seq)) return false;
  return threadRootSeq !== undefined || row.threadRootSeq === null;
}

const isSame = (a: Around, b: Around): boolean =>
  a.thread === b.thread && a.waiting.length === b.waiting.length && a.waiting.every((item, i) => item === b.waiting[i]);

/** Where the message with this number stands; -1 if it is not there. */
function indexOf(rows: readonly MessageRow[], seq: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? seq) < seq) low = middle + 1;
    else high = middle;
  }
  return rows[low]?.seq === seq ? low : -1;
}
