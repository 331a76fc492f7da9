import { viewerOf } from '../../context.ts';
import { parseId, parseText } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { deleteMessage, editMessage } from './editing.service.ts';
import { parseEmoji } from './emoji.ts';
import type { MessageOperation } from './message-changes.service.ts';
import { findMessage, listMessageEdits, type MessageEditView } from './message-lists.service.ts';
import { setPinned } from './pins.service.ts';
import { closePoll, votePoll } from './polls.service.ts';
import { setReaction } from './reactions.service.ts';

const ERRORS =
  'Errors: NOT_IN_CONVERSATION, NOT_FOUND (the conversation has no such message), FORBIDDEN, CONFLICT (it was deleted meanwhile), UNAVAILABLE (ask again with the same clientOperationId)';

const OPERATION_ID =
  'A UUID that the client makes once per change and repeats with every resend: the change is made once, for ever; a repeated one changes nothing and gives the message as it is now (DELIVERY-2).';

const CONVERSATION = 'The conversation it is in.';
const MESSAGE = 'The message.';

const ChangeMessageInput = builder.inputType('ChangeMessageInput', {
  description: 'A message to change.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: CONVERSATION }),
    messageId: t.id({ required: true, description: MESSAGE }),
    clientOperationId: t.id({ description: OPERATION_ID }),
  }),
});

const EditMessageInput = builder.inputType('EditMessageInput', {
  description: 'Another text for a message.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: CONVERSATION }),
    messageId: t.id({ required: true, description: MESSAGE }),
    text: t.string({ required: true, description: 'What it says from now on, within the same limits as when it is sent.' }),
    clientOperationId: t.id({ description: OPERATION_ID }),
  }),
});

const SetReactionInput = builder.inputType('SetReactionInput', {
  description: 'A sign to put on a message or to take away.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: CONVERSATION }),
    messageId: t.id({ required: true, description: MESSAGE }),
    emoji: t.string({ required: true, description: 'One emoji, fully qualified as Unicode recommends it for interchange.' }),
    isOn: t.boolean({ required: true, description: "Whether the viewer's sign is on the message from now on." }),
    clientOperationId: t.id({ description: OPERATION_ID }),
  }),
});

const SetPinnedInput = builder.inputType('SetPinnedInput', {
  description: 'A message to pin, or to take the pin from.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: CONVERSATION }),
    messageId: t.id({ required: true, description: MESSAGE }),
    isPinned: t.boolean({ required: true, description: 'Whether it is pinned from now on.' }),
    clientOperationId: t.id({ description: OPERATION_ID }),
  }),
});

const VotePollInput = builder.inputType('VotePollInput', {
  description: "The viewer's votes in a poll.",
  fields: (t) => ({
    conversationId: t.id({ required: true, description: CONVERSATION }),
    messageId: t.id({ required: true, description: 'The message that asks.' }),
    optionIndexes: t.intList({ required: true, description: 'All the answers chosen, by place from 0; none takes the vote back.' }),
    clientOperationId: t.id({ description: OPERATION_ID }),
  }),
});

interface OperationInput {
  readonly conversationId: string;
  readonly messageId: string;
  readonly clientOperationId?: string | null | undefined;
}

const parseOperation = ({ conversationId, messageId, clientOperationId }: OperationInput): MessageOperation => ({
  conversationId: parseId('input.conversationId', conversationId),
  messageId: parseId('input.messageId', messageId),
  clientOperationId: typeof clientOperationId === 'string' ? parseId('input.clientOperationId', clientOperationId) : null,
});

