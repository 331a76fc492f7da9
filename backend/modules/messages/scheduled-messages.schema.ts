import { viewerOf } from '../../context.ts';
import { parseId, parseText } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import {
  cancelScheduledMessage,
  listScheduledMessages,
  type ScheduledMessage,
  scheduleMessage,
  updateScheduledMessage,
} from './scheduled-messages.service.ts';

const ScheduledMessageType = builder.objectRef<ScheduledMessage>('ScheduledMessage').implement({
  description: 'A message to be sent later; only its sender sees it until then (MSG-2).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id while it waits.' }),
    conversationId: t.exposeID('conversationId', { description: 'Where to.' }),
    clientMessageId: t.exposeID('clientMessageId', { description: 'The id that the message will have of its sender.' }),
    text: t.exposeString('text', { description: 'What it will say.' }),
    replyToId: t.exposeID('replyToId', { nullable: true, description: 'The message it answers.' }),
    threadRootId: t.exposeID('threadRootId', { nullable: true, description: 'The message in whose thread it replies.' }),
    sendAt: t.expose('sendAt', { type: 'DateTime', description: 'When it is sent.' }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description: 'The code of the error for which it was not sent when its time came; null while it waits.',
    }),
  }),
});

const ScheduleMessageInput = builder.inputType('ScheduleMessageInput', {
  description: 'A message to send later.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'Where to.' }),
    clientMessageId: t.id({ required: true, description: 'A UUID that the client makes once per message, as for `sendMessage`.' }),
    text: t.string({ required: true, description: 'What to say.' }),
    sendAt: t.field({ type: 'DateTime', required: true, description: 'When: ahead, and at most a year.' }),
    replyToId: t.id({ description: 'The message of the same conversation that it answers.' }),
    threadRootId: t.id({ description: 'The message of the same conversation in whose thread it replies.' }),
  }),
});

const UpdateScheduledMessageInput = builder.inputType('UpdateScheduledMessageInput', {
  description: 'What to change of a message that waits; what is not given stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The scheduled message.' }),
    text: t.string({ description: 'What to say.' }),
    sendAt: t.field({ type: 'DateTime', description: 'When: ahead, and at most a year.' }),
  }),
});

builder.queryField('scheduledMessages', (t) =>
  t.field({
    type: [ScheduledMessageType],
    description: 'What the viewer has waiting to be sent, the next first; at most 100.',
    complexity: { field: 1, multiplier: 10 },
    resolve: (_root, _args, context) => listScheduledMessages(context.app, viewerOf(context)),
  }),
);

const idOf = (field: string, id: string | null | undefined) => (typeof id === 'string' ? parseId(field, id) : null);

builder.mutationFields((t) => ({
  scheduleMessage: t.field({
    type: ScheduledMessageType,
    description:
      'Has a message sent at a time, once, whatever happens to the server meanwhile; the same clientMessageId gives the first again (MSG-2). Errors: VALIDATION_ERROR, MESSAGE_TOO_LARGE, NOT_IN_CONVERSATION.',
    args: { input: t.arg({ type: ScheduleMessageInput, required: true, description: 'The message and its time.' }) },
    resolve: (_root, { input }, context) =>
      scheduleMessage(context.app, viewerOf(context), {
        conversationId: parseId('input.conversationId', input.conversationId),
        clientMessageId: parseId('input.clientMessageId', input.clientMessageId),
        text: parseText('input.text', input.text),
        sendAt: input.sendAt,
        replyToId: idOf('input.replyToId', input.replyToId),
        threadRootId: idOf('input.threadRootId', input.threadRootId),
      }),
  }),
  updateScheduledMessage: t.field({
    type: ScheduledMessageType,
    description:
      "Gives one of the viewer's scheduled messages another text or time; one that was refused waits again. Errors: NOT_FOUND once it is sent, VALIDATION_ERROR, MESSAGE_TOO_LARGE.",
    args: { input: t.arg({ type: UpdateScheduledMessageInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, context) =>
      updateScheduledMessage(context.app, viewerOf(context), {
        id: parseId('input.id', input.id),
        text: typeof input.text === 'string' ? parseText('input.text', input.text) : null,
        sendAt: input.sendAt ?? null,
      }),
  }),
  cancelScheduledMessage: t.field({
    type: 'Boolean',
    description: "Takes one of the viewer's scheduled messages back. Errors: NOT_FOUND once it is sent.",
    args: { id: t.arg.id({ required: true, description: 'The scheduled message.' }) },
    resolve: async (_root, { id }, context) => {
      await cancelScheduledMessage(context.app, viewerOf(context), parseId('id', id));
      return true;
    },
  }),
}));
