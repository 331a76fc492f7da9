import { createGroup } from '../load/api.ts';
import type { DataFolder } from '../load/data-folder.ts';
import { makePeople, type Person } from '../load/people.ts';
import type { History } from './find-faults.ts';
import { findFaults } from './find-faults.ts';
import { Follower } from './follower.ts';
import { Line } from './line.ts';
import { Progress, within } from './progress.ts';
import type { Replica } from './replica.ts';
import { Sender } from './sender.ts';
import { VisitorDoor } from './visitor-door.ts';

const SENDERS = 20;
const GROUPS = 5;
const SETTLE_TIMEOUT_MS = 15_000;

interface Group {
  readonly conversationId: string;
  readonly owner: Person;
}

/** 20 people who send without a pause in five groups, all of whom listen, and a visitor whom the groups let in and out. */
export class Crowd {
  /** Acknowledged messages. */
  readonly progress: Progress;
  readonly #port: number;
  readonly #groups: readonly Group[];
  readonly #followers: readonly Follower[];
  readonly #senders: readonly Sender[];
  readonly #doors: readonly VisitorDoor[];
  readonly #people: readonly Person[];
  #sending: Promise<unknown> = Promise.resolve();
  #following: Promise<unknown> = Promise.resolve();

  private constructor(port: number, progress: Progress, parts: Parts) {
    this.#port = port;
    this.progress = progress;
    this.#groups = parts.groups;
    this.#people = parts.people;
    this.#senders = parts.senders;
    this.#doors = parts.doors;
    this.#followers = parts.people.map((person) => new Follower(port, person));
  }

  static async gather(port: number, folder: DataFolder, random: () => number): Promise<Crowd> {
    const people = await makePeople(folder, SENDERS + 1);
    const [visitor, ...members] = people;
    if (visitor === undefined) throw new Error('Nobody came.');
    const groups = await makeGroups(port, members);
    const progress = new Progress();
    const conversationIds = groups.map(({ conversationId }) => conversationId);
    const senders = members.map((person) => new Sender({ port, person, conversationIds, random, onAcknowledged: () => progress.step() }));
    const doors = groups.map(
      ({ conversationId, owner }) => new VisitorDoor(new Line(port, owner), { conversationId, visitorId: visitor.id }),
    );
    return new Crowd(port, progress, { groups, people, senders, doors });
  }

  get acknowledgedCount(): number {
    return this.progress.count;
  }

  /** Rejects as soon as one of them meets an error that trying again cannot mend. */
  start(): { readonly failed: Promise<never> } {
    this.#following = Promise.all(this.#followers.map((follower) => follower.run()));
    this.#sending = Promise.all([...this.#senders, ...this.#doors].map((one) => one.run()));
    const failed = Promise.withResolvers<never>();
    this.#following.catch(failed.reject);
    this.#sending.catch(failed.reject);
    failed.promise.catch(() => undefined);
    return { failed: failed.promise };
  }

  /** Lets everybody finish what is under way, then gives every broken promise in words. */
  async settle(): Promise<string[]> {
    for (const one of [...this.#senders, ...this.#doors]) one.stop();
    await within(SETTLE_TIMEOUT_MS, this.#sending, () => 'The senders do not come to an end.');
    const acknowledged = this.#senders.flatMap((sender) => sender.acknowledged);
    const resends = this.#senders.flatMap((sender) => sender.faults);
    const stored = [...resends, ...findFaults(await this.#readHistories(), acknowledged)];
    // Clients cannot agree with a server that has lost something; only a sound one is waited for.
    const faults = stored.length > 0 ? stored : await this.#findDivergence();
    for (const follower of this.#followers) follower.stop();
    await this.#following;
    return faults;
  }

  async #readHistories(): Promise<History[]> {
    return Promise.all(
      this.#groups.map(async ({ conversationId, owner }) => {
        const fresh = await this.#readFresh(owner);
        const { seq = 0, messages } = fresh.conversations.get(conversationId) ?? {};
        return { conversationId, lastSeq: seq, messages: [...(messages?.values() ?? [])] };
      }),
    );
  }

  /** Every client, connected all the time, against one of the same person that has just come. */
  async #findDivergence(): Promise<string[]> {
    const faults = this.#followers.map(async (follower, index) => {
      const person = this.#people[index];
      if (person === undefined) throw new Error('A follower without a person.');
      const fresh = await this.#readFresh(person);
      const seqs = new Map(fresh.cursors.map(({ conversationId, seq }) => [conversationId, seq]));
      const converged = within(SETTLE_TIMEOUT_MS, follower.holds(seqs), () => 'late');
      const isComplete = await converged.then(
        () => true,
        () => false,
      );
      if (!isComplete) return [describeDistance(person, fresh, follower.replica)];
      const isEqual = JSON.stringify(follower.replica.snapshot()) === JSON.stringify(fresh.snapshot());
      return isEqual ? [] : [`the client of ${person.id} holds something else than the server`];
    });
    return (await Promise.all(faults)).flat();
  }

  async #readFresh(person: Person): Promise<Replica> {
    const follower = new Follower(this.#port, person);
    await follower.readOnce();
    return follower.replica;
  }
}

interface Parts {
  readonly groups: readonly Group[];
  readonly people: readonly Person[];
  readonly senders: readonly Sender[];
  readonly doors: readonly VisitorDoor[];
}

/** Everybody is in every group; each has another owner. */
function makeGroups(port: number, members: readonly Person[]): Promise<Group[]> {
  return Promise.all(
    members.slice(0, GROUPS).map(async (owner, index) => {
      const others = members.filter((member) => member !== owner);
      return { owner, conversationId: await createGroup(port, [owner, ...others], `Room ${index + 1}`) };
    }),
  );
}

function describeDistance(person: Person, fresh: Replica, held: Replica): string {
  return `the client of ${person.id} does not converge: ${JSON.stringify(held.cursors)} against ${JSON.stringify(fresh.cursors)}`;
}
