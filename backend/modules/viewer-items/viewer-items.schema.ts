import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseSeq } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import type {
  Folder,
  HiddenMessage,
  NotificationLevel,
  SavedMessage,
  SyncedDraft,
  ThreadPreferences,
  ViewerItemKind,
} from './viewer-item.ts';
import { parseItem } from './viewer-item-input.ts';
import { listViewerChanges, setViewerItem, type ViewerChangeSet } from './viewer-items.service.ts';

/** The most changes of one page. */
const CHANGES_MAX = 500;

const Kind = builder.enumType('ViewerItemKind', {
  description: 'What a person keeps for themselves.',
  values: {
    CONVERSATION: { description: 'What they want of a conversation (CONV-3). The key is its id.' },
    DRAFT: {
      description:
        "What they wrote and did not send (CONV-3). The key is the conversation's id; of a reply in a thread, followed by ':' and the number of the thread's first message.",
    },
    FOLDER: { description: 'A folder of conversations (CONV-3). The key is a UUID of their choice. At most 100.' },
    SAVED: { description: "A message kept for later (MSG-2). The key is the message's id. At most 5,000." },
    HIDDEN: { description: "A message deleted for themselves alone (MSG-2). The key is the message's id. At most 20,000." },
    CONTACT: { description: "What another person is to them (PEOPLE-2). The key is the person's id. At most 5,000." },
    BLOCK: { description: "Somebody they blocked (PEOPLE-3). The key is the person's id. At most 1,000." },
    THREAD: { description: "How they follow a thread (MSG-2). The key is the id of the thread's first message." },
  } as const satisfies Record<ViewerItemKind, { description: string }>,
});

const Level = builder.enumType('NotificationLevel', {
  description: 'Which messages of a conversation are worth a notification (CONV-3).',
  values: {
    ALL: { description: 'All.' },
    MENTIONS: { description: 'Those that mention the person or everybody.' },
    NONE: { description: 'None.' },
  } as const satisfies Record<NotificationLevel, { description: string }>,
});

const Preferences = builder.objectType('ConversationPreferences', {
  description: 'What a person wants of a conversation, the same on all of their devices (CONV-3).',
  fields: (t) => ({
    pinnedAt: t.expose('pinnedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they pinned it to the top; null if they did not.',
    }),
    mutedUntil: t.expose('mutedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it makes no noise: in the year 9999 for ever; null or past for not muted.',
    }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true, description: 'When they put it away; null if they did not.' }),
    isMarkedUnread: t.exposeBoolean('isMarkedUnread', { description: 'Whether they marked it unread by hand.' }),
    unreadFromSeq: t.exposeInt('unreadFromSeq', {
      nullable: true,
      description:
        'The number of the message from which on they marked it unread; null for the whole of it, and where it is not marked. What has been read (`Receipt.readSeq`) does not go back.',
    }),
    notificationLevel: t.expose('notificationLevel', {
      type: Level,
      nullable: true,
      description: 'What of it is worth a notification; null for what holds for all.',
    }),
    folderId: t.exposeID('folderId', { nullable: true, description: 'The folder it is in; one that is gone is none.' }),
  }),
});

const DraftType = builder.objectRef<SyncedDraft>('SyncedDraft').implement({
  description: 'What a person wrote and did not send (CONV-3).',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The text: at most 10,000 characters.' }),
    replyToSeq: t.exposeInt('replyToSeq', { nullable: true, description: 'The number of the message it answers.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was written, by the clock of the device.' }),
  }),
});

const FolderType = builder.objectRef<Folder>('Folder').implement({
  description: 'A folder of conversations (CONV-3).',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called: 1 to 40 characters.' }),
    position: t.exposeFloat('position', { description: 'Where it stands: lower ones first.' }),
  }),
});

const SavedType = builder.objectRef<SavedMessage>('SavedMessage').implement({
  description: 'A message kept for later (MSG-2).',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: "The message's number." }),
    savedAt: t.expose('savedAt', { type: 'DateTime', description: 'When it was kept, by the clock of the device.' }),
  }),
});

