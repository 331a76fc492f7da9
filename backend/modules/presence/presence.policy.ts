import type { PeopleStanding } from '../contacts/contacts.policy.ts';
import type { Audience } from '../people/settings.ts';
import type { Device, DeviceKind } from './device.ts';
import type { PresenceFacts, PresenceStatus, PresenceView } from './presence-view.ts';

/** What the one who looks is to the person (PEOPLE-2); whom the person has blocked sees nothing (PEOPLE-3). */
export type Relation = 'SELF' | 'CONTACT' | 'STRANGER' | 'BLOCKED';

const RANK: Readonly<Record<DeviceKind, number>> = { OTHER: 0, WEB: 1, DESKTOP: 2 };

const rankOf = ({ kind, isActive }: Device) => RANK[kind] + (isActive ? 3 : 0);

/** The device that speaks for its person: one in use before an idle one, then a desktop before a page before a program (PRESENCE-1). */
export function bestOf(devices: readonly Device[]): Device | null {
  return devices.reduce<Device | null>((best, each) => (best !== null && rankOf(best) >= rankOf(each) ? best : each), null);
}

/** What one who looks is to the person, from how they stand to each other. */
export function relationOf({ isSelf, isBlocked, areContacts }: Pick<PeopleStanding, 'isSelf' | 'isBlocked' | 'areContacts'>): Relation {
  if (isSelf) return 'SELF';
  if (isBlocked) return 'BLOCKED';
  return areContacts ? 'CONTACT' : 'STRANGER';
}

/** Who sees whether a person is here, and when they were last: the one home of the rule (PRESENCE-3). */
export function maySeePresence(audience: Audience, relation: Relation): boolean {
  if (relation === 'BLOCKED') return false;
  return relation === 'SELF' || audience === 'EVERYONE' || (audience === 'CONTACTS' && relation === 'CONTACT');
}

/** What of the facts is shown to one who looks. An invisible person is offline to everybody but themselves. */
export function presenceSeenBy(relation: Relation, facts: PresenceFacts): PresenceView {
  const { userId, device, mode, lastSeenAt } = facts;
  if (!maySeePresence(facts.audience, relation)) return { userId, status: 'OFFLINE', device: null, lastSeenAt: null };
  if (device === null || (mode === 'INVISIBLE' && relation !== 'SELF')) return { userId, status: 'OFFLINE', device: null, lastSeenAt };
  return { userId, status: statusOf(device, mode === 'BUSY'), device: device.kind, lastSeenAt: null };
}

function statusOf({ isActive }: Device, isBusy: boolean): PresenceStatus {
  if (isBusy) return 'BUSY';
  return isActive ? 'ONLINE' : 'AWAY';
}

/** Whether two views tell the same. */
export function isSamePresence(one: PresenceView, other: PresenceView): boolean {
  return one.status === other.status && one.device === other.device && one.lastSeenAt === other.lastSeenAt;
}
