import { Follower } from '../crash/follower.ts';
import { Line } from '../crash/line.ts';
import type { NumberedEvent } from '../crash/records.ts';
import type { Replica } from '../crash/replica.ts';
import { oneOf } from '../crash/seeded-random.ts';
import { Sender } from '../crash/sender.ts';
import type { Person } from '../load/people.ts';
import type { Testimony } from './find-breaches.ts';
import { Pace } from './pace.ts';

export interface LightClientOptions {
  readonly person: Person;
  /** Where it connects first. */
  readonly port: number;
  /** Everywhere it may connect. */
  readonly ports: readonly number[];
  readonly random: () => number;
  /** Between two messages, on average. */
  readonly sendEveryMs: number;
  readonly onAcknowledged: () => void;
  /** By default one that keeps to the protocol. */
  readonly replica?: Replica;
}

/** A client that keeps to docs/protocol.md and nothing more: follows, sends over the same socket, goes to any node when that one ends. */
export class LightClient {
  readonly person: Person;
  readonly line: Line;
  readonly sender: Sender;
  readonly #follower: Follower;
  readonly #pace: Pace;
  readonly #options: LightClientOptions;
  readonly #arrivals = new Map<string, number[]>();
  #connectCount = 0;

  constructor(options: LightClientOptions) {
    const { person, random, onAcknowledged, replica } = options;
    this.#options = options;
    this.person = person;
    this.#pace = new Pace(random, options.sendEveryMs);
    this.#follower = new Follower({
      person,
      door: () => this.#chooseDoor(),
      onArrival: (event) => this.#note(event),
      ...(replica === undefined ? {} : { replica }),
    });
    this.line = new Line(() => this.#follower.connected);
    this.sender = new Sender({ person, line: this.line, choose: () => this.#choose(), random, onAcknowledged });
  }

  get reconnectCount(): number {
    return Math.max(0, this.#connectCount - 1);
  }

  get catchUpCount(): number {
    return this.#follower.catchUpCount;
  }

  get arrivalCount(): number {
    return [...this.#arrivals.values()].reduce((sum, seqs) => sum + seqs.length, 0);
  }

  get testimony(): Testimony {
    return { personId: this.person.id, arrivals: this.#arrivals, holdings: this.#follower.replica.conversations };
  }

  follow(): Promise<void> {
    return this.#follower.run();
  }

  /** Sends until stopped; the last message is acknowledged. */
  send(): Promise<void> {
    return this.sender.run();
  }

  stopSending(): void {
    this.#pace.stop();
  }

  stop(): void {
    this.#follower.stop();
  }

  /** Where it stands in a conversation; undefined when it does not hold it. */
  seqOf(conversationId: string): number | undefined {
    return this.#follower.replica.conversations.get(conversationId)?.seq;
  }

  get conversationIds(): string[] {
    return [...this.#follower.replica.conversations.keys()];
  }

  onChange(callback: () => void): () => void {
    return this.#follower.onChange(callback);
  }

  /** A conversation that it holds; null when it is to send no more. */
  async #choose(): Promise<string | null> {
    while (await this.#pace.next()) {
      const ids = this.conversationIds;
      if (ids.length > 0) return oneOf(this.#options.random, ids);
    }
    return null;
  }

  #chooseDoor(): number {
    this.#connectCount += 1;
    return this.#connectCount === 1 ? this.#options.port : oneOf(this.#options.random, this.#options.ports);
  }

  #note({ conversationId, seq }: NumberedEvent): void {
    const known = this.#arrivals.get(conversationId);
    if (known === undefined) this.#arrivals.set(conversationId, [seq]);
    else known.push(seq);
  }
}
