import type { Logger } from 'pino';
import { AppError } from '../../errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Mentions, Poll, StoredForwardedFrom } from './message.ts';
import type { ThreadView } from './thread.ts';
import { THREAD_COLUMNS } from './threads.service.ts';

/** What only few messages are sent with. */
export interface DraftExtras {
  /** The number of the message that `replyToId` names. */
  readonly replyToSeq?: number;
  /** The message in whose thread this one replies; both or neither. */
  readonly threadRootId?: string;
  readonly threadRootSeq?: number;
  readonly forwardedFrom?: StoredForwardedFrom;
  readonly poll?: Poll;
}

/** A message that has passed the checks that need no lock. */
export interface MessageDraft {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly replyToId: string | null;
  /** Original time of an imported message, RFC 3339. */
  readonly importedAt: string | null;
  readonly mentions: Mentions;
  readonly extras: DraftExtras | null;
}

interface StoredOutcome {
  readonly status: 'stored';
  readonly seq: number;
  readonly createdAt: string;
  readonly membersSeq: number;
  /** The thread that it is a reply in, with this and the other replies of its batch; null for all others. */
  readonly thread: ThreadView | null;
}

/** What became of a draft: see `append_messages` in the migrations. */
export type AppendOutcome = StoredOutcome | { readonly status: 'repeated' } | { readonly status: 'refused' };

interface Waiting {
  readonly draft: MessageDraft;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

interface AppendRow {
  status: 'stored' | 'repeated' | 'refused';
  seq: number | null;
  created_at: string | null;
  members_seq: number | null;
}

/** The columns of a thread beside those of a reply; null beside other messages. */
type ThreadRow = { readonly [Column in keyof ThreadView]?: ThreadView[Column] | null };

/** The most messages of one batch; beyond it PostgreSQL gains nothing more. */
const BATCH_MAX = 512;

/** Sends that may wait before new ones are turned away (load shedding, OPS-5): about a second of work. */
const WAITING_MAX = 20_000;

const CALL = `append_messages($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[],
    $8::text[], $9::boolean[], $10::jsonb[])`;

const APPEND = { name: 'append_messages', text: `SELECT * FROM ${CALL}` };

/** The same where there are replies in threads: with the thread of each, as it is once all of them are stored. */
const APPEND_REPLIES = {
  name: 'append_replies',
  text: `SELECT a.status, a.seq, a.created_at, a.members_seq, ${THREAD_COLUMNS}
           FROM ${CALL} WITH ORDINALITY AS a (status, seq, created_at, members_seq, n)
           CROSS JOIN LATERAL (SELECT (($10::jsonb[])[a.n] ->> 'threadRootSeq')::bigint AS root_seq) r
           LEFT JOIN LATERAL thread_now(($2::uuid[])[a.n], r.root_seq) t ON a.status = 'stored' AND r.root_seq IS NOT NULL
          ORDER BY a.n`,
};

/** No partition for this month: the daily job has not run for a while. */
const CHECK_VIOLATION = '23514';

const isDatabaseAway = (code: string) => /^(08|53|57)/.test(code) || !/^[0-9A-Z]{5}$/.test(code);

/**
 * Group commit (architecture 2.3). What arrives while a batch is on its way to disk forms the next batch: no timer, so a lone message
 * waits for nobody, and under load one commit serves hundreds. An outcome is given after the commit, never before (DELIVERY-1).
 */
export class MessageWriter {
  readonly #db: Pick<Database, 'pool'>;
  readonly #log: Logger;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(db: Pick<Database, 'pool'>, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** How many sends wait for the batch on its way. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Stores the draft. Rejects with UNAVAILABLE (retryable) when the database cannot say that it did; a resend then finds out. */
  append(draft: MessageDraft): Promise<AppendOutcome> {
    if (this.#waiting.length >= WAITING_MAX) {
      return Promise.reject(new AppError('UNAVAILABLE', 'The server is busy. Try again shortly.', { retryAfterMs: 1000 }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything that waits is stored or rejected. */
  async drain(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop gathers what the sockets already hold.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#store(this.#takeBatch());
    this.#running = null;
  }

  /** The oldest that wait. A draft that repeats one of the batch stays for the next, which finds the first one stored. */
  #takeBatch(): Waiting[] {
    const keys = new Set<string>();
    const batch: Waiting[] = [];
    const repeats: Waiting[] = [];
    for (const waiting of this.#waiting.splice(0, BATCH_MAX)) {
      const { senderId, clientMessageId } = waiting.draft;
      const known = keys.size;
      const isFirst = keys.add(senderId + clientMessageId).size > known;
      (isFirst ? batch : repeats).push(waiting);
    }
    if (repeats.length > 0) this.#waiting.unshift(...repeats);
    return batch;
  }

  async #store(batch: Waiting[]): Promise<void> {
    try {
      const rows = await this.#call(batch);
      for (const [index, waiting] of batch.entries()) settle(waiting, rows[index]);
    } catch (error) {
      await this.#onFailure(batch, error);
    }
  }

  async #call(batch: Waiting[]): Promise<(AppendRow & ThreadRow)[]> {
    const column = <K extends keyof MessageDraft>(key: K) => batch.map(({ draft }) => draft[key]);
    const values = [
      column('id'),
      column('conversationId'),
      column('senderId'),
      column('clientMessageId'),
      column('text'),
      column('replyToId'),
      column('importedAt'),
      batch.map(({ draft: { mentions } }) => `{${mentions.userIds.join(',')}}`),
      batch.map(({ draft: { mentions } }) => mentions.isForAll),
      batch.map(({ draft: { extras } }) => extras && JSON.stringify(extras)),
    ];
    const hasReplies = batch.some(({ draft: { extras } }) => extras?.threadRootSeq !== undefined);
    const { rows } = await this.#db.pool.query<AppendRow & ThreadRow>({ ...(hasReplies ? APPEND_REPLIES : APPEND), values });
    return rows;
  }

  /**
   * A database that is away fails the whole batch. Anything else is one message's fault, and only that one fails: each is tried alone.
   * A clientMessageId that another node stored in another conversation at this very moment is then known (23505).
   */
  async #onFailure(batch: Waiting[], error: unknown): Promise<void> {
    const code = codeOf(error);
    if (isDatabaseAway(code)) {
      for (const { reject } of batch) reject(away(error));
      return;
    }
    if (code === CHECK_VIOLATION) await this.#makePartitions();
    for (const waiting of batch) await this.#storeAlone(waiting);
  }