const HiddenType = builder.objectRef<HiddenMessage>('HiddenMessage').implement({
  description: 'A message deleted for oneself alone (MSG-2).',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    seq: t.exposeInt('seq', { description: "The message's number." }),
  }),
});

const ThreadType = builder.objectRef<ThreadPreferences>('ThreadPreferences').implement({
  description: 'How a person follows a thread (MSG-2).',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    rootSeq: t.exposeInt('rootSeq', { description: "The number of the thread's first message." }),
    isFollowed: t.exposeBoolean('isFollowed', {
      nullable: true,
      description: 'What they decided; null for nothing: then they follow it if they began it, replied in it or were mentioned in it.',
    }),
    readSeq: t.exposeInt('readSeq', { description: 'Everything in the thread up to this number has been read; never goes back.' }),
  }),
});

builder.objectType('ViewerItem', {
  description:
    'One thing that a person keeps for themselves, on all of their devices. Exactly the field of its kind holds a value; none once it is removed.',
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind, description: 'What it is.' }),
    key: t.exposeID('key', { description: 'What it is about; its kind says how.' }),
    seq: t.exposeInt('seq', { description: "Its number in the person's own sequence; 0 where there never was one." }),
    isRemoved: t.boolean({ description: 'Whether it is gone.', resolve: ({ value }) => value === null }),
    conversation: t.field({
      type: Preferences,
      nullable: true,
      description: 'Of a CONVERSATION.',
      resolve: (item) => (item.kind === 'CONVERSATION' ? item.value : null),
    }),
    draft: t.field({
      type: DraftType,
      nullable: true,
      description: 'Of a DRAFT.',
      resolve: (item) => (item.kind === 'DRAFT' ? item.value : null),
    }),
    folder: t.field({
      type: FolderType,
      nullable: true,
      description: 'Of a FOLDER.',
      resolve: (item) => (item.kind === 'FOLDER' ? item.value : null),
    }),
    saved: t.field({
      type: SavedType,
      nullable: true,
      description: 'Of a SAVED.',
      resolve: (item) => (item.kind === 'SAVED' ? item.value : null),
    }),
    hidden: t.field({
      type: HiddenType,
      nullable: true,
      description: 'Of a HIDDEN.',
      resolve: (item) => (item.kind === 'HIDDEN' ? item.value : null),
    }),
    thread: t.field({
      type: ThreadType,
      nullable: true,
      description: 'Of a THREAD.',
      resolve: (item) => (item.kind === 'THREAD' ? item.value : null),
    }),
  }),
});

const ChangeSetType = builder.objectRef<ViewerChangeSet>('ViewerChangeSet').implement({
  description: 'What changed of what the viewer keeps: current state, not history.',
  fields: (t) => ({
    items: t.field({ type: ['ViewerItem'], description: 'The items, by their numbers.', resolve: ({ items }) => [...items] }),
    seq: t.exposeInt('seq', { description: 'The number up to which this is complete: the next `since`.' }),
    hasMore: t.exposeBoolean('hasMore', { description: 'Whether to ask again with that number.' }),
  }),
});

builder.queryField('viewerChanges', (t) =>
  t.field({
    type: ChangeSetType,
    description:
      'What changed of what the viewer keeps for themselves, after a number of their own sequence, at any age. Asked over a socket after a `subscription`, it is answered when that one is live. A gap in `ViewerItemChanged.seq` means: ask this.',
    args: {
      since: t.arg.int({ required: true, description: 'What the client holds: everything up to this number; 0 for nothing.' }),
      limit: t.arg.int({ description: 'At most so many items: 1 to 500, 500 when not given.' }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.min(limit ?? CHANGES_MAX, CHANGES_MAX) / 50 }),
    resolve: async (_root, { since, limit }, context) => {
      await context.socket?.subscriptionsLive();
      const size = limit ?? CHANGES_MAX;
      if (size < 1 || size > CHANGES_MAX) throw invalid('limit', `Ask for 1 to ${CHANGES_MAX} changes.`);
      return listViewerChanges(context.app, viewerOf(context), { since: parseSeq('since', since), limit: size });
    },
  }),
);

