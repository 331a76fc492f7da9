import type { Unsubscribe } from '../../realtime/bus.ts';
import type { PresenceChanged } from '../../realtime/events.ts';
import { isSamePresence, presenceSeenBy, type Relation } from './presence.policy.ts';
import type { PresenceSocket } from './presence-socket.ts';
import type { PresenceFacts, PresenceView } from './presence-view.ts';

/** One person whom sockets of this node watch, by what each of them is to the person; and what is known of them. */
export class WatchedPerson {
  readonly userId: string;
  /** Resolves when the bus brings what is told of the person. */
  readonly subscribed: Promise<Unsubscribe>;
  /** Sockets of this very person that watch everybody they have a direct conversation with. */
  readonly followers = new Set<PresenceSocket>();
  readonly #watchers = new Map<PresenceSocket, Relation>();
  #facts: PresenceFacts | null = null;

  constructor(userId: string, subscribed: Promise<Unsubscribe>) {
    this.userId = userId;
    this.subscribed = subscribed;
  }

  get isKnown(): boolean {
    return this.#facts !== null;
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  get isAlone(): boolean {
    return this.#watchers.size === 0 && this.followers.size === 0;
  }

  /** The people whose sockets watch and who are strangers, as far as this node has heard. */
  get strangerIds(): string[] {
    return [...this.#watchers].flatMap(([{ viewer }, relation]) => (relation === 'STRANGER' && viewer !== null ? [viewer.userId] : []));
  }

  watch(socket: PresenceSocket, relation: Relation): void {
    this.#watchers.set(socket, relation);
  }

  unwatch(socket: PresenceSocket): void {
    this.#watchers.delete(socket);
  }

  /** What the socket may see now; offline while nothing is known. */
  seenBy(socket: PresenceSocket): PresenceView {
    return view(this.#watchers.get(socket) ?? 'STRANGER', this.userId, this.#facts);
  }

  /** Takes later facts, and shows them to every watcher for whom they change something. The first are for those who ask. */
  learn(told: PresenceFacts): void {
    const before = this.#facts;
    const after = before === null ? told : laterOf(before, told);
    this.#facts = after;
    if (before === null) return;
    const changes = {
      SELF: changeFor('SELF', before, after),
      CONTACT: changeFor('CONTACT', before, after),
      STRANGER: changeFor('STRANGER', before, after),
    } satisfies Record<Relation, PresenceChanged | null>;
    for (const [socket, relation] of this.#watchers) {
      const change = changes[relation];
      if (change !== null) socket.show(change);
    }
  }

  /** Takes what was read. What one node knows alone is better than nothing, and no better than what was told before. */
  learnRead(facts: PresenceFacts): void {
    if (facts.version !== null || !this.isKnown) this.learn(facts);
  }

  /** Someone whose sockets watch became a contact. */
  meet(peerId: string): void {
    for (const [socket, relation] of this.#watchers) {
      if (relation !== 'STRANGER' || socket.viewer?.userId !== peerId) continue;
      this.#watchers.set(socket, 'CONTACT');
      const [before, after] = [view('STRANGER', this.userId, this.#facts), this.seenBy(socket)];
      if (!isSamePresence(before, after)) socket.show({ type: 'PresenceChanged', ...after });
    }
  }
}

/** Facts may come in any order; only the time at which a person was last seen never goes back. */
function laterOf(known: PresenceFacts, told: PresenceFacts): PresenceFacts {
  const lastSeenAt = (known.lastSeenAt ?? '') > (told.lastSeenAt ?? '') ? known.lastSeenAt : told.lastSeenAt;
  const isEarlier = told.version !== null && known.version !== null && told.version < known.version;
  return isEarlier ? { ...known, lastSeenAt } : { ...told, lastSeenAt, version: told.version ?? known.version };
}

function view(relation: Relation, userId: string, facts: PresenceFacts | null): PresenceView {
  return facts === null ? { userId, status: 'OFFLINE', device: null, lastSeenAt: null } : presenceSeenBy(relation, facts);
}

function changeFor(relation: Relation, before: PresenceFacts, after: PresenceFacts): PresenceChanged | null {
  const [was, is] = [presenceSeenBy(relation, before), presenceSeenBy(relation, after)];
  return isSamePresence(was, is) ? null : { type: 'PresenceChanged', ...is };
}
