import { describe, expect, it } from 'vitest';
import type { Audience, PresenceMode } from '../people/settings.ts';
import { type Device, type DeviceKind, deviceOf } from './device.ts';
import { bestOf, maySeePresence, presenceSeenBy, type Relation, relationOf } from './presence.policy.ts';
import type { PresenceFacts, PresenceView } from './presence-view.ts';

const SEEN = '2026-11-21T08:30:00.000000Z';
const ANN: PresenceFacts = { userId: 'ann', device: null, mode: 'AUTOMATIC', audience: 'EVERYONE', lastSeenAt: SEEN, version: 1 };

describe('whose presence may be seen (PRESENCE-3)', () => {
  it.each<[Audience, Relation, boolean]>([
    ['EVERYONE', 'STRANGER', true],
    ['EVERYONE', 'CONTACT', true],
    ['EVERYONE', 'SELF', true],
    ['EVERYONE', 'BLOCKED', false],
    ['CONTACTS', 'STRANGER', false],
    ['CONTACTS', 'CONTACT', true],
    ['CONTACTS', 'SELF', true],
    ['CONTACTS', 'BLOCKED', false],
    ['NOBODY', 'STRANGER', false],
    ['NOBODY', 'CONTACT', false],
    ['NOBODY', 'SELF', true],
  ])('shown to %s: a %s sees it: %s', (audience, relation, may) => {
    expect(maySeePresence(audience, relation)).toBe(may);
    const online = { ...ANN, audience, device: deviceOf('WEB', true) };
    expect(presenceSeenBy(relation, online).status).toBe(may ? 'ONLINE' : 'OFFLINE');
    expect(presenceSeenBy(relation, { ...ANN, audience }).lastSeenAt).toBe(may ? SEEN : null);
  });
});

describe('what one who looks is to the person (PEOPLE-2, PEOPLE-3)', () => {
  it.each<[Parameters<typeof relationOf>[0], Relation]>([
    [{ isSelf: true, isBlocked: false, areContacts: false }, 'SELF'],
    [{ isSelf: false, isBlocked: false, areContacts: false }, 'STRANGER'],
    [{ isSelf: false, isBlocked: false, areContacts: true }, 'CONTACT'],
    [{ isSelf: false, isBlocked: true, areContacts: false }, 'BLOCKED'],
    [{ isSelf: false, isBlocked: true, areContacts: true }, 'BLOCKED'],
  ])('of %j is %s', (standing, relation) => {
    expect(relationOf(standing)).toBe(relation);
  });
});

const [IDLE, ACTIVE] = [deviceOf('DESKTOP', false), deviceOf('DESKTOP', true)];

describe('what is seen (PRESENCE-1)', () => {
  const offline = (lastSeenAt: string | null): Omit<PresenceView, 'userId'> => ({ status: 'OFFLINE', device: null, lastSeenAt });
  const here = (status: PresenceView['status'], device: DeviceKind): Omit<PresenceView, 'userId'> => ({ status, device, lastSeenAt: null });

  it.each<[PresenceMode, Device | null, Relation, Omit<PresenceView, 'userId'>]>([
    ['AUTOMATIC', null, 'CONTACT', offline(SEEN)],
    ['AUTOMATIC', IDLE, 'CONTACT', here('AWAY', 'DESKTOP')],
    ['AUTOMATIC', ACTIVE, 'STRANGER', here('ONLINE', 'DESKTOP')],
    ['BUSY', null, 'CONTACT', offline(SEEN)],
    ['BUSY', IDLE, 'CONTACT', here('BUSY', 'DESKTOP')],
    ['BUSY', ACTIVE, 'SELF', here('BUSY', 'DESKTOP')],
    ['INVISIBLE', null, 'CONTACT', offline(SEEN)],
    ['INVISIBLE', IDLE, 'CONTACT', offline(SEEN)],
    ['INVISIBLE', ACTIVE, 'STRANGER', offline(SEEN)],
    ['INVISIBLE', ACTIVE, 'SELF', here('ONLINE', 'DESKTOP')],
  ])('%s with %o, to %s: %o', (...[mode, device, relation, seen]) => {
    expect(presenceSeenBy(relation, { ...ANN, mode, device })).toEqual({ userId: 'ann', ...seen });
  });
});

describe('the device that speaks for its person', () => {
  it.each<[string, [DeviceKind, boolean][], [DeviceKind, boolean] | null]>([
    ['nobody without one', [], null],
    [
      'one in use before an idle one',
      [
        ['DESKTOP', false],
        ['OTHER', true],
      ],
      ['OTHER', true],
    ],
    [
      'of those in use a desktop',
      [
        ['WEB', true],
        ['DESKTOP', true],
        ['OTHER', true],
      ],
      ['DESKTOP', true],
    ],
    [
      'of idle ones a page before a program',
      [
        ['OTHER', false],
        ['WEB', false],
      ],
      ['WEB', false],
    ],
  ])('is %s', (_name, devices, best) => {
    expect(bestOf(devices.map(([kind, isActive]) => deviceOf(kind, isActive)))).toEqual(best && deviceOf(...best));
  });
});
