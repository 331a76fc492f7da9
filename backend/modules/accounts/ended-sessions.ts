import type { Logger } from 'pino';
import type { Database } from '../../platform/database.ts';
import { type Bus, SESSIONS_TOPIC, type Unsubscribe } from '../../realtime/bus.ts';
import { Restoration } from '../../realtime/restoration.ts';
import { ACCESS_TOKEN_MS } from './access-tokens.ts';

/** Told to every node when a session ends. */
export interface SessionEnded {
  readonly type: 'SessionEnded';
  readonly userId: string;
  readonly sessionId: string;
}

/** How often the table is asked while other nodes cannot tell: their word would have come within a second (W8). */
const ASKED_MS = 700;

interface EndedSessionsOptions {
  readonly db: Pick<Database, 'pool'>;
  readonly bus: Bus;
  readonly log: Logger;
}

/** A minute more than any access token lives: clocks of nodes differ a little. After that no token of the session is left to refuse. */
const REMEMBERED_MS = ACCESS_TOKEN_MS + 60_000;

/** The sessions that ended so lately that access tokens of theirs still verify (ID-3, security W8). */
export class EndedSessions {
  /** Session → when it may be forgotten; in order of that, since Maps keep the order of insertion. */
  readonly #forgetAt = new Map<string, number>();
  readonly #handlers = new Set<(event: SessionEnded) => void>();
  readonly #db: Pick<Database, 'pool'>;
  readonly #bus: Bus;
  readonly #restoration: Restoration;
  readonly #asking: NodeJS.Timeout;
  #unsubscribe: Unsubscribe = () => undefined;

  private constructor({ db, bus, log }: EndedSessionsOptions) {
    this.#db = db;
    this.#bus = bus;
    this.#restoration = new Restoration({ bus, log, reload: () => this.#read(), done: () => undefined });
    this.#asking = setInterval(() => {
      if (!bus.isConnected) this.#read().catch((error: unknown) => log.debug({ err: error }, 'ended sessions could not be read'));
    }, ASKED_MS).unref();
  }

  /** Listens first, then reads what ended before: in between nothing is missed. While news cannot come, and when some may have been lost, it is read again. */
  static async open(options: EndedSessionsOptions): Promise<EndedSessions> {
    const { bus } = options;
    const sessions = new EndedSessions(options);
    sessions.#unsubscribe = await bus.subscribe(SESSIONS_TOPIC, (event) => {
      if ('type' in event && event.type === 'SessionEnded') sessions.#remember(event as SessionEnded);
    });
    await sessions.#read();
    return sessions;
  }

  isEnded(sessionId: string): boolean {
    return this.#forgetAt.has(sessionId);
  }

  /** Calls the handler for every session that ends on any node from now on. */
  onEnded(handler: (event: SessionEnded) => void): Unsubscribe {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  /** Tells every node, this one included. Call it after the commit that ended the sessions. */
  announce(userId: string, sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) {
      const event: SessionEnded = { type: 'SessionEnded', userId, sessionId };
      this.#remember(event);
      this.#bus.publish(SESSIONS_TOPIC, event);
    }
  }

  close(): void {
    clearInterval(this.#asking);
    this.#restoration.close();
    this.#unsubscribe();
  }

  async #read(): Promise<void> {
    const { rows } = await this.#db.pool.query<{ userId: string; sessionId: string }>(
      `SELECT user_id AS "userId", id AS "sessionId" FROM sessions WHERE ended_at > now() - $1 * interval '1 millisecond'`,
      [REMEMBERED_MS],
    );
    for (const row of rows) this.#remember({ type: 'SessionEnded', ...row });
  }

  /** Once per session: on the node that ended it the bus brings the event a second time. */
  #remember(event: SessionEnded): void {
    if (this.#forgetAt.has(event.sessionId)) return;
    const now = Date.now();
    this.#forgetOld(now);
    this.#forgetAt.set(event.sessionId, now + REMEMBERED_MS);
    for (const handler of this.#handlers) handler(event);
  }

  #forgetOld(now: number): void {
    for (const [sessionId, forgetAt] of this.#forgetAt) {
      if (forgetAt > now) return;
      this.#forgetAt.delete(sessionId);
    }
  }
}
