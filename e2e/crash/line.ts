import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../load/people.ts';
import { Connection, Failure } from './connection.ts';

const RETRY_MS = 50;

/** One person's way to the server: connects when needed, and tries what is retryable until it is answered. */
export class Line {
  readonly #port: number;
  readonly #person: Person;
  #connection: Connection | null = null;

  constructor(port: number, person: Person) {
    this.#port = port;
    this.#person = person;
  }

  /** Rejects with a `Failure` that trying again cannot mend. */
  async insist<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    for (;;) {
      try {
        this.#connection ??= await Connection.open(this.#port, this.#person.token);
        return await this.#connection.run<T>(query, variables);
      } catch (error) {
        if (!(error instanceof Failure && error.retryable)) throw error;
        if (error.code === 'CLOSED') this.#connection = null;
        await delay(RETRY_MS);
      }
    }
  }

  close(): void {
    this.#connection?.close();
  }
}
