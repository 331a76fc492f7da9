import type { Logger } from 'pino';
import type { Metrics } from '../platform/metrics.ts';
import { type Bus, conversationTopic, personTopic, type Unsubscribe } from './bus.ts';
import type { ConversationEvent, MemberChanged, NumberedEvent, PersonEvent } from './events.ts';
import type { Outlet } from './outlet.ts';
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

/** A conversation that a person is in, with the number that began the membership and that of the last membership change of anyone. */
export interface OwnMembership {
  readonly conversationId: string;
  readonly joinedSeq: number;
  readonly membersSeq: number;
}

/** Who is in a conversation, by the number that began the membership; true up to the membership change `membersSeq`. */
export interface CurrentMembers {
  readonly membersSeq: number;
  readonly joinedSeqs: ReadonlyMap<string, number>;
}

/** What the hub asks the database. */
export interface MembershipReader {
  /** The conversations that the person is in now. */
  conversationsOf(userId: string): Promise<OwnMembership[]>;
  /** Who is in the conversation now; null when there is no such conversation. */
  membersOf(conversationId: string): Promise<CurrentMembers | null>;
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

/**
 * Brings events from the bus to this node's subscribers, each only to persons who were members at its number (DELIVERY-5, security W9).
 * Every event names the last membership change before it; where this node knows an older one, the event waits until the members are
 * read again. So a removed person gets nothing with a higher number, whatever order the bus delivers in and whatever it loses.
 */
export class Hub {
  readonly #bus: Bus;
  readonly #reader: MembershipReader;
  readonly #log: Logger;
  readonly #delivery: Metrics['delivery'];
  readonly #rooms = new Map<string, OpenRoom>();
  readonly #people = new Map<string, LocalPerson>();

  constructor(bus: Bus, reader: MembershipReader, { log, metrics }: { log: Logger; metrics: Pick<Metrics, 'delivery'> }) {
    this.#bus = bus;
    this.#reader = reader;
    this.#log = log;
    this.#delivery = metrics.delivery;
  }

  /** Resolves when every event published from now on will reach the subscriber. */
  async subscribe(subscriber: Subscriber): Promise<void> {
    const person = this.#openPerson(subscriber.userId);
    person.subscribers.add(subscriber);
    await person.subscribed;
    const memberships = await this.#reader.conversationsOf(subscriber.userId);
    if (!person.subscribers.has(subscriber)) return;
    await Promise.all(memberships.map((membership) => this.#enter(subscriber, membership)));
  }

  unsubscribe(subscriber: Subscriber): void {
    const person = this.#people.get(subscriber.userId);
    if (person === undefined || !person.subscribers.delete(subscriber)) return;
    if (person.subscribers.size === 0) {
      this.#people.delete(subscriber.userId);
      void person.subscribed.then((unsubscribe) => unsubscribe());
    }
    for (const room of subscriber.rooms) this.#leave(room, () => room.remove(subscriber));
  }

  /** True when a subscriber of the person on this node follows the conversation: then they are a member. */
  isFollowing(userId: string, conversationId: string): boolean {
    return this.#rooms.get(conversationId)?.room.has(userId) ?? false;
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
    if (open.room.membersSeq === loaded.membersSeq) open.room.add(subscriber, loaded.joinedSeq);
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
    for (const { view, outlet } of subscribers) outlet.push(view.frame(event));
  }

  /** A membership that came through the person's own topic; the room need not be open yet. */
  #applyOwnMembership(userId: string, event: MemberChanged): void {
    const isMember = event.member.leftSeq === null;
    const open = isMember ? this.#openRoom(event.conversationId, event.seq) : this.#rooms.get(event.conversationId);
    if (open === undefined) return;
    const { room } = open;
    if (room.membersSeq > event.seq) this.#refresh(open);
    else if (isMember) this.#addPerson(room, userId, event.member.joinedSeq);
    else this.#leave(room, () => room.removePerson(userId));
    if (event.previousMembersSeq === room.membersSeq) room.membersSeq = event.seq;
  }

  #addPerson(room: Room, userId: string, joinedSeq: number): void {
    for (const subscriber of this.#people.get(userId)?.subscribers ?? []) room.add(subscriber, joinedSeq);
  }

  #onConversationEvent(open: OpenRoom, event: ConversationEvent): void {
    if (event.type === 'TypingChanged') open.room.deliver(event, event.user.id);
    else if (event.type === 'ReceiptChanged') open.room.deliver(event);
    else if (open.held !== null) open.held.push(event);
    else this.#deliver(open, event);
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
    if (event.type === 'MessageChanged' && event.message.seq === event.seq) this.#observe(event.message.createdAt);
  }

  /** From the database's time of the message to its frames being on their way. */
  #observe(createdAt: string): void {
    this.#delivery.observe(Math.max(0, Date.now() - Date.parse(createdAt)) / 1000);
  }

  #applyMembership(room: Room, event: MemberChanged): void {
    room.membersSeq = event.seq;
    if (event.member.leftSeq === null) this.#addPerson(room, event.member.userId, event.member.joinedSeq);
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
    const joinedSeqs = members?.joinedSeqs ?? new Map<string, number>();
    for (const [userId, joinedSeq] of joinedSeqs) this.#addPerson(room, userId, joinedSeq);
    for (const userId of room.personIds) if (!joinedSeqs.has(userId)) room.removePerson(userId);
    room.membersSeq = members?.membersSeq ?? room.membersSeq;
    const held = open.held ?? [];
    open.held = null;
    for (const event of held) this.#onConversationEvent(open, event);
    this.#closeIfEmpty(open);
  }
}
