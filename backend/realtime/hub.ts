import type { Logger } from 'pino';
import { toInstant } from '../instant.ts';
import type { Metrics } from '../platform/metrics.ts';
import { type Bus, conversationTopic, personTopic, type Unsubscribe } from './bus.ts';
import type { ConversationEvent, EventsInterrupted, MemberChanged, NumberedEvent, PersonEvent } from './events.ts';
import type { CurrentMembers, Joining, MembershipReader, OwnMembership } from './membership.ts';
import type { Outlet } from './outlet.ts';
import { ReceiptVeil } from './receipt-veil.ts';
import { Restoration } from './restoration.ts';
import { Room } from './room.ts';
import type { View } from './view.ts';

/** One open `events` operation: a person's, through one socket. */
export interface Subscriber {
  readonly userId: string;
  readonly view: View;
  readonly outlet: Outlet;
  /** The rooms it is in; kept by them. */
  readonly rooms: Set<Room>;
}

interface OpenRoom {
  readonly room: Room;
  /** Resolves when the bus brings the conversation's events. */
  readonly subscribed: Promise<Unsubscribe>;
  /** Events that wait while the members are read again; null while they are not. */
  held: NumberedEvent[] | null;
}

interface LocalPerson {
  readonly subscribers: Set<Subscriber>;
  readonly subscribed: Promise<Unsubscribe>;
}

/** Conversations whose members are read in one statement after an outage of the bus. */
const ROOMS_PER_READ = 500;

/**
 * Brings events from the bus to this node's subscribers, each only to persons who were members at its number (DELIVERY-5, security W9).
 * Every event names the last membership change before it; where this node knows an older one, the event waits until the members are
 * read again. So a removed person gets nothing with a higher number, whatever order the bus delivers in and whatever it loses.
 * After the bus was away the members of every room are read again: then what takes no number, typing and receipts, is safe too. Until
 * that is done such events are dropped, and clients are told that they may have missed some.
 */
export class Hub {
  readonly #bus: Bus;
  readonly #reader: MembershipReader;
  readonly #log: Logger;
  readonly #delivery: Metrics['delivery'];
  readonly #rooms = new Map<string, OpenRoom>();
  readonly #people = new Map<string, LocalPerson>();
  readonly #restoration: Restoration;
  readonly #veil: ReceiptVeil;

  constructor(bus: Bus, reader: MembershipReader, { log, metrics }: { log: Logger; metrics: Pick<Metrics, 'delivery'> }) {
    this.#bus = bus;
    this.#reader = reader;
    this.#log = log;
    this.#delivery = metrics.delivery;
    this.#veil = new ReceiptVeil(reader);
    this.#restoration = new Restoration({ bus, log, reload: () => this.#reload(), done: () => this.#tellInterrupted() });
  }

  close(): void {
    this.#restoration.close();
  }

  /** Resolves when every event published from now on will reach the subscriber. */
  async subscribe(subscriber: Subscriber): Promise<void> {
    const person = this.#openPerson(subscriber.userId);
    person.subscribers.add(subscriber);
    await person.subscribed;
    const memberships = await this.#membershipsOf(subscriber.userId);
    if (!person.subscribers.has(subscriber)) return;
    await Promise.all(memberships.map((membership) => this.#enter(subscriber, membership)));
  }

  unsubscribe(subscriber: Subscriber): void {
    const person = this.#people.get(subscriber.userId);
    if (person === undefined || !person.subscribers.delete(subscriber)) return;
    if (person.subscribers.size === 0) {
      this.#people.delete(subscriber.userId);
      this.#veil.forget(subscriber.userId);
      void person.subscribed.then((unsubscribe) => unsubscribe());
    }
    for (const room of subscriber.rooms) this.#leave(room, () => room.remove(subscriber));
  }

  /**
   * True when a subscriber of the person on this node follows the conversation and this node would know of their removal: then they are a
   * member. False also while the bus is away or its return is being worked through; then the database knows.
   */
  isFollowing(userId: string, conversationId: string): boolean {
    const open = this.#rooms.get(conversationId);
    const isCurrent = this.#bus.isConnected && !this.#restoration.isRunning && open?.held === null;
    return isCurrent && open.room.has(userId);
  }

  /** Reads them again when events may have been lost meanwhile: the members of rooms that are not open yet are read by nobody else. */
  async #membershipsOf(userId: string): Promise<OwnMembership[]> {
    const { count } = this.#restoration;
    const [memberships] = await Promise.all([this.#reader.conversationsOf(userId), this.#veil.load(userId)]);
    return count === this.#restoration.count ? memberships : this.#membershipsOf(userId);
  }

  #openPerson(userId: string): LocalPerson {
    const known = this.#people.get(userId);
    if (known !== undefined) return known;
    const person: LocalPerson = {
      subscribers: new Set(),
      subscribed: this.#bus.subscribe(personTopic(userId), (event) => this.#onPersonEvent(userId, event as PersonEvent)),
    };
    this.#people.set(userId, person);
    return person;
  }

  /** The room is there at once, so that what is published in this very tick already finds it. */
  #openRoom(conversationId: string, membersSeq: number): OpenRoom {
    const known = this.#rooms.get(conversationId);
    if (known !== undefined) return known;
    const open: OpenRoom = {
      room: new Room(conversationId, membersSeq),
      subscribed: this.#bus.subscribe(conversationTopic(conversationId), (event) =>
        this.#onConversationEvent(open, event as ConversationEvent),
      ),
      held: null,
    };
    this.#rooms.set(conversationId, open);
    return open;
  }

