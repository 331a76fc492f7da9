import { Failure } from '../crash/connection.ts';
import type { Line } from '../crash/line.ts';
import { oneOf } from '../crash/seeded-random.ts';
import { ADD, REMOVE } from '../crash/visitor-door.ts';
import type { Person } from '../load/people.ts';
import type { LightClient } from './light-client.ts';
import { Pace } from './pace.ts';

const LEAVE = 'mutation ($conversationId: ID!) { leaveConversation(conversationId: $conversationId) }';

/** What is said of somebody who is out already: the first attempt took place although its answer did not come. */
const IS_OUT = new Set(['NOT_FOUND', 'NOT_IN_CONVERSATION']);

/** Who comes and goes. */
export interface Guest {
  readonly person: Person;
  /** Absent where only the owner lets them out. */
  readonly line?: Line;
}

export interface DoorkeeperOptions {
  readonly conversationId: string;
  readonly owner: LightClient;
  /** They come and go; they begin inside. */
  readonly guests: readonly Guest[];
  readonly random: () => number;
  /** Between two changes, on average. */
  readonly changeEveryMs: number;
}

/** The owner of a group lets guests in and out, one change at a time; guests also leave by themselves. */
export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #pace: Pace;
  readonly #inside: Set<Guest>;
  #changeCount = 0;

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
    this.#pace = new Pace(options.random, options.changeEveryMs);
    this.#inside = new Set(options.guests);
  }

  /** How many memberships it began or ended. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    const { guests, random } = this.#options;
    while (await this.#pace.next()) {
      const guest = oneOf(random, guests);
      if (this.#inside.delete(guest)) await this.#letOut(guest);
      else await this.#letIn(guest);
      this.#changeCount += 1;
    }
  }

  stop(): void {
    this.#pace.stop();
  }

  async #letIn(guest: Guest): Promise<void> {
    const { conversationId, owner } = this.#options;
    await owner.line.insist(ADD, { conversationId, userIds: [guest.person.id] });
    this.#inside.add(guest);
  }

  async #letOut(guest: Guest): Promise<void> {
    const { conversationId, owner, random } = this.#options;
    const going =
      guest.line !== undefined && random() < 0.5
        ? guest.line.insist(LEAVE, { conversationId })
        : owner.line.insist(REMOVE, { conversationId, userId: guest.person.id });
    await going.catch((error: unknown) => {
      if (!(error instanceof Failure && IS_OUT.has(error.code))) throw error;
    });
  }
}
