import type { PublicPerson } from '../people/people-cache.ts';
import type { Audience, PresenceMode } from '../people/settings.ts';
import type { Device, DeviceKind } from './device.ts';

/** Whether a person is here (PRESENCE-1). */
export type PresenceStatus = 'ONLINE' | 'AWAY' | 'BUSY' | 'OFFLINE';

/** A person's presence as one who looks may see it. */
export interface PresenceView {
  readonly userId: string;
  readonly status: PresenceStatus;
  /** The device they are here with; null when offline. */
  readonly device: DeviceKind | null;
  /** When they were last here; null unless offline and allowed. */
  readonly lastSeenAt: string | null;
}

/** All that decides what others see of a person. It travels between nodes and is shown to nobody as it is. */
export interface PresenceFacts {
  readonly userId: string;
  /** Their best connected device; null when there is none. */
  readonly device: Device | null;
  readonly mode: PresenceMode;
  readonly audience: Audience;
  /** When they were last seen before now; of an invisible person: when they became so. */
  readonly lastSeenAt: string | null;
  /** Of two facts about a person the higher is the later; null: one node's knowledge while the others are out of reach. */
  readonly version: number | null;
}

/** What the topic of a person's presence carries: news for the nodes that watch them. */
export type PresenceNews =
  | { readonly type: 'PresenceTold'; readonly facts: PresenceFacts }
  /** The person began a direct conversation with the peer: their sockets that name nobody watch them from now on. */
  | { readonly type: 'PeopleMet'; readonly peerId: string }
  /** What the peer is to the person changed: who of the peer's watches is shown what they may see now. */
  | { readonly type: 'PeopleRelated'; readonly peerId: string }
  /** The person changed their profile, which who watches may see whatever they may see of presence. */
  | { readonly type: 'ProfileTold'; readonly user: PublicPerson };
