import { viewerOf } from '../../context.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { explainNotification, type NotificationExplanation, type NotifiedDevice } from './notifications.service.ts';

const NotificationReason = builder.enumType('NotificationReason', {
  description: 'Why a message notifies, or why it does not.',
  values: {
    MENTION: { description: 'It mentions the viewer, or everybody.' },
    KEYWORD: { description: 'It holds one of their keywords.' },
    DIRECT: { description: 'It is in a direct conversation.' },
    THREAD: { description: 'It is a reply in a thread that they follow.' },
    MESSAGE: { description: 'They want to hear of every message.' },
    OWN: { description: 'Not: they sent it.' },
    SYSTEM: { description: 'Not: it is a system message.' },
    DELETED: { description: 'Not: it is deleted.' },
    MUTED: { description: 'Not: the conversation is muted.' },
    LEVEL: { description: 'Not: the level of the conversation, or their own, leaves it out.' },
    THREAD_NOT_FOLLOWED: { description: 'Not: it is a reply in a thread that they do not follow.' },
    BUSY: { description: 'Not: they do not want to be disturbed.' },
    QUIET_HOURS: { description: 'Not: it is one of their quiet hours.' },
  } as const,
});

const NotifiedDeviceType = builder.objectRef<NotifiedDevice>('NotifiedDevice').implement({
  description: "One of the viewer's devices that are connected; those of one session are one.",
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: true,
      description: 'Its id, as `DeviceUsed` names it; null for one that never said that it was taken up.',
    }),
    kind: t.exposeString('kind', { description: 'DESKTOP, WEB or OTHER.' }),
    isActive: t.exposeBoolean('isActive', { description: 'Whether it had input within the last five minutes.' }),
    usedAt: t.expose('usedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the viewer took it up (`noteInput`); null where nobody said.',
    }),
    isThis: t.exposeBoolean('isThis', { description: 'Whether it is the one that asks.', extensions: { viewerDependent: true } }),
    isNotifying: t.exposeBoolean('isNotifying', { description: 'Whether this one tells of the message.' }),
  }),
});

const Explanation = builder.objectRef<NotificationExplanation>('NotificationExplanation').implement({
  description: 'Whether a message notifies the viewer as things are now, and why.',
  fields: (t) => ({
    notified: t.exposeBoolean('notified', { description: 'Whether it does.' }),
    reason: t.expose('reason', { type: NotificationReason, description: 'Why, or why not.' }),
    devices: t.field({ type: [NotifiedDeviceType], description: 'Their connected devices.', resolve: ({ devices }) => [...devices] }),
  }),
});

builder.queryField('whyNotified', (t) =>
  t.field({
    type: Explanation,
    description:
      'Whether a message notifies the viewer as things are now, why or why not, and which of their devices tells them: of those in use the one that was taken up last, otherwise all (NOTIFY-1). Errors: NOT_IN_CONVERSATION, NOT_FOUND.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation.' }),
      messageId: t.arg.id({ required: true, description: 'The message.' }),
    },
    resolve: (_root, args, context) =>
      explainNotification(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', args.conversationId),
        messageId: parseId('messageId', args.messageId),
      }),
  }),
);
