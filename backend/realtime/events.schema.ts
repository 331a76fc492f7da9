import { AppError } from '../errors.ts';
import { builder } from '../schema/builder.ts';
import { ConversationKind, PresenceStatus } from '../schema/enums.ts';
import type {
  ConversationChanged,
  LiveEvent,
  MemberChanged,
  MessageChanged,
  PresenceChanged,
  ReceiptChanged,
  TypingChanged,
} from './events.ts';

// Fields of these types resolve from the event alone, at once, and never depend on who looks: an event is executed once for many
// (architecture 2.7). A test walks them.

const MessageChangedType = builder.objectRef<MessageChanged>('MessageChanged').implement({
  description: 'A message is new, or was edited or deleted.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    message: t.expose('message', { type: 'Message', description: 'The message as it is now.' }),
  }),
});

const ConversationChangedType = builder.objectRef<ConversationChanged>('ConversationChanged').implement({
  description: 'The conversation itself changed.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    kind: t.expose('kind', { type: ConversationKind, description: 'Direct or group.' }),
    name: t.exposeString('name', { nullable: true, description: 'The name of a group.' }),
    lastActivityAt: t.expose('lastActivityAt', { type: 'DateTime', description: 'When its newest message was stored.' }),
  }),
});

const MemberChangedType = builder.objectRef<MemberChanged>('MemberChanged').implement({
  description:
    "A membership began, changed or ended. One's own that began means a conversation to fetch; one's own that ended, one to drop.",
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    member: t.expose('member', { type: 'Member', description: 'The membership as it is now.' }),
  }),
});

const ReceiptChangedType = builder.objectRef<ReceiptChanged>('ReceiptChanged').implement({
  description: "A person's watermarks moved: one's own on another device, or the other person's in a direct conversation. Takes no number.",
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    userId: t.exposeID('userId', { description: 'Whose.' }),
    deliveredSeq: t.exposeInt('deliveredSeq', { description: 'Everything up to this number has reached a device of theirs.' }),
    readSeq: t.exposeInt('readSeq', { description: 'Everything up to this number has been read by them.' }),
  }),
});

const TypingChangedType = builder.objectRef<TypingChanged>('TypingChanged').implement({
  description: 'A person types, or stopped. Takes no number; forget it after 6 seconds without another.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'Where.' }),
    user: t.expose('user', { type: 'User', description: 'Who.' }),
    typing: t.exposeBoolean('typing', { description: 'Whether they type now.' }),
  }),
});

const PresenceChangedType = builder.objectRef<PresenceChanged>('PresenceChanged').implement({
  description: 'A person with whom the viewer has a direct conversation came or went. Takes no number.',
  fields: (t) => ({
    userId: t.exposeID('userId', { description: 'Who.' }),
    status: t.expose('status', { type: PresenceStatus, description: 'Whether they are here.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true, description: 'When they went; null while they are here.' }),
  }),
});

const EventType = builder.unionType('Event', {
  description: "Something that happened in one of the viewer's conversations.",
  types: [MessageChangedType, ConversationChangedType, MemberChangedType, ReceiptChangedType, TypingChangedType, PresenceChangedType],
  resolveType: (event) => event.type,
});

builder.subscriptionField('events', (t) =>
  t.field({
    type: EventType,
    description:
      'Everything for the viewer, in all conversations, as it happens: hints that may be lost (DELIVERY-4). A gap in `seq` of a conversation means: ask `changes`. Over the WebSocket only.',
    subscribe: (_root, _args, { socket, liveOperation }) => {
      if (socket === null || liveOperation === null) throw new AppError('VALIDATION_ERROR', 'Events travel over the WebSocket only.');
      return socket.follow(liveOperation);
    },
    resolve: (event: LiveEvent) => event,
  }),
);
