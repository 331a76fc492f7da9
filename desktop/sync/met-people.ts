import { isSamePerson } from './merge-rows.ts';
import type { Person } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';

/** The people whom this client has met: who wrote what it holds, and of whom that speaks. */
export class MetPeople {
  readonly #writer: StoreWriter;
  readonly #people: Map<string, Person>;
  readonly #names = new Signal<object>({});

  constructor(people: readonly Person[], writer: StoreWriter) {
    this.#writer = writer;
    this.#people = new Map(people.map((person) => [person.id, person]));
  }

  /** Another object whenever somebody who was met before has another name: what names were put into is made anew. */
  get names(): Readable<object> {
    return this.#names;
  }

  get(id: string): Person | undefined {
    return this.#people.get(id);
  }

  meet(people: readonly Person[]): void {
    const fresh = people.filter((person) => !isSamePerson(this.#people.get(person.id), person));
    if (fresh.length === 0) return;
    const isRenamed = fresh.some(({ id }) => this.#people.has(id));
    for (const person of fresh) this.#people.set(person.id, person);
    void this.#writer.write({ type: 'peopleMet', people: fresh });
    if (isRenamed) this.#names.set({});
  }
}