builder.objectField('Conversation', 'viewerPreferences', (t) =>
  t.field({
    type: Preferences,
    description: 'What the viewer wants of it (CONV-3).',
    extensions: { viewerDependent: true },
    resolve: ({ id, viewer }, _args, { loaders }) => loaders.preferences.load({ conversationId: id, viewerId: viewer.userId }),
  }),
);

const PreferencesInput = builder.inputType('ConversationPreferencesInput', {
  description: 'What to change of a conversation’s preferences: what is not given stays, null takes it back.',
  fields: (t) => ({
    pinnedAt: t.field({ type: 'DateTime', description: 'When it was pinned.' }),
    mutedUntil: t.field({ type: 'DateTime', description: 'Until when it makes no noise; in the year 9999 for ever.' }),
    archivedAt: t.field({ type: 'DateTime', description: 'When it was put away.' }),
    isMarkedUnread: t.boolean({ description: 'Whether it is marked unread by hand.' }),
    unreadFromSeq: t.int({ description: 'The number of the message from which on it is marked unread: 1 or above.' }),
    notificationLevel: t.field({ type: Level, description: 'What of it is worth a notification.' }),
    folderId: t.id({ description: 'The folder it is in.' }),
  }),
});

const DraftInput = builder.inputType('SyncedDraftInput', {
  description: 'A draft.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The text: at most 10,000 characters.' }),
    replyToSeq: t.int({ description: 'The number of the message it answers.' }),
    updatedAt: t.field({ type: 'DateTime', required: true, description: 'When it was written.' }),
  }),
});

const FolderInput = builder.inputType('FolderInput', {
  description: 'A folder.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is called: 1 to 40 characters.' }),
    position: t.float({ required: true, description: 'Where it stands: lower ones first.' }),
  }),
});

const SavedInput = builder.inputType('SavedMessageInput', {
  description: 'A message to keep for later.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation.' }),
    seq: t.int({ required: true, description: "The message's number." }),
    savedAt: t.field({ type: 'DateTime', required: true, description: 'When it was kept.' }),
  }),
});

const HiddenInput = builder.inputType('HiddenMessageInput', {
  description: 'A message to delete for oneself alone.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation.' }),
    seq: t.int({ required: true, description: "The message's number." }),
  }),
});

const ThreadInput = builder.inputType('ThreadPreferencesInput', {
  description: 'What to change of how a thread is followed: what is not given stays.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation.' }),
    rootSeq: t.int({ required: true, description: "The number of the thread's first message." }),
    isFollowed: t.boolean({ description: 'Whether to follow it; null to leave it to what one does in it.' }),
    readSeq: t.int({ description: 'Everything in it up to this number has been read; a lower number than before changes nothing.' }),
  }),
});

const SetViewerItemInput = builder.inputType('SetViewerItemInput', {
  description: 'An item and its value, in the field of its kind; without a value the item is removed.',
  fields: (t) => ({
    kind: t.field({ type: Kind, required: true, description: 'What it is.' }),
    key: t.id({ required: true, description: 'What it is about; its kind says how.' }),
    conversation: t.field({ type: PreferencesInput, description: 'Of a CONVERSATION.' }),
    draft: t.field({ type: DraftInput, description: 'Of a DRAFT.' }),
    folder: t.field({ type: FolderInput, description: 'Of a FOLDER.' }),
    saved: t.field({ type: SavedInput, description: 'Of a SAVED.' }),
    hidden: t.field({ type: HiddenInput, description: 'Of a HIDDEN.' }),
    thread: t.field({ type: ThreadInput, description: 'Of a THREAD.' }),
  }),
});

builder.mutationField('setViewerItem', (t) =>
  t.field({
    type: 'ViewerItem',
    description:
      'Sets or removes something that the viewer keeps for themselves; all of their devices get `ViewerItemChanged`. The last write wins, one that changes nothing takes no number, and it may be repeated. Gives the item as it is now. Errors: NOT_IN_CONVERSATION, NOT_FOUND for a message that is not there, VALIDATION_ERROR.',
    args: { input: t.arg({ type: SetViewerItemInput, required: true, description: 'The item.' }) },
    resolve: (_root, { input }, context) => setViewerItem(context.app, viewerOf(context), parseItem(input)),
  }),
);
