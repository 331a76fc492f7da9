import { builder } from './builder.ts';

// Enums that the types of several domains use.

export const ConversationKind = builder.enumType('ConversationKind', {
  description: 'How many a conversation is for (CONV-1).',
  values: {
    DIRECT: { description: 'Exactly two people, or one with their own notes; one per pair, for ever.' },
    GROUP: { description: 'A named group whose members change.' },
  } as const,
});

export const PresenceStatus = builder.enumType('PresenceStatus', {
  description: 'Whether a person is here (PRESENCE-1).',
  values: {
    ONLINE: { description: 'A device is connected and had input within 5 minutes.' },
    AWAY: { description: 'Devices are connected, none of them had input for 5 minutes.' },
    BUSY: { description: 'Do not disturb, by their own choice; a device is connected.' },
    OFFLINE: { description: 'No device has been connected for 5 seconds, or they do not show it.' },
  } as const,
});

export const DeviceKind = builder.enumType('DeviceKind', {
  description: 'What kind of program a person uses (PRESENCE-1).',
  values: {
    DESKTOP: { description: 'The desktop app.' },
    WEB: { description: 'The page in a browser.' },
    OTHER: { description: 'Another program.' },
  } as const,
});

export const MemberRole = builder.enumType('MemberRole', {
  description: 'What a member is in a conversation (CONV-2).',
  values: {
    OWNER: { description: 'Decides what admins and members may do. A group has one.' },
    ADMIN: { description: 'Removes members, and does what the permissions leave to admins.' },
    MEMBER: { description: 'Does what the permissions leave to members.' },
  } as const,
});

export const PermissionLevel = builder.enumType('PermissionLevel', {
  description: 'Who of a group may do something (CONV-2).',
  values: {
    OWNER: { description: 'Its owner alone.' },
    ADMINS: { description: 'Its owner and admins.' },
    MEMBERS: { description: 'Every member.' },
  } as const,
});

export const HistoryVisibility = builder.enumType('HistoryVisibility', {
  description: 'What a new member of a group sees of what was said before they joined (CONV-5).',
  values: {
    ALL: { description: 'Everything.' },
    JOINED: { description: 'Nothing: their history begins where they joined.' },
  } as const,
});

/**
 * Nodes of two versions serve one installation while it is upgraded: what a later one wrote and this one does not know is shown as the nearest that it
 * does know (docs/operations/upgrades.md). Of rights that is always the least.
 */
const knownOr =
  <Value extends string>(known: readonly Value[], nearest: Value) =>
  (value: string): Value =>
    known.find((each) => each === value) ?? nearest;

export const shownRole = knownOr(['OWNER', 'ADMIN', 'MEMBER'], 'MEMBER');
export const shownLevel = knownOr(['OWNER', 'ADMINS', 'MEMBERS'], 'OWNER');
export const shownVisibility = knownOr(['ALL', 'JOINED'], 'JOINED');
