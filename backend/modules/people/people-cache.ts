import { LRUCache } from 'lru-cache';
import type { PoolClient } from 'pg';
import type { Database } from '../../platform/database.ts';

/** A person as everyone may see them. */
export interface PublicPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

/** About 20 MB at most; an installation of this many people needs no second read of anyone. */
const PEOPLE_MAX = 100_000;

/** The people this process met lately, so that naming a message's sender costs no read. */
export class PeopleCache {
  readonly #db: Pick<Database, 'pool'>;
  readonly #known = new LRUCache<string, PublicPerson>({ max: PEOPLE_MAX });

  constructor(db: Pick<Database, 'pool'>) {
    this.#db = db;
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
    const { rows } = await tx.query<PublicPerson>(
      'SELECT id, username, display_name AS "displayName" FROM users WHERE id = ANY ($1::uuid[])',
      [[...missing]],
    );
    for (const person of rows) {
      this.#known.set(person.id, person);
      people.set(person.id, person);
    }
    return people;
  }

  /** Forgets the person, whose profile changed. */
  invalidate(id: string): void {
    this.#known.delete(id);
  }
}
