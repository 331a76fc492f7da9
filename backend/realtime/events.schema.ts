import { AppError } from '../errors.ts';
import { builder } from '../schema/builder.ts';
import { ConversationKind, DeviceKind, HistoryVisibility, PresenceStatus, shownVisibility } from '../schema/enums.ts';
import type {
  ChangeHidden,
  ConversationChanged,
  DeviceUsed,
  EventsInterrupted,
  LiveEvent,
  MemberChanged,
  MessageChanged,
  PresenceChanged,
  ProfileChanged,
  ReceiptChanged,
  ReceiptsAdvanced,
  SettingsChanged,
  TypingChanged,
  ViewerItemChanged,
} from './events.ts';

// Fields of these types resolve from the event alone, at once, and never depend on who looks: an event is executed once for many
// (architecture 2.7). A test walks them.

const MessageChangedType = builder.objectRef<MessageChanged>('MessageChanged').implement({
  description: 'A message is new, or it changed: its text, its reactions, whether it is pinned or deleted.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    message: t.expose('message', { type: 'Message', description: 'The message as it is now.' }),
    thread: t.expose('thread', {
      type: 'Thread',
      nullable: true,
      description:
        'The thread that the message is a reply in, as it is now; null for all other messages, and where the viewer may not see what began it (CONV-5).',
    }),
  }),
});

const ConversationChangedType = builder.objectRef<ConversationChanged>('ConversationChanged').implement({
  description: 'The conversation itself changed.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    kind: t.expose('kind', { type: ConversationKind, description: 'Direct or group.' }),
    name: t.exposeString('name', { nullable: true, description: 'The name of a group.' }),
    topic: t.exposeString('topic', { nullable: true, description: 'What a group is about; null where it does not say.' }),
    isPublic: t.exposeBoolean('isPublic', { description: 'Whether everybody may find the group and join it.' }),
    historyVisibility: t.field({
      type: HistoryVisibility,
      description: 'What those who join from now on see of what was before.',
      resolve: ({ historyVisibility }) => shownVisibility(historyVisibility),
    }),
    permissions: t.expose('permissions', { type: 'GroupPermissions', description: 'Who of a group may do what.' }),
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

const ChangeHiddenType = builder.objectRef<ChangeHidden>('ChangeHidden').implement({
  description:
    'A change of this conversation took this number and is not the viewer’s to see: of a message from before they joined (CONV-5). Nothing follows from it but the number.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
  }),
});

const ReceiptChangedType = builder.objectRef<ReceiptChanged>('ReceiptChanged').implement({
  description:
    "A person's watermarks moved: one's own on another device, or another member's of a direct conversation or a group of fewer than 10. Takes no number.",
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    userId: t.exposeID('userId', { description: 'Whose.' }),
    deliveredSeq: t.exposeInt('deliveredSeq', { description: 'Everything up to this number has reached a device of theirs.' }),
    readSeq: t.exposeInt('readSeq', {
      description: 'Everything up to this number has been read by them; 0 where that is not told (RECEIPT-4).',
    }),
  }),
});

const ReceiptsAdvancedType = builder.objectRef<ReceiptsAdvanced>('ReceiptsAdvanced').implement({
  description:
    'What was read in a group of 10 or more, gathered: one event for many people (RECEIPT-1). What was only delivered there is not told. Takes no number.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    receipts: t.field({
      type: ['MemberReceipt'],
      description: 'The watermarks of those who read on, as they are now.',
      resolve: ({ receipts }) => [...receipts],
    }),
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
  description:
    'The presence of a person whom this socket watches changed, as far as the viewer may see it: see `watchPresence`. Takes no number.',
  fields: (t) => ({
    userId: t.exposeID('userId', { description: 'Who.' }),
    status: t.expose('status', { type: PresenceStatus, description: 'Whether they are here.' }),
    device: t.expose('device', { type: DeviceKind, nullable: true, description: 'The device they are here with; null when offline.' }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they were last here; null while they are, and where the viewer may not see it.',
    }),
  }),
});

const ProfileChangedType = builder.objectRef<ProfileChanged>('ProfileChanged').implement({
  description:
    'A person whom this socket watches, or the viewer, changed their profile: see `watchPresence`; or who shares a conversation with the viewer took another name. Takes no number; who was away asks `profiles` for those it shows, and `renamedPeople`.',
  fields: (t) => ({
    user: t.expose('user', { type: 'User', description: 'The person as they are now.' }),
  }),
});

const SettingsChangedType = builder.objectRef<SettingsChanged>('SettingsChanged').implement({
  description: "The viewer's own settings changed, on this or another device. Takes no number.",
  fields: (t) => ({
    settings: t.expose('settings', { type: 'Settings', description: 'All of them, as they are now.' }),
  }),
});

const ViewerItemChangedType = builder.objectRef<ViewerItemChanged>('ViewerItemChanged').implement({
  description:
    "Something that the viewer keeps for themselves changed, on this or another device. A gap in `seq`, which counts in the viewer's own sequence, means: ask `viewerChanges`.",
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'The number of this change.' }),
    item: t.expose('item', { type: 'ViewerItem', description: 'The item as it is now.' }),
  }),
});

const DeviceUsedType = builder.objectRef<DeviceUsed>('DeviceUsed').implement({
  description: 'The viewer took one of their devices up, this or another one: see `noteInput`. Takes no number.',
  fields: (t) => ({
    deviceId: t.exposeID('deviceId', { description: 'Which, as `noteInput` gives it.' }),
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'When.' }),
  }),
});

const EventsInterruptedType = builder.objectRef<EventsInterrupted>('EventsInterrupted').implement({
  description:
    'Events may have been lost before this time, whatever their kind (DELIVERY-6): ask `changes` with all cursors, within a second of ' +
    "one's own random choosing, and read presence and receipts of what is shown again. Takes no number.",
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When events of every kind began to come again.' }),
  }),
});

const EventType = builder.unionType('Event', {
  description: "Something that happened in one of the viewer's conversations.",
  types: [
    MessageChangedType,
    ConversationChangedType,
    MemberChangedType,
    ChangeHiddenType,
    ReceiptChangedType,
    ReceiptsAdvancedType,
    TypingChangedType,
    PresenceChangedType,
    ProfileChangedType,
    SettingsChangedType,
    ViewerItemChangedType,
    DeviceUsedType,
    EventsInterruptedType,
  ],
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
