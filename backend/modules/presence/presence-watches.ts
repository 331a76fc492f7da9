import DataLoader from 'dataloader';
import { type Bus, presenceTopic } from '../../realtime/bus.ts';
import { directKeyOf } from '../conversations/conversations.service.ts';
import type { PresenceWorld } from './presence-devices.ts';
import { readContacts, readFacts, readPeers } from './presence-records.ts';
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
  readonly #contacts: DataLoader<string, boolean>;
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
    this.#contacts = new DataLoader(async (keys) => {
      const contacts = await readContacts({ db }, keys);
      return keys.map((key) => contacts.has(key));
    }, gathered);
  }

  /** Replaces whom the socket watches; gives what it may see of them now. */
  async watch(socket: PresenceSocket, userId: string, userIds: readonly string[]): Promise<PresenceView[]> {
    const people = this.#replace(
      socket,
      userIds.map((id) => this.#open(id)),
    );
    await Promise.all(people.map(({ subscribed }) => subscribed));
    const strangers = people.filter((person) => person.userId !== userId);
    const [areContacts] = await Promise.all([
      this.#contacts.loadMany(strangers.map((person) => directKeyOf(userId, person.userId))),
      this.#know(people),
    ]);
    for (const [i, person] of strangers.entries()) this.#relate(socket, person, areContacts[i]);
    return people.map((person) => person.seenBy(socket));
  }

  /** Events of the socket flow from now on: unless it names whom to watch, it is told of those with whom its person has a direct conversation. */
  follow(socket: PresenceSocket): void {
    this.#following.add(socket);
    this.#gather(this.#world.times.gatherMs);
  }

  /** Two people began a direct conversation: tells the nodes that watch either. */
  met(userId: string, peerId: string): void {
    for (const [id, other] of [
      [userId, peerId],
      [peerId, userId],
    ] as const) {
      this.#bus.publish(presenceTopic(id), { type: 'PeopleMet', peerId: other } satisfies PresenceNews);
    }
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

  /** The people of the new list, watched as by a stranger until more is known of those who are new in it. */
  #replace(socket: PresenceSocket, people: readonly WatchedPerson[]): WatchedPerson[] {
    const before = this.#lists.get(socket);
    const list: WatchList = new Map(people.map((person) => [person.userId, person]));
    this.#lists.set(socket, list);
    for (const person of list.values()) {
      if (before?.has(person.userId) !== true) person.watch(socket, person.userId === socket.viewer?.userId ? 'SELF' : 'STRANGER');
    }
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

  /** Contacts stay contacts; a socket that closed or watches others meanwhile is left alone. */
  #relate(socket: PresenceSocket, person: WatchedPerson, isContact: boolean | Error | undefined): void {
    if (isContact instanceof Error) throw isContact;
    if (isContact === true && this.#lists.get(socket)?.get(person.userId) === person) person.watch(socket, 'CONTACT');
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

  /** A follower's contacts: watches them, and tells who of them is here. */
  async #tellOf(socket: PresenceSocket, peerIds: readonly string[]): Promise<void> {
    const list = this.#lists.get(socket);
    if (list === undefined || !this.#isFollowing(socket)) return;
    const people = peerIds.map((id) => this.#open(id));
    for (const person of people) {
      list.set(person.userId, person);
      person.watch(socket, 'CONTACT');
    }
    await Promise.all(people.map(({ subscribed }) => subscribed));
    await this.#know(people);
    if (this.#lists.get(socket) !== list) return;
    for (const seen of people.map((person) => person.seenBy(socket))) {
      if (seen.status !== 'OFFLINE') socket.show({ type: 'PresenceChanged', ...seen });
    }
  }

  #isFollowing(socket: PresenceSocket): boolean {
    return this.#people.get(socket.viewer?.userId ?? '')?.followers.has(socket) ?? false;
  }

  #onNews(person: WatchedPerson, news: PresenceNews): void {
    if (news.type === 'PresenceTold') {
      person.learn(news.facts);
      return;
    }
    person.meet(news.peerId);
    for (const socket of person.followers) {
      this.#tellOf(socket, [news.peerId]).catch((error: unknown) => this.#followLater([socket], error));
    }
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
    await this.#meetAgain(people);
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

  async #meetAgain(people: readonly WatchedPerson[]): Promise<void> {
    const pairs = people.flatMap((person) =>
      person.strangerIds.map((peerId) => ({ person, peerId, key: directKeyOf(person.userId, peerId) })),
    );
    for (let i = 0; i < pairs.length; i += BATCH_MAX) {
      const some = pairs.slice(i, i + BATCH_MAX);
      const contacts = await readContacts(
        this.#world,
        some.map(({ key }) => key),
      );
      for (const { person, peerId, key } of some) if (contacts.has(key)) person.meet(peerId);
    }
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
