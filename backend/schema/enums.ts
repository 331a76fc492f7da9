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
