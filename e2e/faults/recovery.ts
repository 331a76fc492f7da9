import type pg from 'pg';
import { within } from '../crash/progress.ts';
import type { Person } from '../load/people.ts';

/** A client that can be asked where it stands. */
export interface Watched {
  readonly person: Person;
  /** Undefined for a conversation that it does not hold. */
  seqOf(conversationId: string): number | undefined;
  onChange(callback: () => void): () => void;
}

/** By person: the conversations that they are in, with the number that a client must have to be up to date. */
export type Marks = Map<string, Map<string, number>>;

/** What every person's client should hold now. */
export async function readMarks(database: pg.Client): Promise<Marks> {
  const { rows } = await database.query<{ userId: string; id: string; seq: number }>(
    `SELECT m.user_id AS "userId", c.id, c.last_seq::float8 AS seq FROM members m JOIN conversations c ON c.id = m.conversation_id
      WHERE m.left_seq IS NULL`,
  );
  const byPerson = Map.groupBy(rows, ({ userId }) => userId);
  return new Map([...byPerson].map(([userId, own]) => [userId, new Map(own.map(({ id, seq }) => [id, seq]))]));
}

/** How long each client takes until it holds what was there when the last fault was over. */
export class Recovery {
  readonly #since: number;
  readonly #marks: Marks;
  readonly #waiting = new Map<Watched, () => void>();
  readonly #times = new Map<Watched, number>();
  readonly #everybody = Promise.withResolvers<void>();

  /** `since`: when all was well again, by `performance.now()`; `marks`: what was there then. */
  constructor(clients: readonly Watched[], { since, marks }: { since: number; marks: Marks }) {
    this.#since = since;
    this.#marks = marks;
    for (const client of clients)
      this.#waiting.set(
        client,
        client.onChange(() => this.#check(client)),
      );
    this.#checkAll();
  }

  /** Memberships that have ended meanwhile are waited for no more. */
  narrow(current: Marks): void {
    for (const [personId, seqs] of this.#marks) {
      for (const id of seqs.keys()) if (!current.get(personId)?.has(id)) seqs.delete(id);
    }
    this.#checkAll();
  }

  /** Milliseconds of all that have come so far, the quickest first, and the persons of the others; waits for all, but not for ever. */
  async result(timeoutMs: number): Promise<{ timesMs: number[]; late: string[] }> {
    await within(timeoutMs, this.#everybody.promise, () => 'late').catch(() => undefined);
    for (const stop of this.#waiting.values()) stop();
    return { timesMs: [...this.#times.values()].sort((a, b) => a - b), late: [...this.#waiting.keys()].map(({ person }) => person.id) };
  }

  #checkAll(): void {
    for (const client of [...this.#waiting.keys()]) this.#check(client);
    if (this.#waiting.size === 0) this.#everybody.resolve();
  }

  #check(client: Watched): void {
    const seqs = this.#marks.get(client.person.id) ?? new Map<string, number>();
    const isThere = [...seqs].every(([id, seq]) => (client.seqOf(id) ?? -1) >= seq);
    if (!isThere) return;
    this.#waiting.get(client)?.();
    this.#waiting.delete(client);
    this.#times.set(client, performance.now() - this.#since);
    if (this.#waiting.size === 0) this.#everybody.resolve();
  }
}
