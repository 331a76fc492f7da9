import { builder } from '../../schema/builder.ts';

export const PresenceStatus = builder.enumType('PresenceStatus', {
  description: 'Whether a person is here (PRESENCE-1).',
  values: {
    ONLINE: { description: 'At least one device is connected.' },
    OFFLINE: { description: 'None has been for 5 seconds.' },
  } as const,
});
