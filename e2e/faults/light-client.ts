import { Follower } from '../crash/follower.ts';
import { Line } from '../crash/line.ts';
import type { NumberedEvent } from '../crash/records.ts';
import type { Replica } from '../crash/replica.ts';
import { oneOf } from '../crash/seeded-random.ts';
import { Sender } from '../crash/sender.ts';
import type { Person } from '../load/people.ts';
import { Changer } from './changer.ts';
import type { Testimony } from './find-breaches.ts';
import type { AcknowledgedChange } from './message-change.ts';
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
  readonly #changeArrivals = new Map<string, number[]>();
  readonly #changer: Changer;
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
    const held = (conversationId: string) => this.#follower.replica.conversations.get(conversationId);
    this.#changer = new Changer({ person, line: this.line, random, held });
    this.sender = new Sender({
      person,
      line: this.line,
      choose: () => this.#choose(),
      chooseRoot: (conversationId) => this.#changer.chooseRoot(conversationId),
      random,
      onAcknowledged,
    });
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
    const holdings = this.#follower.replica.conversations;
    return { personId: this.person.id, arrivals: this.#arrivals, changeArrivals: this.#changeArrivals, holdings };
  }

  /** What it did to messages, in order. */
  get changes(): readonly AcknowledgedChange[] {
    return this.#changer.acknowledged;
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

  /** A conversation that it holds, where it has just changed a message or not; null when it is to send no more. */
  async #choose(): Promise<string | null> {
    while (await this.#pace.next()) {
      const ids = this.conversationIds;
      if (ids.length === 0) continue;
      const id = oneOf(this.#options.random, ids);
      await this.#changer.changeSomething(id);
      return id;
    }
    return null;
  }

  #chooseDoor(): number {
    this.#connectCount += 1;
    return this.#connectCount === 1 ? this.#options.port : oneOf(this.#options.random, this.#options.ports);
  }

  #note({ conversationId, seq, message }: NumberedEvent): void {
    append(this.#arrivals, conversationId, seq);
    if (message !== undefined && message.seq !== seq) append(this.#changeArrivals, conversationId, seq);
  }
}

function append(lists: Map<string, number[]>, key: string, seq: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [seq]);
  else known.push(seq);
}
