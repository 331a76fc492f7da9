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
    ONLINE: { description: 'At least one device is connected.' },
    OFFLINE: { description: 'None has been for 5 seconds.' },
  } as const,
});
