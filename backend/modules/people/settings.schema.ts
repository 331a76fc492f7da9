import { viewerOf } from '../../context.ts';
import { builder } from '../../schema/builder.ts';
import { updateSettings } from './settings.service.ts';

const PresenceMode = builder.enumType('PresenceMode', {
  description: 'What a person shows of being here (PRESENCE-1).',
  values: {
    AUTOMATIC: { description: 'What their devices tell.' },
    BUSY: { description: 'Do not disturb, whenever a device is connected.' },
    INVISIBLE: { description: 'Offline to everybody else.' },
  } as const,
});

const Audience = builder.enumType('Audience', {
  description: 'Who may see something of a person.',
  values: {
    EVERYONE: { description: 'Everyone on this server.' },
    CONTACTS: { description: 'Those they have a direct conversation with.' },
    NOBODY: { description: 'Nobody.' },
  } as const,
});

builder.objectType('Settings', {
  description: 'What a person decided about themselves; only they see it.',
  fields: (t) => ({
    presenceMode: t.expose('presenceMode', { type: PresenceMode, description: 'What they show of being here.' }),
    presenceAudience: t.expose('presenceAudience', {
      type: Audience,
      description: 'Who may see whether they are here, and when they were last (PRESENCE-3).',
    }),
    readReceipts: t.exposeBoolean('readReceipts', {
      description: 'Whether others learn what they have read. Without it they learn of nobody else either (RECEIPT-4).',
    }),
  }),
});

const UpdateSettingsInput = builder.inputType('UpdateSettingsInput', {
  description: 'What to change; what is not given, or null, stays.',
  fields: (t) => ({
    presenceMode: t.field({ type: PresenceMode, description: 'What to show of being here.' }),
    presenceAudience: t.field({ type: Audience, description: 'Who may see it.' }),
    readReceipts: t.boolean({ description: 'Whether to tell, and to be told, what has been read.' }),
  }),
});

builder.mutationField('updateSettings', (t) =>
  t.field({
    type: 'Settings',
    description: "Changes the viewer's settings; all of their devices get `SettingsChanged`. Gives all of them as they are now.",
    args: { input: t.arg({ type: UpdateSettingsInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, context) => {
      const { presenceMode, presenceAudience, readReceipts } = input;
      return updateSettings(context.app, viewerOf(context), {
        ...(presenceMode != null && { presenceMode }),
        ...(presenceAudience != null && { presenceAudience }),
        ...(readReceipts != null && { readReceipts }),
      });
    },
  }),
);