  async #storeAlone(waiting: Waiting): Promise<void> {
    try {
      settle(waiting, (await this.#call([waiting]))[0]);
    } catch (error) {
      if (isDatabaseAway(codeOf(error))) {
        waiting.reject(away(error));
        return;
      }
      this.#log.error({ err: error }, 'a message could not be stored');
      waiting.reject(error);
    }
  }

  async #makePartitions(): Promise<void> {
    try {
      await this.#db.pool.query('SELECT ensure_message_partitions(2)');
    } catch (error) {
      this.#log.error({ err: error }, 'message partitions could not be made');
    }
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? '');

const away = (cause: unknown) =>
  new AppError('UNAVAILABLE', 'The message could not be stored now. It will be tried again.', { cause, retryAfterMs: 1000 });

function settle({ resolve, reject }: Waiting, row: (AppendRow & ThreadRow) | undefined): void {
  if (row === undefined) {
    reject(new Error('append_messages gave no row for a message.'));
    return;
  }
  const { status, seq, created_at: createdAt, members_seq: membersSeq, ...thread } = row;
  if (status !== 'stored') resolve({ status });
  else if (seq === null || createdAt === null || membersSeq === null) reject(new Error('A stored message has no number.'));
  else resolve({ status, seq, createdAt, membersSeq, thread: isThread(thread) ? thread : null });
}

const isThread = (row: ThreadRow): row is ThreadView => row.rootId != null;
