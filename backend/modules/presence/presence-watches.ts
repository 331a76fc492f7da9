import DataLoader from 'dataloader';
import { type Bus, presenceTopic } from '../../realtime/bus.ts';
import type { PeoplePair } from '../contacts/standing.service.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import type { Relation } from './presence.policy.ts';
import type { PresenceWorld } from './presence-devices.ts';
import { readFacts, readPeers, readRelations } from './presence-records.ts';
import type { PresenceSocket } from './presence-socket.ts';
import type { PresenceFacts, PresenceNews, PresenceView } from './presence-view.ts';
import { WatchedPerson } from './watched-person.ts';

/** Whom one socket watches. */
type WatchList = Map<string, WatchedPerson>;

/** People asked about at once, at most. */
const BATCH_MAX = 1_000;

/** Who on this node watches whom: a change of a person is brought to their watchers and costs nobody else anything (PRESENCE-4). */
export class PresenceWatches {
  readonly #world: PresenceWorld;
  readonly #bus: Bus;
  readonly #people = new Map<string, WatchedPerson>();
  readonly #lists = new Map<PresenceSocket, WatchList>();
  readonly #reading = new Map<WatchedPerson, Promise<void>>();
  readonly #facts: DataLoader<string, PresenceFacts>;
  readonly #relations: DataLoader<PeoplePair, Relation>;
  #following = new Set<PresenceSocket>();
  #gathering: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(world: PresenceWorld) {
    this.#world = world;
    this.#bus = world.bus;
    const { db, directory, times } = world;
    const gathered = {
      cache: false,
      maxBatchSize: BATCH_MAX,
      batchScheduleFn: (read: () => void) => void setTimeout(read, times.gatherMs),
    } as const;
    this.#facts = new DataLoader(async (ids) => {
      const facts = await readFacts({ db }, await directory.read(ids));
      return ids.map((id) => facts.get(id) ?? nobody(id));
    }, gathered);
    this.#relations = new DataLoader((pairs) => readRelations({ db }, pairs), gathered);
  }

  /** Replaces whom the socket watches; gives what it may see of them now. */
  async watch(socket: PresenceSocket, userId: string, userIds: readonly string[]): Promise<PresenceView[]> {
    const people = this.#replace(
      socket,
      userIds.map((id) => this.#open(id)),
    );
    await Promise.all(people.map(({ subscribed }) => subscribed));
    await Promise.all([this.#know(people), ...people.map((person) => this.#relate(person, userId))]);
    return people.map((person) => person.seenBy(socket));
  }

  /** Events of the socket flow from now on: unless it names whom to watch, it is told of those with whom its person has a direct conversation. */
  follow(socket: PresenceSocket): void {
    this.#following.add(socket);
    this.#gather(this.#world.times.gatherMs);
  }

  /** Two people began a direct conversation, or are something else to each other than before: tells the nodes that watch either. */
  tellBoth(type: 'PeopleMet' | 'PeopleRelated', userId: string, peerId: string): void {
    this.#bus.publish(presenceTopic(userId), { type, peerId } satisfies PresenceNews);
    this.#bus.publish(presenceTopic(peerId), { type, peerId: userId } satisfies PresenceNews);
  }

  /** A person changed their profile: tells the nodes that watch them. */
  tellProfile(user: PublicPerson): void {
    this.#bus.publish(presenceTopic(user.id), { type: 'ProfileTold', user } satisfies PresenceNews);
  }

  closed(socket: PresenceSocket): void {
    this.#following.delete(socket);
    this.#replace(socket, []);
    this.#lists.delete(socket);
  }

  /** News may have been lost: reads again what is watched, once every node has said what it holds. */
  readAgain(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = undefined;
      void this.#readAll();
    }, this.#world.times.settleMs).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#gathering);
    clearTimeout(this.#settling);
  }

  #open(userId: string): WatchedPerson {
    const known = this.#people.get(userId);
    if (known !== undefined) return known;
    const subscribed = this.#bus.subscribe(presenceTopic(userId), (news) => this.#onNews(person, news as PresenceNews));
    const person: WatchedPerson = new WatchedPerson(userId, subscribed);
    this.#people.set(userId, person);
    return person;
  }

  /** The people of the new list; of those who are new in it nothing is shown until it is known what the watcher is to them. */
  #replace(socket: PresenceSocket, people: readonly WatchedPerson[]): WatchedPerson[] {
    const before = this.#lists.get(socket);
    const list: WatchList = new Map(people.map((person) => [person.userId, person]));
    this.#lists.set(socket, list);
    for (const person of list.values()) person.watch(socket);
    this.#stopFollowing(socket);
    for (const person of before?.values() ?? []) if (!list.has(person.userId)) this.#unwatch(socket, person);
    return [...people];
  }

  #stopFollowing(socket: PresenceSocket): void {
    const own = this.#people.get(socket.viewer?.userId ?? '');
    if (own?.followers.delete(socket)) this.#closeIfAlone(own);
  }

  #unwatch(socket: PresenceSocket, person: WatchedPerson): void {
    person.unwatch(socket);
    this.#closeIfAlone(person);
  }

  #closeIfAlone(person: WatchedPerson): void {
    if (!person.isAlone || this.#people.get(person.userId) !== person) return;
    this.#people.delete(person.userId);
    void person.subscribed.then((unsubscribe) => unsubscribe());
  }

  /** Learns what one who watches is to the person; again where that changed while it was read. */
  async #relate(person: WatchedPerson, watcherId: string): Promise<void> {
    if (person.userId === watcherId) return;
    const { relatedCount } = person;
    const relation = await this.#relations.load({ userId: watcherId, otherId: person.userId });
    if (relatedCount !== person.relatedCount) return this.#relate(person, watcherId);
    person.relate(watcherId, relation);
  }

  async #know(people: readonly WatchedPerson[]): Promise<void> {
    await Promise.all(people.filter(({ isKnown }) => !isKnown).map((person) => this.#read(person)));
  }

  /** However many begin to watch a person at once, they are read once. */
  #read(person: WatchedPerson): Promise<void> {
    const reading = this.#reading.get(person);
    if (reading !== undefined) return reading;
    const read = this.#facts
      .load(person.userId)
      .then((facts) => this.#onRead(person, facts))
      .finally(() => this.#reading.delete(person));
    this.#reading.set(person, read);
    return read;
  }

  /** What one node knows alone is asked again, until all can be asked. */
  #onRead(person: WatchedPerson, facts: PresenceFacts): void {
    person.learnRead(facts);
    if (facts.version === null && this.#settling === undefined) this.readAgain();
  }

  #gather(afterMs: number): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      const sockets = [...this.#following].filter((socket) => !this.#lists.has(socket) || this.#isFollowing(socket));
      this.#following = new Set();
      this.#followAll(sockets).catch((error: unknown) => this.#followLater(sockets, error));
    }, afterMs).unref();
  }

  #followLater(sockets: readonly PresenceSocket[], error: unknown): void {
    this.#world.log.warn({ err: error }, 'whom sockets watch could not be read; trying again');
    for (const socket of sockets) if (this.#isFollowing(socket)) this.#following.add(socket);
    this.#gather(this.#world.times.retryMs);
  }

  /** One statement for all that connect together. */
  async #followAll(sockets: readonly PresenceSocket[]): Promise<void> {
    if (sockets.length === 0) return;
    for (const socket of sockets) {
      this.#lists.set(socket, this.#lists.get(socket) ?? new Map());
      if (socket.viewer !== null) this.#open(socket.viewer.userId).followers.add(socket);
    }
    const userIds = new Set(sockets.flatMap(({ viewer }) => viewer?.userId ?? []));
    await Promise.all([...userIds].map((id) => this.#people.get(id)?.subscribed));
    const peers = await readPeers(this.#world, [...userIds]);
    await Promise.all(sockets.map((socket) => this.#tellOf(socket, peers.get(socket.viewer?.userId ?? '') ?? [])));
  }

  /** Those whom a follower has direct conversations with: watches them, and tells who of them is here. */
  async #tellOf(socket: PresenceSocket, peerIds: readonly string[]): Promise<void> {
    const list = this.#lists.get(socket);
    if (list === undefined || !this.#isFollowing(socket)) return;
    const people = peerIds.map((id) => this.#open(id));
    for (const person of people) {
      list.set(person.userId, person);
      person.watch(socket);
    }
    await Promise.all(people.map(({ subscribed }) => subscribed));
    const userId = socket.viewer?.userId ?? '';
    await Promise.all([this.#know(people), ...people.map((person) => this.#relate(person, userId))]);
    if (this.#lists.get(socket) !== list) return;
    for (const seen of people.map((person) => person.seenBy(socket))) {
      if (seen.status !== 'OFFLINE') socket.show({ type: 'PresenceChanged', ...seen });
    }
  }

  #isFollowing(socket: PresenceSocket): boolean {
    return this.#people.get(socket.viewer?.userId ?? '')?.followers.has(socket) ?? false;
  }

  #onNews(person: WatchedPerson, news: PresenceNews): void {
    if (news.type === 'PresenceTold') person.learn(news.facts);
    else if (news.type === 'ProfileTold') person.showProfile({ type: 'ProfileChanged', user: news.user });
    else if (news.type === 'PeopleRelated') this.#onRelated(person, news.peerId);
    else this.#onMet(person, news.peerId);
  }

  #onMet({ followers }: WatchedPerson, peerId: string): void {
    for (const socket of followers) {
      this.#tellOf(socket, [peerId]).catch((error: unknown) => this.#followLater([socket], error));
    }
  }

  #onRelated(person: WatchedPerson, peerId: string): void {
    person.noteRelated();
    if (!person.watcherIds.includes(peerId)) return;
    this.#relate(person, peerId).catch((error: unknown) => {
      this.#world.log.warn({ err: error }, 'what people are to each other could not be read; trying later');
      this.readAgain();
    });
  }

  async #readAll(): Promise<void> {
    const people = [...this.#people.values()];
    try {
      for (let i = 0; i < people.length; i += BATCH_MAX) {
        if (!(await this.#readSome(people.slice(i, i + BATCH_MAX)))) return;
      }
    } catch (error) {
      this.#world.log.warn({ err: error }, 'presence could not be read again; trying later');
      this.readAgain();
    }
  }

  /** Who they are to those who watch, then how they are; gives false, and asks again later, while the other nodes cannot be asked. */
  async #readSome(people: readonly WatchedPerson[]): Promise<boolean> {
    await this.#relateAgain(people);
    for (const { followers } of people) for (const socket of followers) this.follow(socket);
    const { db, directory } = this.#world;
    const watched = people.filter(({ isWatched }) => isWatched);
    const whereabouts = await directory.read(watched.map(({ userId }) => userId));
    if ([...whereabouts.values()].some(({ version }) => version === null)) {
      this.readAgain();
      return false;
    }
    for (const facts of (await readFacts({ db }, whereabouts)).values()) this.#people.get(facts.userId)?.learn(facts);
    return true;
  }

  async #relateAgain(people: readonly WatchedPerson[]): Promise<void> {
    await Promise.all(people.flatMap((person) => person.watcherIds.map((watcherId) => this.#relate(person, watcherId))));
  }
}

/** Of an id that is nobody's, or no longer: as of a person who shows nothing. */
const nobody = (userId: string): PresenceFacts => ({
  userId,
  device: null,
  mode: 'AUTOMATIC',
  audience: 'NOBODY',
  lastSeenAt: null,
  version: 0,
});
