import type { Unsubscribe } from '../../realtime/bus.ts';
import type { PresenceChanged, ProfileChanged } from '../../realtime/events.ts';
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
  /** Null until it is known what the one who watches is to the person: they are shown nothing, and then get the answer they wait for. */
  readonly #watchers = new Map<PresenceSocket, Relation | null>();
  #relatedCount = 0;
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

  /** The other people whose sockets watch. */
  get watcherIds(): string[] {
    const ids = [...this.#watchers.keys()].flatMap(({ viewer }) => viewer?.userId ?? []);
    return [...new Set(ids)].filter((id) => id !== this.userId);
  }

  /** Grows with every news of what somebody is to the person: what was read before may be of yesterday. */
  get relatedCount(): number {
    return this.#relatedCount;
  }

  noteRelated(): void {
    this.#relatedCount += 1;
  }

  watch(socket: PresenceSocket): void {
    if (!this.#watchers.has(socket)) this.#watchers.set(socket, socket.viewer?.userId === this.userId ? 'SELF' : null);
  }

  unwatch(socket: PresenceSocket): void {
    this.#watchers.delete(socket);
  }

  /** What the socket may see now; offline while nothing is known. */
  seenBy(socket: PresenceSocket): PresenceView {
    return view(this.#watchers.get(socket) ?? 'BLOCKED', this.userId, this.#facts);
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
      BLOCKED: null,
    } satisfies Record<Relation, PresenceChanged | null>;
    for (const [socket, relation] of this.#watchers) {
      const change = relation === null ? null : changes[relation];
      if (change !== null) socket.show(change);
    }
  }

  /** Takes what was read. What one node knows alone is better than nothing, and no better than what was told before. */
  learnRead(facts: PresenceFacts): void {
    if (facts.version !== null || !this.isKnown) this.learn(facts);
  }

  /** What someone whose sockets watch is to the person now: shown where it changes something of what they were told. */
  relate(peerId: string, relation: Relation): void {
    for (const [socket, was] of this.#watchers) {
      if (was === relation || socket.viewer?.userId !== peerId) continue;
      this.#watchers.set(socket, relation);
      if (was === null) continue;
      const [before, after] = [view(was, this.userId, this.#facts), this.seenBy(socket)];
      if (!isSamePresence(before, after)) socket.show({ type: 'PresenceChanged', ...after });
    }
  }

  showProfile(event: ProfileChanged): void {
    for (const socket of this.#watchers.keys()) socket.show(event);
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
