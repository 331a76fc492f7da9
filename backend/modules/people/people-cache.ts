import { LRUCache } from 'lru-cache';
import type { PoolClient } from 'pg';
import type { Database } from '../../platform/database.ts';
import { type Bus, PEOPLE_TOPIC } from '../../realtime/bus.ts';
import { PROFILE_COLUMNS, type Profile, toProfile } from './profile.ts';

/** A person as everyone may see them. */
export interface PublicPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** What they say of themselves; most say nothing. */
  readonly profile?: Profile;
}

/** A row of `PERSON_COLUMNS`. */
export type PersonRow = Omit<PublicPerson, 'profile'> & Profile;

/** The columns of a `PersonRow`, of the table or alias `u`. */
export const PERSON_COLUMNS = `u.id, u.username, u.display_name AS "displayName", ${PROFILE_COLUMNS}`;

export function toPerson({ id, username, displayName, ...said }: PersonRow): PublicPerson {
  const profile = toProfile(said);
  return profile === null ? { id, username, displayName } : { id, username, displayName, profile };
}

/** About 20 MB at most; an installation of this many people needs no second read of anyone. */
const PEOPLE_MAX = 100_000;

/** Told to every node when a profile changes. */
interface PersonChanged {
  readonly type: 'PersonChanged';
  readonly userId: string;
}

/**
 * The people this process met lately, so that naming a message's sender costs no read. Every node forgets whose profile changed;
 * all of them when such news may have been lost.
 */
export class PeopleCache {
  readonly #db: Pick<Database, 'pool'>;
  readonly #bus: Bus;
  readonly #known = new LRUCache<string, PublicPerson>({ max: PEOPLE_MAX });
  /** Grows with everything forgotten: what was read before is not kept. */
  #forgottenCount = 0;

  constructor(db: Pick<Database, 'pool'>, bus: Bus) {
    this.#db = db;
    this.#bus = bus;
    void bus.subscribe(PEOPLE_TOPIC, (event) => {
      if ('type' in event && event.type === 'PersonChanged') this.#forget((event as PersonChanged).userId);
    });
    bus.onRestored(() => {
      this.#forgottenCount += 1;
      this.#known.clear();
    });
  }

  /** The person if already known here; never reads. */
  get(id: string): PublicPerson | undefined {
    return this.#known.get(id);
  }

  /** The people by id, the unknown ones read in one query. Ids of nobody are absent from the answer. `tx`: to read within a transaction. */
  async load(ids: readonly string[], tx: Pick<PoolClient, 'query'> = this.#db.pool): Promise<Map<string, PublicPerson>> {
    const people = new Map<string, PublicPerson>();
    const missing = new Set<string>();
    for (const id of ids) {
      const person = this.#known.get(id);
      if (person === undefined) missing.add(id);
      else people.set(id, person);
    }
    if (missing.size === 0) return people;
    const forgottenCount = this.#forgottenCount;
    for (const person of (await this.read([...missing], tx)).values()) {
      if (forgottenCount === this.#forgottenCount) this.#known.set(person.id, person);
      people.set(person.id, person);
    }
    return people;
  }

  /** The people as the database has them now, whatever is remembered. */
  async read(ids: readonly string[], tx: Pick<PoolClient, 'query'> = this.#db.pool): Promise<Map<string, PublicPerson>> {
    const { rows } = await tx.query<PersonRow>(`SELECT ${PERSON_COLUMNS} FROM users u WHERE u.id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, toPerson(row)]));
  }

  /** Has every node forget the person, whose profile changed. Call it after the commit. */
  invalidate(id: string): void {
    this.#bus.publish(PEOPLE_TOPIC, { type: 'PersonChanged', userId: id } satisfies PersonChanged);
  }

  #forget(id: string): void {
    this.#forgottenCount += 1;
    this.#known.delete(id);
  }
}
