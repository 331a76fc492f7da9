import type { Logger } from 'pino';
import type { Database } from '../../platform/database.ts';
import { findConversationsBehind, indexChanges } from './search-index.ts';

/** What changed meanwhile is taken together; a message is found well within a second of its send (SEARCH-2). */
const GATHER_MS = 150;
/** The index rests so many times as long as it worked: under load sends come first, and it follows. */
const REST = 2;
const FRESH_MAX = 100;
/** What is far behind goes on in small steps, so that what is new need not wait for it. */
const BACKLOG_MAX = 4;
/** What nobody told of: changes that another node made and died, and everything older than the index. */
const SWEEP_MS = 10_000;
const SWEEP_MAX = 1_000;

interface SearchIndexerOptions {
  readonly db: Pick<Database, 'pool'>;
  readonly log: Pick<Logger, 'warn'>;
  /** How often it looks for what nobody told of. */
  readonly sweepMs?: number;
}

/**
 * Keeps the search index behind the sequences by a moment, outside the way of a send. Each node follows the conversations that it changed
 * itself, and sweeps for those of which nobody told. Two nodes at one conversation take turns.
 */
export class SearchIndexer {
  readonly #options: SearchIndexerOptions;
  readonly #sweep: NodeJS.Timeout;
  readonly #fresh = new Set<string>();
  readonly #backlog = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: SearchIndexerOptions) {
    this.#options = options;
    this.#sweep = setInterval(() => void this.sweep(), options.sweepMs ?? SWEEP_MS);
    this.#sweep.unref();
    void this.sweep();
  }

  /** The conversation has changed, and the change is committed. */
  touch(conversationId: string): void {
    if (this.#isClosed) return;
    this.#fresh.add(conversationId);
    this.#schedule();
  }

  /** Has everything that is behind brought up to date in its turn. */
  async sweep(): Promise<void> {
    try {
      for (const id of await findConversationsBehind(this.#options.db.pool, SWEEP_MAX)) this.#backlog.add(id);
      this.#schedule();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'The search could not look for what it has missed');
    }
  }

  /** Ends it; what is left is found by the next sweep of any node. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    const hasWork = this.#fresh.size + this.#backlog.size > 0;
    if (!hasWork || this.#isClosed || this.#running !== null) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#work().finally(() => {
        this.#running = null;
        this.#schedule();
      });
    }, GATHER_MS);
  }

  async #work(): Promise<void> {
    while (this.#fresh.size + this.#backlog.size > 0 && !this.#isClosed) {
      const began = performance.now();
      await this.#bringUpToDate(take(this.#fresh, FRESH_MAX));
      await this.#bringUpToDate(take(this.#backlog, BACKLOG_MAX));
      await rest(Math.max(GATHER_MS, REST * (performance.now() - began)));
    }
  }

  async #bringUpToDate(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      const { held, behind } = await indexChanges(this.#options.db.pool, ids);
      for (const id of held) this.#fresh.add(id);
      for (const id of behind) this.#backlog.add(id);
    } catch (error) {
      // The sweep finds them again.
      this.#options.log.warn({ err: error }, 'The search index could not be brought up to date');
    }
  }
}

function take(queue: Set<string>, max: number): string[] {
  const ids = [...queue].slice(0, max);
  for (const id of ids) queue.delete(id);
  return ids;
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
