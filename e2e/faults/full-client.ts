import { Desk } from '../crash/desk.ts';
import type { Person } from '../load/people.ts';
import { Pace } from './pace.ts';
import type { ConversationTruth } from './truth.ts';

/** How much of each conversation is compared: what a person sees who opens it. */
const NEWEST = 50;

export interface FullClientOptions {
  readonly port: number;
  readonly person: Person;
  readonly random: () => number;
  /** Between two messages, on average. */
  readonly sendEveryMs: number;
  /** Where it writes; from the others it may be removed. */
  readonly homeIds: readonly string[];
}

/** The product's own client, by its own rules. */
export class FullClient {
  readonly person: Person;
  readonly #desk: Desk;
  readonly #pace: Pace;
  readonly #homeIds: string[];

  private constructor(desk: Desk, { random, sendEveryMs, homeIds }: FullClientOptions) {
    this.person = desk.person;
    this.#desk = desk;
    this.#pace = new Pace(random, sendEveryMs);
    this.#homeIds = [...homeIds];
  }

  /** Resolves when it has everything there is. */
  static async open(options: FullClientOptions): Promise<FullClient> {
    return new FullClient(await (await Desk.open(options.port, options.person)).ready(), options);
  }

  /** Writes until stopped, and until everything written is sent. */
  async send(): Promise<void> {
    await this.#desk.write(() => this.#pace.next(), this.#homeIds);
    await this.#desk.emptied();
  }

  stopSending(): void {
    this.#desk.stop();
    this.#pace.stop();
  }

  stop(): Promise<void> {
    return this.#desk.close();
  }

  get sentCount(): number {
    return this.#desk.writtenCount;
  }

  /** Where it stands in a conversation; undefined when it does not hold it. */
  seqOf(conversationId: string): number | undefined {
    return this.#rows.get().get(conversationId)?.cursor;
  }

  get conversationIds(): string[] {
    return [...this.#rows.get().keys()];
  }

  onChange(callback: () => void): () => void {
    return this.#rows.subscribe(callback);
  }

  /** Its person looks into every conversation. */
  openAll(): Promise<void> {
    return this.#desk.openAll();
  }

  /** Every difference between what it holds or wrote and the truth, in words. */
  findBreaches(truth: readonly ConversationTruth[]): string[] {
    const own = truth.filter(({ members }) => members.some(({ user, leftSeq }) => user.id === this.person.id && leftSeq === null));
    const says = (what: string) => `the product's client of ${this.person.id} ${what}`;
    const ids = own.map(({ conversationId }) => conversationId).sort();
    if (JSON.stringify(this.conversationIds.sort()) !== JSON.stringify(ids)) return [says('holds other conversations than its own')];
    return own.flatMap((conversation) => {
      const { conversationId, lastSeq, messages } = conversation;
      const faults = this.#desk.findLost(conversation);
      if (this.seqOf(conversationId) !== lastSeq)
        faults.push(says(`stands at ${this.seqOf(conversationId)} of ${lastSeq} in ${conversationId}`));
      const held = this.#desk.sync.replica.timeline(conversationId).get()?.messages.slice(-NEWEST) ?? [];
      const brief = (all: readonly { seq: number; text: string | null }[]) => JSON.stringify(all.map(({ seq, text }) => [seq, text]));
      const shown = held.filter(({ threadRootSeq }) => threadRootSeq === null);
      const stood = messages.filter(({ threadRootSeq }) => threadRootSeq === null);
      if (shown.length === 0 || brief(shown) !== brief(stood.slice(-shown.length)))
        faults.push(says(`shows other messages in ${conversationId}`));
      return faults;
    });
  }

  get #rows() {
    return this.#desk.sync.replica.conversations;
  }
}
