import { viewerOf } from '../../context.ts';
import { builder } from '../../schema/builder.ts';
import type { NotificationSettings, QuietHours } from './notification-settings.ts';
import { updateSettings } from './settings.service.ts';
import type { SettingsChange } from './settings.ts';

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
    CONTACTS: { description: 'Their contacts (PEOPLE-2).' },
    NOBODY: { description: 'Nobody.' },
  } as const,
});

const NotificationLevel = builder.enumType('DefaultNotificationLevel', {
  description: 'Of what a person is notified where a conversation has no level of its own (NOTIFY-2).',
  values: {
    ALL: { description: 'Every message.' },
    MENTIONS: { description: 'Mentions, keywords and direct conversations.' },
    NONE: { description: 'Nothing.' },
  } as const,
});

const QuietHoursType = builder.objectRef<QuietHours>('QuietHours').implement({
  description: 'When a person wants no notifications, every day by the clock of a place.',
  fields: (t) => ({
    isOn: t.exposeBoolean('isOn', { description: 'Whether they hold.' }),
    from: t.exposeString('from', { description: 'From this time on, like 22:00.' }),
    to: t.exposeString('to', { description: 'Up to this time, the next day where it is earlier.' }),
    timeZone: t.exposeString('timeZone', { description: 'By whose clock: an IANA name like Europe/Berlin.' }),
  }),
});

const NotificationSettingsType = builder.objectRef<NotificationSettings>('NotificationSettings').implement({
  description: 'What a person wants to be notified of, and how (NOTIFY-1, NOTIFY-2).',
  fields: (t) => ({
    level: t.expose('level', { type: NotificationLevel, description: 'Of what, where a conversation has no level of its own.' }),
    quietHours: t.field({ type: QuietHoursType, description: 'When not.', resolve: ({ quietHours }) => quietHours }),
    keywords: t.field({ type: ['String'], description: 'Words that notify like a mention.', resolve: ({ keywords }) => [...keywords] }),
    isPreviewShown: t.exposeBoolean('isPreviewShown', { description: 'Whether a notification shows what was said.' }),
    hasSound: t.exposeBoolean('hasSound', { description: 'Whether it makes a sound.' }),
  }),
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
    notifications: t.field({
      type: NotificationSettingsType,
      description: 'Of what to notify, and how (NOTIFY-1, NOTIFY-2).',
      resolve: ({ notifications }) => notifications,
    }),
  }),
});

const QuietHoursInput = builder.inputType('QuietHoursInput', {
  description: 'When to notify of nothing.',
  fields: (t) => ({
    isOn: t.boolean({ required: true, description: 'Whether they hold.' }),
    from: t.string({ required: true, description: 'From this time on, like 22:00.' }),
    to: t.string({ required: true, description: 'Up to this time, the next day where it is earlier.' }),
    timeZone: t.string({ required: true, description: 'By whose clock: an IANA name like Europe/Berlin.' }),
  }),
});

const NotificationSettingsInput = builder.inputType('NotificationSettingsInput', {
  description: 'What to change of the notifications; what is not given, or null, stays.',
  fields: (t) => ({
    level: t.field({ type: NotificationLevel, description: 'Of what to notify.' }),
    quietHours: t.field({ type: QuietHoursInput, description: 'When not.' }),
    keywords: t.stringList({ description: 'At most 50 words, of at most 50 characters each.' }),
    isPreviewShown: t.boolean({ description: 'Whether to show what was said.' }),
    hasSound: t.boolean({ description: 'Whether to make a sound.' }),
  }),
});

const UpdateSettingsInput = builder.inputType('UpdateSettingsInput', {
  description: 'What to change; what is not given, or null, stays.',
  fields: (t) => ({
    presenceMode: t.field({ type: PresenceMode, description: 'What to show of being here.' }),
    presenceAudience: t.field({ type: Audience, description: 'Who may see it.' }),
    readReceipts: t.boolean({ description: 'Whether to tell, and to be told, what has been read.' }),
    notifications: t.field({ type: NotificationSettingsInput, description: 'Of what to notify, and how.' }),
  }),
});

builder.mutationField('updateSettings', (t) =>
  t.field({
    type: 'Settings',
    description: "Changes the viewer's settings; all of their devices get `SettingsChanged`. Gives all of them as they are now.",
    args: { input: t.arg({ type: UpdateSettingsInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, context) => {
      const { notifications, ...rest } = input;
      const change: SettingsChange = { ...given(rest), ...(notifications != null && { notifications: given(notifications) }) };
      return updateSettings(context.app, viewerOf(context), change);
    },
  }),
);

type Given<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

/** Without what was left out. */
const given = <T extends object>(input: T): Given<T> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as Given<T>;