  async #enter(subscriber: Subscriber, loaded: OwnMembership): Promise<void> {
    const open = this.#openRoom(loaded.conversationId, loaded.membersSeq);
    if (open.room.membersSeq === loaded.membersSeq) open.room.add(subscriber, loaded);
    else this.#refresh(open);
    await open.subscribed;
  }

  #leave(room: Room, change: () => void): void {
    change();
    const open = this.#rooms.get(room.conversationId);
    if (open !== undefined) this.#closeIfEmpty(open);
  }

  /** A room whose members are being read stays: somebody may be about to enter it. */
  #closeIfEmpty({ room, held, subscribed }: OpenRoom): void {
    if (!room.isEmpty || held !== null) return;
    this.#rooms.delete(room.conversationId);
    void subscribed.then((unsubscribe) => unsubscribe());
  }

  #onPersonEvent(userId: string, event: PersonEvent): void {
    const subscribers = this.#people.get(userId)?.subscribers ?? [];
    if (event.type === 'MemberChanged') this.#applyOwnMembership(userId, event);
    if (event.type === 'SettingsChanged') this.#veil.settingsChanged(userId, event.settings);
    for (const { view, outlet } of subscribers) outlet.push(view.frame(event));
  }

  /** A membership that came through the person's own topic; the room need not be open yet. */
  #applyOwnMembership(userId: string, event: MemberChanged): void {
    const isMember = event.member.leftSeq === null;
    const open = isMember ? this.#openRoom(event.conversationId, event.seq) : this.#rooms.get(event.conversationId);
    if (open === undefined) return;
    const { room } = open;
    if (room.membersSeq > event.seq) this.#refresh(open);
    else if (isMember) this.#addPerson(room, userId, joiningOf(event));
    else this.#leave(room, () => room.removePerson(userId));
    if (event.previousMembersSeq === room.membersSeq) room.membersSeq = event.seq;
  }

  #addPerson(room: Room, userId: string, joining: Joining): void {
    for (const subscriber of this.#people.get(userId)?.subscribers ?? []) room.add(subscriber, joining);
  }

  #onConversationEvent(open: OpenRoom, event: ConversationEvent): void {
    if (!('membersSeq' in event)) this.#deliverUnnumbered(open.room, event);
    else if (open.held !== null) open.held.push(event);
    else this.#deliver(open, event);
  }

  /** Nothing in it tells a stale membership from a current one. */
  #deliverUnnumbered(room: Room, event: Exclude<ConversationEvent, NumberedEvent>): void {
    if (this.#restoration.isRunning) return;
    if (event.type === 'TypingChanged' || event.type === 'ProfileChanged') room.deliver(event, event.user.id);
    else this.#veil.deliver(room, event);
  }

  #deliver(open: OpenRoom, event: NumberedEvent): void {
    const { room } = open;
    if (event.type === 'MemberChanged' && event.previousMembersSeq === room.membersSeq) this.#applyMembership(room, event);
    if (event.membersSeq > room.membersSeq) {
      this.#refresh(open).push(event);
      return;
    }
    // The affected person hears of it through their own topic, whether or not they follow the conversation.
    room.deliver(event, event.type === 'MemberChanged' ? event.member.userId : undefined);
    const isNewMessage = event.type === 'MessageChanged' && event.message.seq === event.seq && event.isToldAgain !== true;
    if (isNewMessage) this.#observe(event.message.createdAt);
  }

  /** From the database's time of the message to its frames being on their way. */
  #observe(createdAt: string): void {
    this.#delivery.observe(Math.max(0, Date.now() - Date.parse(createdAt)) / 1000);
  }

  #applyMembership(room: Room, event: MemberChanged): void {
    room.membersSeq = event.seq;
    if (event.member.leftSeq === null) this.#addPerson(room, event.member.userId, joiningOf(event));
    else this.#leave(room, () => room.removePerson(event.member.userId));
  }

  /** Has the members read again, unless they are being read; gives the events that wait for it. */
  #refresh(open: OpenRoom): NumberedEvent[] {
    if (open.held !== null) return open.held;
    open.held = [];
    this.#readMembers(open);
    return open.held;
  }

  /** If the database is away, what waits is dropped: clients see the gap and heal. */
  #readMembers(open: OpenRoom): void {
    this.#reader.membersOf(open.room.conversationId).then(
      (members) => this.#onMembersRead(open, members),
      (error: unknown) => {
        open.held = null;
        this.#closeIfEmpty(open);
        this.#log.warn({ err: error, conversationId: open.room.conversationId }, 'members could not be read; live events dropped');
      },
    );
  }

  #onMembersRead(open: OpenRoom, members: CurrentMembers | null): void {
    const { room } = open;
    // A change passed meanwhile: what was read is older than what is known here, and would bring a removed person back.
    if (members !== null && members.membersSeq < room.membersSeq) {
      this.#readMembers(open);
      return;
    }
    this.#tellGone(room, members);
    this.#applyMembers(room, members);
    const held = open.held ?? [];
    open.held = null;
    for (const event of held) this.#onConversationEvent(open, event);
    this.#closeIfEmpty(open);
  }

  /** Whose membership has ended unheard (the node that ended it died before it told) keeps the conversation until they ask. */
  #tellGone({ personIds }: Room, members: CurrentMembers | null): void {
    const gone = personIds.filter((userId) => members?.joinings.has(userId) !== true);
    this.#tellInterrupted(gone.flatMap((userId) => this.#people.get(userId) ?? []));
  }

  #applyMembers(room: Room, members: CurrentMembers | null): void {
    const joinings = members?.joinings ?? new Map<string, Joining>();
    for (const [userId, joining] of joinings) this.#addPerson(room, userId, joining);
    for (const userId of room.personIds) if (!joinings.has(userId)) room.removePerson(userId);
    room.membersSeq = members?.membersSeq ?? room.membersSeq;
  }

  /** Makes every room what the database says: a few statements, however many people are here. */
  async #reload(): Promise<void> {
    const userIds = [...this.#people.keys()];
    const conversationIds = new Set(await this.#reader.conversationIdsOf(userIds));
    for (const conversationId of this.#rooms.keys()) conversationIds.add(conversationId);
    const all = [...conversationIds];
    for (let at = 0; at < all.length; at += ROOMS_PER_READ) {
      const some = all.slice(at, at + ROOMS_PER_READ);
      const read = await this.#reader.membersOfAll(some);
      for (const conversationId of some) this.#reloadRoom(conversationId, read.get(conversationId) ?? null);
    }
    await this.#veil.reload(userIds);
  }

  #reloadRoom(conversationId: string, members: CurrentMembers | null): void {
    const open = members === null ? this.#rooms.get(conversationId) : this.#openRoom(conversationId, members.membersSeq);
    if (open === undefined) return;
    // What was read is older than what is known here, or the members are being read for another reason, perhaps from before the outage.
    if (open.held !== null || (members !== null && members.membersSeq < open.room.membersSeq)) {
      open.room.membersSeq = Math.max(open.room.membersSeq, members?.membersSeq ?? 0);
      this.#refresh(open);
      return;
    }
    this.#applyMembers(open.room, members);
    this.#closeIfEmpty(open);
  }

  #tellInterrupted(people: Iterable<LocalPerson> = this.#people.values()): void {
    const event: EventsInterrupted = { type: 'EventsInterrupted', at: toInstant(new Date()) };
    for (const { subscribers } of people) for (const { view, outlet } of subscribers) outlet.push(view.frame(event));
  }
}

const joiningOf = ({ member }: MemberChanged): Joining => ({ joinedSeq: member.joinedSeq, seesPast: !member.isNewcomer });
