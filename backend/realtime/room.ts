import type { ChangeHidden, ConversationEvent, NumberedEvent, ReceiptChanged, ReceiptsAdvanced } from './events.ts';
import type { Subscriber } from './hub.ts';
import type { Joining } from './membership.ts';
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
  readonly #joinings = new Map<string, Joining>();
  #newestJoinedSeq = 0;
  /** Whether somebody here ever was one who does not see the past. */
  #hasNewcomers = false;

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

  add(subscriber: Subscriber, joining: Joining): void {
    this.#joinings.set(subscriber.userId, joining);
    this.#newestJoinedSeq = Math.max(this.#newestJoinedSeq, joining.joinedSeq);
    this.#hasNewcomers ||= !joining.seesPast;
    addTo(this.#byView, subscriber.view, subscriber);
    addTo(this.#byPerson, subscriber.userId, subscriber);
    subscriber.rooms.add(this);
  }

  remove(subscriber: Subscriber): void {
    removeFrom(this.#byView, subscriber.view, subscriber);
    removeFrom(this.#byPerson, subscriber.userId, subscriber);
    if (!this.#byPerson.has(subscriber.userId)) this.#joinings.delete(subscriber.userId);
    subscriber.rooms.delete(this);
  }

  removePerson(userId: string): void {
    for (const subscriber of this.#byPerson.get(userId) ?? []) this.remove(subscriber);
  }

  /** Writes the event to everyone here except the named person. One execution a view, one push a socket. */
  deliver(event: ConversationEvent, exceptUserId?: string): void {
    if ('seq' in event && (event.seq < this.#newestJoinedSeq || (this.#hasNewcomers && maySpeakOfThePast(event)))) {
      this.#deliverToEach(event, exceptUserId);
      return;
    }
    for (const [view, subscribers] of this.#byView) {
      const frame = view.frame(event);
      for (const { userId, outlet } of subscribers) if (userId !== exceptUserId) outlet.push(frame);
    }
  }

  /** The same where not everybody gets the event as it is; each form is still framed once a view. */
  #deliverToEach(event: NumberedEvent, exceptUserId?: string): void {
    const forms: Readonly<Record<Form, NumberedEvent | ChangeHidden>> = {
      whole: event,
      threadless: event.type === 'MessageChanged' ? { ...event, thread: null } : event,
      hidden: { type: 'ChangeHidden', conversationId: event.conversationId, seq: event.seq },
    };
    for (const [view, subscribers] of this.#byView) {
      const frames = new Map<Form, Buffer>();
      for (const { userId, outlet } of subscribers) {
        const form = userId === exceptUserId ? null : formFor(this.#joinings.get(userId), event);
        if (form === null) continue;
        const frame = frames.get(form) ?? view.frame(forms[form]);
        frames.set(form, frame);
        outlet.push(frame);
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

/** A change of a message that was there before, or a reply to one. */
const maySpeakOfThePast = (event: NumberedEvent) =>
  event.type === 'MessageChanged' && (event.message.seq < event.seq || event.thread !== null);

/** As what a member gets an event. */
type Form = 'whole' | 'threadless' | 'hidden';

/**
 * Null for what was before the membership. Who sees no past gets of a change of what was said before they joined the number alone (CONV-5), and
 * of a reply to it no thread: that counts replies which they may not see.
 */
function formFor(joining: Joining | undefined, event: NumberedEvent): Form | null {
  if (joining === undefined || event.seq < joining.joinedSeq) return null;
  if (joining.seesPast || event.type !== 'MessageChanged') return 'whole';
  if (event.message.seq < joining.joinedSeq) return 'hidden';
  return event.thread !== null && event.thread.rootSeq < joining.joinedSeq ? 'threadless' : 'whole';
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
