import type { Logger } from 'pino';
import { toInstant } from '../../instant.ts';
import type { Database } from '../../platform/database.ts';
import { type Bus, personTopic } from '../../realtime/bus.ts';
import type { PresenceChanged } from '../../realtime/events.ts';

/** After the last socket of a person closed; a reload or a change of network does not flicker (PRESENCE-2). */
const GRACE_MS = 5_000;

/** Comings and goings within this time are told together: one statement for a whole office that reconnects. */
const GATHER_MS = 50;

interface Pair {
  readonly userId: string;
  readonly peerId: string;
}

/**
 * Who is here, told to the people they have a direct conversation with, so that the work grows with those and not with everybody
 * (PRESENCE-4). Not durable; takes no number.
 */
export class Presence {
  readonly #db: Pick<Database, 'pool'>;
  readonly #bus: Bus;
  readonly #log: Logger;
  readonly #present = new Set<string>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #changes = new Map<string, PresenceChanged>();
  readonly #greeted = new Set<string>();
  #gathering: NodeJS.Timeout | undefined;

  constructor({ db, bus, log }: { db: Pick<Database, 'pool'>; bus: Bus; log: Logger }) {
    this.#db = db;
    this.#bus = bus;
    this.#log = log;
  }

  /** A socket of the person opened. */
  came(userId: string): void {
    clearTimeout(this.#leaving.get(userId));
    this.#leaving.delete(userId);
    if (this.#present.has(userId)) return;
    this.#present.add(userId);
    this.#tell({ type: 'PresenceChanged', userId, status: 'ONLINE', lastSeenAt: null });
  }

  /** The last socket of the person closed. */
  went(userId: string): void {
    const lastSeenAt = toInstant(new Date());
    const timer = setTimeout(() => {
      this.#leaving.delete(userId);
      this.#present.delete(userId);
      this.#tell({ type: 'PresenceChanged', userId, status: 'OFFLINE', lastSeenAt });
    }, GRACE_MS);
    this.#leaving.set(userId, timer.unref());
  }

  /** Tells the person who of theirs is here: when events of theirs begin to flow, or a direct conversation of theirs began. */
  greet(userId: string): void {
    this.#greeted.add(userId);
    this.#gather();
  }

  close(): void {
    clearTimeout(this.#gathering);
    for (const timer of this.#leaving.values()) clearTimeout(timer);
  }

  #tell(change: PresenceChanged): void {
    this.#changes.set(change.userId, change);
    this.#gather();
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#tellGathered().catch((error: unknown) => this.#log.warn({ err: error }, 'presence could not be told'));
    }, GATHER_MS);
  }

  async #tellGathered(): Promise<void> {
    const changes = new Map(this.#changes);
    const greeted = new Set(this.#greeted);
    this.#changes.clear();
    this.#greeted.clear();
    const pairs = await this.#peersOf([...changes.keys()], [...greeted]);
    for (const { userId, peerId } of pairs) {
      if (!this.#present.has(peerId)) continue;
      const change = changes.get(userId);
      if (change !== undefined) this.#bus.publish(personTopic(peerId), change);
      if (greeted.has(userId)) this.#bus.publish(personTopic(userId), online(peerId));
    }
  }

  /** The people each of them has a direct conversation with; notes the time of those who came or went. */
  async #peersOf(changedIds: string[], greetedIds: string[]): Promise<Pair[]> {
    const { rows } = await this.#db.pool.query<Pair>(
      `WITH seen AS (UPDATE users SET last_seen_at = now() WHERE id = ANY ($1::uuid[]))
       SELECT b.user_id AS "userId", peer.user_id AS "peerId"
         FROM members b JOIN conversations c ON c.id = b.conversation_id AND c.kind = 'DIRECT'
         JOIN members peer ON peer.conversation_id = c.id AND peer.user_id <> b.user_id
        WHERE b.user_id = ANY ($1::uuid[]) OR b.user_id = ANY ($2::uuid[])`,
      [changedIds, greetedIds],
    );
    return rows;
  }
}

const online = (userId: string): PresenceChanged => ({ type: 'PresenceChanged', userId, status: 'ONLINE', lastSeenAt: null });
