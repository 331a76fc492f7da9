import type { ConversationEvent, ReceiptChanged, ReceiptsAdvanced } from './events.ts';
import type { Subscriber } from './hub.ts';
import type { View } from './view.ts';

/** What some persons get in place of an event; null for nothing. */
interface OtherForm {
  readonly event: ReceiptChanged | null;
  readonly userIds: ReadonlySet<string>;
}

/**
 * One conversation on one node: the local subscribers whose persons are members, grouped by view.
 * `membersSeq` says up to which membership change that is true.
 */
export class Room {
  readonly conversationId: string;
  membersSeq: number;
  readonly #byView = new Map<View, Set<Subscriber>>();
  readonly #byPerson = new Map<string, Set<Subscriber>>();
  /** The number that began the membership of each person here. */
  readonly #joinedSeqs = new Map<string, number>();
  #newestJoinedSeq = 0;

  constructor(conversationId: string, membersSeq: number) {
    this.conversationId = conversationId;
    this.membersSeq = membersSeq;
  }

  get isEmpty(): boolean {
    return this.#byPerson.size === 0;
  }

  get personIds(): string[] {
    return [...this.#byPerson.keys()];
  }

  has(userId: string): boolean {
    return this.#byPerson.has(userId);
  }

  /** `joinedSeq`: the number that began the person's membership; nothing below it is for them. */
  add(subscriber: Subscriber, joinedSeq: number): void {
    this.#joinedSeqs.set(subscriber.userId, joinedSeq);
    this.#newestJoinedSeq = Math.max(this.#newestJoinedSeq, joinedSeq);
    addTo(this.#byView, subscriber.view, subscriber);
    addTo(this.#byPerson, subscriber.userId, subscriber);
    subscriber.rooms.add(this);
  }

  remove(subscriber: Subscriber): void {
    removeFrom(this.#byView, subscriber.view, subscriber);
    removeFrom(this.#byPerson, subscriber.userId, subscriber);
    if (!this.#byPerson.has(subscriber.userId)) this.#joinedSeqs.delete(subscriber.userId);
    subscriber.rooms.delete(this);
  }

  removePerson(userId: string): void {
    for (const subscriber of this.#byPerson.get(userId) ?? []) this.remove(subscriber);
  }

  /** Writes the event to everyone here except the named person. One execution a view, one push a socket. */
  deliver(event: ConversationEvent, exceptUserId?: string): void {
    const isForAll = !('seq' in event) || event.seq >= this.#newestJoinedSeq;
    for (const [view, subscribers] of this.#byView) {
      const frame = view.frame(event);
      for (const { userId, outlet } of subscribers) {
        if (userId !== exceptUserId && (isForAll || event.seq >= (this.#joinedSeqs.get(userId) ?? 0))) outlet.push(frame);
      }
    }
  }

  /** The same for an event without a number, of which some persons get another form, or nothing. */
  deliverApart(event: ReceiptChanged | ReceiptsAdvanced, other: OtherForm, exceptUserId?: string): void {
    for (const [view, subscribers] of this.#byView) {
      const frame = view.frame(event);
      const otherFrame = other.event === null ? null : view.frame(other.event);
      for (const { userId, outlet } of subscribers) {
        const own = other.userIds.has(userId) ? otherFrame : frame;
        if (own !== null && userId !== exceptUserId) outlet.push(own);
      }
    }
  }
}

function addTo<K>(map: Map<K, Set<Subscriber>>, key: K, subscriber: Subscriber): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([subscriber]));
  else set.add(subscriber);
}

function removeFrom<K>(map: Map<K, Set<Subscriber>>, key: K, subscriber: Subscriber): void {
  const set = map.get(key);
  if (set?.delete(subscriber) && set.size === 0) map.delete(key);
}
