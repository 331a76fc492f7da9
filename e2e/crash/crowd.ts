import { createGroup } from '../load/api.ts';
import type { DataFolder } from '../load/data-folder.ts';
import { makePeople, type Person } from '../load/people.ts';
import { Connection } from './connection.ts';
import { Desk } from './desk.ts';
import { findFaults, type History } from './find-faults.ts';
import { Follower } from './follower.ts';
import { Line } from './line.ts';
import { Progress, within } from './progress.ts';
import type { Replica } from './replica.ts';
import { oneOf } from './seeded-random.ts';
import { Sender } from './sender.ts';
import { VisitorDoor } from './visitor-door.ts';

const SENDERS = 20;
const DESKS = 3;
const GROUPS = 5;
const SETTLE_TIMEOUT_MS = 15_000;

interface Group {
  readonly conversationId: string;
  readonly owner: Person;
}

interface Parts {
  readonly groups: readonly Group[];
  readonly senders: readonly Sender[];
  readonly doors: readonly VisitorDoor[];
  readonly followers: readonly Follower[];
  readonly desks: readonly Desk[];
}

/**
 * 20 people who send without a pause in five groups and listen; three who write with the product's own client; and a visitor whom the
 * groups let in and out.
 */
export class Crowd {
  /** Acknowledged messages. */
  readonly progress: Progress;
  readonly #port: number;
  readonly #parts: Parts;
  #sending: Promise<unknown> = Promise.resolve();
  #following: Promise<unknown> = Promise.resolve();

  private constructor(port: number, progress: Progress, parts: Parts) {
    this.#port = port;
    this.progress = progress;
    this.#parts = parts;
  }

  static async gather(port: number, folder: DataFolder, random: () => number): Promise<Crowd> {
    const [visitor, ...members] = await makePeople(folder, 1 + SENDERS + DESKS);
    if (visitor === undefined) throw new Error('Nobody came.');
    const groups = await makeGroups(port, members);
    const progress = new Progress();
    const choose = async () => oneOf(random, groups).conversationId;
    const sendingPeople = members.slice(0, SENDERS);
    return new Crowd(port, progress, {
      groups,
      senders: sendingPeople.map(
        (person) => new Sender({ person, line: lineOf(port, person), choose, random, onAcknowledged: () => progress.step() }),
      ),
      doors: groups.map(({ conversationId, owner }) => new VisitorDoor(lineOf(port, owner), { conversationId, visitorId: visitor.id })),
      followers: [visitor, ...sendingPeople].map((person) => new Follower({ person, door: () => port })),
      desks: await Promise.all(members.slice(SENDERS).map(async (person) => (await Desk.open(port, person)).ready())),
    });
  }

  get acknowledgedCount(): number {
    return this.progress.count;
  }

  /** Rejects as soon as one of them meets an error that trying again cannot mend. */
  start(): { readonly failed: Promise<never> } {
    const { senders, doors, followers, desks } = this.#parts;
    this.#following = Promise.all(followers.map((follower) => follower.run()));
    this.#sending = Promise.all([...[...senders, ...doors].map((one) => one.run()), ...desks.map((desk) => desk.write())]);
    const failed = Promise.withResolvers<never>();
    this.#following.catch(failed.reject);
    this.#sending.catch(failed.reject);
    failed.promise.catch(() => undefined);
    return { failed: failed.promise };
  }

