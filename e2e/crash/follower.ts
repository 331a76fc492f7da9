import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../load/people.ts';
import { Connection, Failure } from './connection.ts';
import { CHANGES, type ChangeSet, EVENTS, type NumberedEvent } from './records.ts';
import { Replica } from './replica.ts';

const RETRY_MS = 50;

/** A client that listens: subscribe first, buffer, catch up, apply, then stream (architecture 4); after every disconnect again. */
export class Follower {
  readonly person: Person;
  readonly replica: Replica;
  readonly #port: number;
  readonly #watchers = new Set<() => void>();
  #buffer: NumberedEvent[] | null = [];
  #connection: Connection | null = null;
  #isStopping = false;

  constructor(port: number, person: Person) {
    this.#port = port;
    this.person = person;
    this.replica = new Replica(person.id);
  }

  /** Runs until stopped. Rejects when the server gives an error that trying again cannot mend. */
  async run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.#follow();
      } catch (error) {
        if (!(error instanceof Failure && error.retryable)) throw error;
        this.#connection?.close();
        await delay(RETRY_MS);
      }
    }
  }

  /** Reads everything once, as a client that has just come. */
  async readOnce(): Promise<void> {
    const connection = await Connection.open(this.#port, this.person.token);
    await this.#readChanges(connection);
    connection.close();
  }

  stop(): void {
    this.#isStopping = true;
    this.#connection?.close();
  }

  /** Resolves when the replica holds exactly these numbers. */
  holds(seqs: ReadonlyMap<string, number>): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        const { conversations } = this.replica;
        const isEqual = conversations.size === seqs.size && [...seqs].every(([id, seq]) => conversations.get(id)?.seq === seq);
        if (!isEqual) return;
        this.#watchers.delete(check);
        resolve();
      };
      this.#watchers.add(check);
      check();
    });
  }

  async #follow(): Promise<void> {
    const connection = await Connection.open(this.#port, this.person.token);
    this.#connection = connection;
    this.#buffer = [];
    connection.follow<{ events: Partial<NumberedEvent> }>(EVENTS, ({ events: event }) => {
      if (event.conversationId !== undefined) this.#onEvent(event as NumberedEvent, connection);
    });
    await this.#catchUp(connection);
    await connection.closed;
  }

  #onEvent(event: NumberedEvent, connection: Connection): void {
    if (connection !== this.#connection) return;
    if (this.#buffer !== null) {
      this.#buffer.push(event);
    } else if (!this.replica.applyEvent(event)) {
      this.#buffer = [event];
      this.#catchUp(connection).catch(() => connection.close());
    }
    this.#changed();
  }

  /** Live events wait in the buffer meanwhile. One that came before the changes were read is among them; a later one may ask again. */
  async #catchUp(connection: Connection): Promise<void> {
    while (this.#buffer !== null) {
      const coveredCount = this.#buffer.length;
      await this.#readChanges(connection);
      for (const event of this.#buffer.splice(0, coveredCount)) this.replica.applyEvent(event);
      const misfit = this.#buffer.findIndex((event) => !this.replica.applyEvent(event));
      this.#buffer = misfit === -1 ? null : this.#buffer.slice(misfit);
    }
    this.#changed();
  }

  async #readChanges(connection: Connection): Promise<void> {
    for (let hasMore = true; hasMore; ) {
      const { changes } = await connection.run<{ changes: ChangeSet }>(CHANGES, { since: this.replica.cursors });
      for (const each of changes.conversations) this.replica.applyChanges(each);
      hasMore = changes.hasMore;
    }
  }

  #changed(): void {
    for (const check of this.#watchers) check();
  }
}
