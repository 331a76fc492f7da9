import type { ConversationEvent } from './events.ts';
import type { Subscriber } from './hub.ts';
import type { View } from './view.ts';

/**
 * One conversation on one node: the local subscribers whose persons are members, grouped by view.
 * `membersSeq` says up to which membership change that is true.
 */
export class Room {
  readonly conversationId: string;
  membersSeq: number;
  readonly #byView = new Map<View, Set<Subscriber>>();
  readonly #byPerson = new Map<string, Set<Subscriber>>();

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

  add(subscriber: Subscriber): void {
    addTo(this.#byView, subscriber.view, subscriber);
    addTo(this.#byPerson, subscriber.userId, subscriber);
    subscriber.rooms.add(this);
  }

  remove(subscriber: Subscriber): void {
    removeFrom(this.#byView, subscriber.view, subscriber);
    removeFrom(this.#byPerson, subscriber.userId, subscriber);
    subscriber.rooms.delete(this);
  }

  removePerson(userId: string): void {
    for (const subscriber of this.#byPerson.get(userId) ?? []) this.remove(subscriber);
  }

  /** Writes the event to everyone here except the named person. One execution a view, one push a socket. */
  deliver(event: ConversationEvent, exceptUserId?: string): void {
    for (const [view, subscribers] of this.#byView) {
      const frame = view.frame(event);
      for (const subscriber of subscribers) {
        if (subscriber.userId !== exceptUserId) subscriber.outlet.push(frame);
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