  /** Lets everybody finish what is under way, then gives every broken promise in words. */
  async settle(): Promise<string[]> {
    const { senders, doors, followers, desks } = this.#parts;
    for (const one of [...senders, ...doors, ...desks]) one.stop();
    const finished = Promise.all([this.#sending, ...desks.map((desk) => desk.emptied())]);
    await within(SETTLE_TIMEOUT_MS, finished, () => 'The senders do not come to an end.');
    const lost = await this.#findLost();
    // Clients cannot agree with a server that has lost something; only a sound one is waited for.
    const faults = lost.length > 0 ? lost : [...(await this.#findDivergence()), ...(await this.#findDeskDivergence())];
    for (const follower of followers) follower.stop();
    for (const sender of senders) sender.close();
    await Promise.all([this.#following, ...desks.map((desk) => desk.close())]);
    return faults;
  }

  async #findLost(): Promise<string[]> {
    const { senders, desks } = this.#parts;
    const histories = await this.#readHistories();
    const acknowledged = senders.flatMap((sender) => sender.acknowledged);
    return [
      ...senders.flatMap((sender) => sender.faults),
      ...senders.flatMap((sender) => sender.refused.map(({ text }) => `refused although from a member: ${text}`)),
      ...findFaults(histories, acknowledged),
      ...desks.flatMap((desk) => histories.flatMap((history) => desk.findLost(history))),
    ];
  }

  async #readHistories(): Promise<History[]> {
    return Promise.all(
      this.#parts.groups.map(async ({ conversationId, owner }) => {
        const fresh = await this.#readFresh(owner);
        const { seq = 0, messages } = fresh.conversations.get(conversationId) ?? {};
        return { conversationId, lastSeq: seq, messages: [...(messages?.values() ?? [])].sort((a, b) => a.seq - b.seq) };
      }),
    );
  }

  /** Every client, there all the time, against one of the same person that has just come. */
  async #findDivergence(): Promise<string[]> {
    const faults = this.#parts.followers.map(async (follower) => {
      const fresh = await this.#readFresh(follower.person);
      if (!(await isInTime(follower.holds(seqsOf(fresh))))) return [describeDistance(follower.person, fresh, follower.replica)];
      return compare(follower.person, follower.replica.snapshot(), fresh.snapshot());
    });
    return (await Promise.all(faults)).flat();
  }

  /** The same for the product's own clients. */
  async #findDeskDivergence(): Promise<string[]> {
    const faults = this.#parts.desks.map(async (desk) => {
      const seqs = seqsOf(await this.#readFresh(desk.person));
      if (!(await isInTime(desk.holds(seqs))))
        return [`the product's client does not converge: ${desk.describe()} against ${JSON.stringify([...seqs])}`];
      const fresh = await (await Desk.open(this.#port, desk.person)).ready();
      const isEqual = await isInTime(desk.agrees(fresh));
      const found = isEqual ? [] : compare(desk.person, desk.snapshot(), fresh.snapshot());
      await fresh.close();
      return found;
    });
    return (await Promise.all(faults)).flat();
  }

  async #readFresh(person: Person): Promise<Replica> {
    const follower = new Follower({ person, door: () => this.#port });
    await follower.readOnce();
    return follower.replica;
  }
}

const lineOf = (port: number, { token }: Person) => new Line(() => Connection.open(port, token));

/** Everybody is in every group; each has another owner. */
function makeGroups(port: number, members: readonly Person[]): Promise<Group[]> {
  return Promise.all(
    members.slice(0, GROUPS).map(async (owner, index) => {
      const others = members.filter((member) => member !== owner);
      return { owner, conversationId: await createGroup(port, [owner, ...others], `Room ${index + 1}`) };
    }),
  );
}

const seqsOf = ({ cursors }: Replica) => new Map(cursors.map(({ conversationId, seq }) => [conversationId, seq]));

const isInTime = (promise: Promise<void>): Promise<boolean> =>
  within(SETTLE_TIMEOUT_MS, promise, () => 'late').then(
    () => true,
    () => false,
  );

function compare({ id }: Person, held: object, fresh: object): string[] {
  const [ours, theirs] = [JSON.stringify(held), JSON.stringify(fresh)];
  if (ours === theirs) return [];
  const at = [...ours].findIndex((character, index) => character !== theirs[index]);
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  return [`the client of ${id} holds …${around(ours)}… where the server has …${around(theirs)}…`];
}

function describeDistance({ id }: Person, fresh: Replica, held: Replica): string {
  return `the client of ${id} does not converge: ${JSON.stringify(held.cursors)} against ${JSON.stringify(fresh.cursors)}`;
}
