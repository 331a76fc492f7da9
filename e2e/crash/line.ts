import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, Failure } from './connection.ts';

const RETRY_MS = 50;

/** One person's way to the server: connects when needed, and tries what is retryable until it is answered. */
export class Line {
  readonly #open: () => Promise<Connection>;
  #connection: Connection | null = null;
  #repeatCount = 0;

  /** `open`: gives a connection; asked again when that one has ended. */
  constructor(open: () => Promise<Connection>) {
    this.#open = open;
  }

  /** How often something had to be tried again. */
  get repeatCount(): number {
    return this.#repeatCount;
  }

  /** Rejects with a `Failure` that trying again cannot mend. */
  async insist<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    for (;;) {
      try {
        this.#connection ??= await this.#open();
        return await this.#connection.run<T>(query, variables);
      } catch (error) {
        if (!(error instanceof Failure && error.retryable)) throw error;
        if (error.code === 'CLOSED') this.#connection = null;
        this.#repeatCount += 1;
        await delay(error.retryAfterMs ?? RETRY_MS);
      }
    }
  }

  close(): void {
    this.#connection?.close();
  }
}