builder.mutationFields((t) => ({
  editMessage: t.field({
    type: 'Message',
    description: `Gives a message of one's own another text, within the time that the server allows; the texts before can be read (MSG-2). Forwarded messages and polls cannot be edited. ${ERRORS}, VALIDATION_ERROR, MESSAGE_TOO_LARGE.`,
    args: { input: t.arg({ type: EditMessageInput, required: true, description: 'The message and its text.' }) },
    resolve: (_root, { input }, context) =>
      editMessage(context.app, viewerOf(context), { ...parseOperation(input), text: parseText('input.text', input.text) }),
  }),
  deleteMessage: t.field({
    type: 'Message',
    description: `Deletes a message for everyone: one's own, or anybody's for who may remove members of the group. Its place stays, everything it held is gone for good (MSG-2). ${ERRORS}.`,
    args: { input: t.arg({ type: ChangeMessageInput, required: true, description: MESSAGE }) },
    resolve: (_root, { input }, context) => deleteMessage(context.app, viewerOf(context), parseOperation(input)),
  }),
  setReaction: t.field({
    type: 'Message',
    description: `Puts the viewer's sign on a message or takes it away; a message has at most 20 different ones (MSG-2). ${ERRORS}, VALIDATION_ERROR.`,
    args: { input: t.arg({ type: SetReactionInput, required: true, description: 'The message and the sign.' }) },
    resolve: (_root, { input }, context) =>
      setReaction(context.app, viewerOf(context), {
        ...parseOperation(input),
        emoji: parseEmoji('input.emoji', input.emoji),
        isOn: input.isOn,
      }),
  }),
  setPinned: t.field({
    type: 'Message',
    description: `Pins a message for everyone or takes the pin away, where \`viewerCan.pin\` allows it; a system message tells of a pin (MSG-2). ${ERRORS}.`,
    args: { input: t.arg({ type: SetPinnedInput, required: true, description: 'The message, and whether it is pinned.' }) },
    resolve: (_root, { input }, context) =>
      setPinned(context.app, viewerOf(context), { ...parseOperation(input), isPinned: input.isPinned }),
  }),
  votePoll: t.field({
    type: 'Message',
    description: `Replaces the viewer's votes in a poll that is open (MSG-2). ${ERRORS}, VALIDATION_ERROR.`,
    args: { input: t.arg({ type: VotePollInput, required: true, description: 'The poll and the answers chosen.' }) },
    resolve: (_root, { input }, context) =>
      votePoll(context.app, viewerOf(context), { ...parseOperation(input), optionIndexes: input.optionIndexes }),
  }),
  closePoll: t.field({
    type: 'Message',
    description: `Ends a poll: for who asked, and for who may remove members of the group (MSG-2). ${ERRORS}.`,
    args: { input: t.arg({ type: ChangeMessageInput, required: true, description: 'The message that asks.' }) },
    resolve: (_root, { input }, context) => closePoll(context.app, viewerOf(context), parseOperation(input)),
  }),
}));

const MessageEdit = builder.objectRef<MessageEditView>('MessageEdit').implement({
  description: 'A text that a message had before it was edited (MSG-2).',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What it said.' }),
    writtenAt: t.expose('writtenAt', { type: 'DateTime', description: 'When that was written.' }),
  }),
});

builder.queryFields((t) => ({
  message: t.field({
    type: 'Message',
    nullable: true,
    description: 'One message; null if the viewer is in no such conversation or may see no such message in it.',
    args: {
      conversationId: t.arg.id({ required: true, description: CONVERSATION }),
      id: t.arg.id({ required: true, description: 'Its id.' }),
    },
    resolve: (_root, { conversationId, id }, context) =>
      findMessage(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        messageId: parseId('id', id),
      }),
  }),
  messageEdits: t.field({
    type: [MessageEdit],
    description:
      'The texts that a message had before, the oldest first, without the present one; none once it is deleted (MSG-2). Errors: NOT_IN_CONVERSATION, NOT_FOUND.',
    args: {
      conversationId: t.arg.id({ required: true, description: CONVERSATION }),
      messageId: t.arg.id({ required: true, description: MESSAGE }),
    },
    complexity: { field: 1, multiplier: 10 },
    resolve: (_root, { conversationId, messageId }, context) =>
      listMessageEdits(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        messageId: parseId('messageId', messageId),
      }),
  }),
}));
