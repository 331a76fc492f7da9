import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../load/people.ts';
import { Connection, Failure } from './connection.ts';
import { CHANGES, type ChangeSet, EVENTS, type NumberedEvent } from './records.ts';
import { Replica } from './replica.ts';

const RETRY_MS = 50;
/** After an interruption everybody asks, each at a moment of their own within this time (docs/protocol.md). */
const INTERRUPTION_SPREAD_MS = 1_000;

export interface FollowerOptions {
  readonly person: Person;
  /** The port to connect to; asked for every connect. */
  readonly door: () => number;
  /** Empty at first; by default one that keeps to the rules. */
  readonly replica?: Replica;
  /** Every event that came with a number, before it is applied. */
  readonly onArrival?: (event: NumberedEvent) => void;
}

/** A client that listens: subscribe first, buffer, catch up, apply, then stream (architecture 4); after every disconnect again. */
export class Follower {
  readonly person: Person;
  readonly replica: Replica;
  readonly #options: FollowerOptions;
  readonly #watchers = new Set<() => void>();
  #buffer: NumberedEvent[] | null = [];
  #catchingUp: Promise<void> = Promise.resolve();
  #catchUpCount = 0;
  #connection: Connection | null = null;
  #connected = Promise.withResolvers<Connection>();
  #isStopping = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.person = options.person;
    this.replica = options.replica ?? new Replica(options.person.id);
  }

  /** How often it asked for everything it missed. */
  get catchUpCount(): number {
    return this.#catchUpCount;
  }

  /** Its connection, else the next that it gets. */
  get connected(): Promise<Connection> {
    return this.#connected.promise;
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
    const connection = await Connection.open(this.#options.door(), this.person.token);
    await this.#readChanges(connection);
    connection.close();
  }

  stop(): void {
    this.#isStopping = true;
    this.#connection?.close();
  }

  /** Calls back after everything that came, and gives what stops that. */
  onChange(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }

  /** Resolves when the replica holds exactly these numbers. */
  holds(seqs: ReadonlyMap<string, number>): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        const { conversations } = this.replica;
        const isEqual = conversations.size === seqs.size && [...seqs].every(([id, seq]) => conversations.get(id)?.seq === seq);
        if (!isEqual) return;
        stop();
        resolve();
      };
      const stop = this.onChange(check);
      check();
    });
  }

  async #follow(): Promise<void> {
    const connection = await Connection.open(this.#options.door(), this.person.token);
    this.#connection = connection;
    this.#connected.resolve(connection);
    this.#buffer = [];
    connection.follow<{ events: Partial<NumberedEvent> }>(EVENTS, ({ events: event }) => {
      if (event.conversationId !== undefined) this.#onEvent(event as NumberedEvent, connection);
      else if ('at' in event) void this.#onInterruption(connection);
    });
    try {
      this.#catchingUp = this.#catchUp(connection);
      await this.#catchingUp;
      await connection.closed;
    } finally {
      this.#connected = Promise.withResolvers();
    }
  }

  #onEvent(event: NumberedEvent, connection: Connection): void {
    if (connection !== this.#connection) return;
    this.#options.onArrival?.(event);
    if (this.#buffer !== null) {
      this.#buffer.push(event);
    } else if (!this.replica.applyEvent(event)) {
      this.#askAgain(connection, [event]);
    }
    this.#changed();
  }

  /** Events of other nodes may be lost: what is missing may have nothing behind it that would show the gap. */
  async #onInterruption(connection: Connection): Promise<void> {
    await delay(Math.random() * INTERRUPTION_SPREAD_MS);
    await this.#catchingUp.catch(() => undefined);
    if (connection === this.#connection && this.#buffer === null) this.#askAgain(connection, []);
  }

  #askAgain(connection: Connection, buffer: NumberedEvent[]): void {
    this.#buffer = buffer;
    this.#catchingUp = this.#catchUp(connection);
    this.#catchingUp.catch(() => connection.close());
  }

  /** Live events wait in the buffer meanwhile. One that came before the changes were read is among them; a later one may ask again. */
  async #catchUp(connection: Connection): Promise<void> {
    this.#catchUpCount += 1;
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
