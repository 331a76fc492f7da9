import { Progress, within } from '../crash/progress.ts';
import type { Replica } from '../crash/replica.ts';
import { shuffled } from '../crash/seeded-random.ts';
import { createGroup } from '../load/api.ts';
import type { Person } from '../load/people.ts';
import { Doorkeeper, type Guest } from './doorkeeper.ts';
import { FullClient } from './full-client.ts';
import { LightClient } from './light-client.ts';

/** How many there are and how busy. */
export interface Cast {
  readonly lightClients: number;
  readonly fullClients: number;
  readonly groups: number;
  /** Light clients of a group that stay, its owner among them, and those that come and go. */
  readonly residents: number;
  readonly guests: number;
  /** Groups that each full client stays in and writes to, and groups where it comes and goes. */
  readonly homesOfFullClient: number;
  readonly visitsOfFullClient: number;
  /** Of all together. */
  readonly messagesPerSecond: number;
  readonly membershipChangesPerSecond: number;
}

export const WHOLE_CAST: Cast = {
  lightClients: 190,
  fullClients: 10,
  groups: 25,
  residents: 12,
  guests: 8,
  homesOfFullClient: 3,
  visitsOfFullClient: 2,
  messagesPerSecond: 40,
  membershipChangesPerSecond: 6,
};

export interface Stage {
  /** Made already, as many as there are clients. */
  readonly people: readonly Person[];
  /** The nodes as clients reach them. */
  readonly ports: readonly number[];
  /** Where a client that knows one address only is sent to any node that answers. */
  readonly balancerPort: number;
  readonly random: () => number;
  readonly makeReplica?: (viewerId: string) => Replica;
}

interface Members {
  readonly light: readonly LightClient[];
  readonly full: readonly FullClient[];
  readonly doorkeepers: readonly Doorkeeper[];
}

/** Everybody who uses the installation during a trial. */
export class Population {
  /** Acknowledged messages of light clients. */
  readonly progress: Progress;
  readonly #members: Members;
  #following: Promise<unknown> = Promise.resolve();
  #changing: Promise<unknown> = Promise.resolve();
  #sending: Promise<unknown> = Promise.resolve();

  private constructor(progress: Progress, members: Members) {
    this.progress = progress;
    this.#members = members;
  }

  /** Makes the groups and opens the full clients. */
  static async gather(cast: Cast, stage: Stage): Promise<Population> {
    const progress = new Progress();
    const light = makeLightClients(cast, stage, progress);
    const fullPeople = stage.people.slice(cast.lightClients);
    const groups = await makeGroups(cast, stage, { light, fullPeople });
    const full: FullClient[] = [];
    for (const person of fullPeople) {
      const homeIds = groups.filter(({ homeOf }) => homeOf.includes(person)).map(({ conversationId }) => conversationId);
      full.push(await FullClient.open({ port: stage.balancerPort, person, random: stage.random, sendEveryMs: everyMs(cast), homeIds }));
    }
    const changeEveryMs = (cast.groups * 1_000) / cast.membershipChangesPerSecond;
    const doorkeepers = groups.map((group) => new Doorkeeper({ ...group, random: stage.random, changeEveryMs }));
    return new Population(progress, { light, full, doorkeepers });
  }

  get light(): readonly LightClient[] {
    return this.#members.light;
  }

  get full(): readonly FullClient[] {
    return this.#members.full;
  }

  get changeCount(): number {
    return this.#members.doorkeepers.reduce((sum, { changeCount }) => sum + changeCount, 0);
  }

  /** Rejects as soon as one of them meets an error that trying again cannot mend. */
  start(): { readonly failed: Promise<never> } {
    const { light, full, doorkeepers } = this.#members;
    this.#following = Promise.all(light.map((client) => client.follow()));
    this.#sending = Promise.all([...light, ...full].map((client) => client.send()));
    this.#changing = Promise.all(doorkeepers.map((keeper) => keeper.run()));
    const failed = Promise.withResolvers<never>();
    for (const running of [this.#following, this.#sending, this.#changing]) running.catch(failed.reject);
    failed.promise.catch(() => undefined);
    return { failed: failed.promise };
  }

  /** Nobody comes or goes any more; resolves when what was under way is done. */
  async closeDoors(timeoutMs: number): Promise<void> {
    for (const keeper of this.#members.doorkeepers) keeper.stop();
    await within(timeoutMs, this.#changing, () => 'Memberships that were being changed do not come to an end.');
  }

  /** Nobody sends any more; resolves when everything is acknowledged. */
  async fallSilent(timeoutMs: number): Promise<void> {
    for (const client of [...this.light, ...this.full]) client.stopSending();
    await within(timeoutMs, this.#sending, () => 'Messages that were on their way do not come to an end.');
  }

  async leave(): Promise<void> {
    const { light, full } = this.#members;
    for (const client of light) client.stop();
    for (const client of [...light, ...full]) client.stopSending();
    for (const keeper of this.#members.doorkeepers) keeper.stop();
    await Promise.all(full.map((client) => client.stop()));
    await this.#following.catch(() => undefined);
  }
}

const everyMs = ({ lightClients, fullClients, messagesPerSecond }: Cast) => ((lightClients + fullClients) * 1_000) / messagesPerSecond;

function makeLightClients(cast: Cast, stage: Stage, progress: Progress): LightClient[] {
  const { people, ports, random, makeReplica } = stage;
  return people.slice(0, cast.lightClients).map((person, index) => {
    const replica = makeReplica?.(person.id);
    return new LightClient({
      person,
      port: ports[index % ports.length] ?? 0,
      ports,
      random,
      sendEveryMs: everyMs(cast),
      onAcknowledged: () => progress.step(),
      ...(replica === undefined ? {} : { replica }),
    });
  });
}

interface Group {
  readonly conversationId: string;
  readonly owner: LightClient;
  readonly guests: readonly Guest[];
  /** People with a full client who stay. */
  readonly homeOf: readonly Person[];
}

async function makeGroups(
  cast: Cast,
  { ports: [port = 0], random }: Stage,
  { light, fullPeople }: { light: readonly LightClient[]; fullPeople: readonly Person[] },
): Promise<Group[]> {
  const groups: Group[] = [];
  for (let index = 0; index < cast.groups; index += 1) {
    const chosen = shuffled(random, light).slice(0, cast.residents + cast.guests);
    const [owner] = chosen;
    if (owner === undefined) throw new Error('A group needs somebody.');
    const { homeOf, visitedBy } = fullClientsOf(cast, fullPeople, index);
    const people = [...chosen.map(({ person }) => person), ...homeOf, ...visitedBy];
    const guests = [...chosen.slice(cast.residents), ...visitedBy.map((person) => ({ person }))];
    groups.push({ conversationId: await createGroup(port, people, `Group ${index + 1}`), owner, guests, homeOf });
  }
  return groups;
}

/** Each full client has a run of neighbouring groups: first its homes, then those that it visits. */
function fullClientsOf({ groups, homesOfFullClient, visitsOfFullClient }: Cast, people: readonly Person[], group: number) {
  const placeFor = (at: number) => (group + at * (groups - homesOfFullClient)) % groups;
  return {
    homeOf: people.filter((_, at) => placeFor(at) < homesOfFullClient),
    visitedBy: people.filter((_, at) => placeFor(at) >= homesOfFullClient && placeFor(at) < homesOfFullClient + visitsOfFullClient),
  };
}
