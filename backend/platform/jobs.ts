import type { PoolClient } from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

/** The work that a process does apart from answering, by the name of its queue, with what a piece of it is told. */
export interface JobData {
  readonly 'scheduled-message': { readonly id: string };
  readonly 'link-previews': { readonly conversationId: string; readonly messageId: string };
}

export type JobName = keyof JobData;

export type Workers = { readonly [Name in JobName]: (data: JobData[Name]) => Promise<void> };

interface JobOptions {
  /** Not before this time. */
  readonly startAfter?: Date;
  /** The transaction that the work belongs to: it is there if and when that commits. */
  readonly tx?: Pick<PoolClient, 'query'>;
}

const CONNECTIONS = 2;
const POLL_SECONDS = 1;
/** What fails is tried again for about a day, ever less often. */
const RETRIES = { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 7_200 };
const STOP_TIMEOUT_MS = 5_000;

/**
 * Work to be done later or beside, kept in PostgreSQL (pg-boss): of any number of processes one does each piece, and another takes it over
 * from one that dies. So a piece may be done twice: what it does must bear that.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #log: Pick<Logger, 'warn'>;
  #isRunning = false;

  constructor({ databaseUrl, log }: { databaseUrl: string; log: Pick<Logger, 'warn'> }) {
    this.#log = log;
    this.#boss = new PgBoss({ connectionString: databaseUrl, application_name: 'parley-jobs', max: CONNECTIONS, schedule: false });
    // A database that is away is everybody's trouble, and told of elsewhere; the work goes on when it is back.
    this.#boss.on('error', (error) => log.warn({ reason: error.message }, 'Background work had an error'));
  }

  /** Whether this process takes and does work. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Makes the queues where they are not there yet, and begins to work. */
  async start(workers: Workers): Promise<void> {
    await this.#boss.start();
    await this.#take('scheduled-message', workers['scheduled-message']);
    await this.#take('link-previews', workers['link-previews']);
    this.#isRunning = true;
  }

  /** Hands in a piece of work. */
  async send<Name extends JobName>(name: Name, data: JobData[Name], { startAfter, tx }: JobOptions = {}): Promise<void> {
    const db = tx && { executeSql: (text: string, values: unknown[] = []) => tx.query(text, values) };
    await this.#boss.send(name, data, { ...RETRIES, ...(startAfter && { startAfter }), ...(db && { db }) });
  }

  /** Finishes what is under way. */
  async stop(): Promise<void> {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    await this.#boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
  }

  async #take<Name extends JobName>(name: Name, work: Workers[Name]): Promise<void> {
    await this.#boss.createQueue(name);
    await this.#boss.work<JobData[Name]>(name, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 }, async (jobs) => {
      for (const { data } of jobs) {
        await work(data).catch((error: unknown) => {
          this.#log.warn({ job: name, reason: error instanceof Error ? error.message : 'unknown' }, 'A piece of background work failed');
          throw error;
        });
      }
    });
  }
}
