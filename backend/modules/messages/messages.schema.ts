import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parseName, parseText } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import type { ForwardedFrom, LinkPreview, Poll, PollOption, Reaction as ReactionView, SystemEventView } from './message.ts';
import { type SendMessage, sendMessage } from './messages.service.ts';
import { toPoll } from './polls.service.ts';

const MessageKind = builder.enumType('MessageKind', {
  description: 'Who speaks in a message.',
  values: {
    TEXT: { description: 'A person.' },
    SYSTEM: { description: 'Parley, about a change of the conversation.' },
  } as const,
});

const SYSTEM_EVENTS = {
  GROUP_CREATED: { description: 'The sender made the group with these people.' },
  GROUP_RENAMED: { description: 'The sender gave the group this name.' },
  TOPIC_CHANGED: { description: 'The sender gave the group this topic, or took it away.' },
  MEMBERS_ADDED: { description: 'The sender added these people.' },
  MEMBER_JOINED: { description: 'This person, the sender, joined by themselves: a public group, or by a link.' },
  MEMBER_REMOVED: { description: 'The sender removed this person.' },
  MEMBER_LEFT: { description: 'This person, the sender, left.' },
  ROLE_CHANGED: { description: 'The sender gave this person the role that `name` names.' },
  OWNER_CHANGED: { description: 'The sender made this person the owner, or left them the group.' },
  PERMISSIONS_CHANGED: { description: 'The sender decided anew who may do what, or what new members see.' },
  VISIBILITY_CHANGED: { description: 'The sender made the group PUBLIC or PRIVATE, as `name` says.' },
  MESSAGE_PINNED: { description: 'The sender pinned a message.' },
  OTHER: { description: 'Something that this server does not know yet: a later version wrote it.' },
} as const satisfies Record<SystemEventView['kind'] | 'OTHER', { description: string }>;

const SystemEventKind = builder.enumType('SystemEventKind', {
  description: 'What a system message tells (CONV-2).',
  values: SYSTEM_EVENTS,
});

const SystemEvent = builder.objectRef<SystemEventView>('SystemEvent').implement({
  description: 'A change of the conversation as its timeline tells it.',
  fields: (t) => ({
    kind: t.field({
      type: SystemEventKind,
      description: 'What happened.',
      resolve: ({ kind }) => (kind in SYSTEM_EVENTS ? kind : 'OTHER'),
    }),
    users: t.field({ type: ['User'], description: 'Whom it happened to.', resolve: (event) => [...event.users] }),
    messageSeq: t.exposeInt('messageSeq', { nullable: true, description: 'The number of the message that was pinned; null for all else.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'What it is from now on, where the change is of that kind: the name or topic of the group, the role, PUBLIC or PRIVATE.',
    }),
  }),
});

const Reaction = builder.objectRef<ReactionView>('Reaction').implement({
  description: 'A sign that people put on a message (MSG-2).',
  fields: (t) => ({
    emoji: t.exposeString('emoji', { description: 'The sign: one emoji.' }),
    userIds: t.field({ type: ['ID'], description: 'Who put it, in the order they did.', resolve: ({ userIds }) => [...userIds] }),
  }),
});

const PollOptionType = builder.objectRef<PollOption>('PollOption').implement({
  description: 'An answer of a poll.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The answer.' }),
    voterIds: t.field({ type: ['ID'], description: 'Who chose it, in the order they did.', resolve: ({ voterIds }) => [...voterIds] }),
  }),
});

const PollType = builder.objectRef<Poll>('Poll').implement({
  description: "A question with answers to choose from; the message's text is the question (MSG-2).",
  fields: (t) => ({
    options: t.field({ type: [PollOptionType], description: 'The answers.', resolve: ({ options }) => [...options] }),
    isMultiple: t.exposeBoolean('isMultiple', { description: 'Whether one person may choose several.' }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true, description: 'When it was closed; null while it takes votes.' }),
  }),
});

const LinkPreviewType = builder.objectRef<LinkPreview>('LinkPreview').implement({
  description: 'What a link of the text leads to, as the server saw it (MSG-1).',
  fields: (t) => ({
    url: t.exposeString('url', { description: 'The link as it stands in the text.' }),
    title: t.exposeString('title', { description: 'The title of the page.' }),
    description: t.exposeString('description', { nullable: true, description: 'What the page says of itself.' }),
    siteName: t.exposeString('siteName', { nullable: true, description: 'The name of the site.' }),
  }),
});

const ForwardedFromType = builder.objectRef<ForwardedFrom>('ForwardedFrom').implement({
  description: 'Where a forwarded message comes from.',
  fields: (t) => ({
    sender: t.expose('sender', { type: 'User', description: 'Who wrote it first.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When they did.' }),
  }),
});

builder.objectType('Thread', {
  description: 'The replies to one message, counted (MSG-2).',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    rootId: t.exposeID('rootId', { description: 'The message that began it.' }),
    rootSeq: t.exposeInt('rootSeq', { description: 'The number of that message.' }),
    replyCount: t.exposeInt('replyCount', { description: 'How many replies it has that are not deleted.' }),
    lastReplySeq: t.exposeInt('lastReplySeq', { description: 'The number of the newest reply.' }),
    lastReplyAt: t.expose('lastReplyAt', { type: 'DateTime', description: 'When the newest reply was stored.' }),
    participantIds: t.field({ type: ['ID'], description: 'Who ever replied.', resolve: ({ participantIds }) => [...participantIds] }),
    changeSeq: t.exposeInt('changeSeq', { description: 'The number of the change that moved it last.' }),
  }),
});

builder.objectType('Message', {
  description: 'A message of a conversation, the same for every member (MSG-1).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id that the server gave it.' }),
    conversationId: t.exposeID('conversationId', { description: 'The conversation it is in.' }),
    seq: t.exposeInt('seq', { description: "Its number in the conversation's sequence: the order for everyone (DELIVERY-3)." }),
    changeSeq: t.exposeInt('changeSeq', { description: 'The number of its last change; `seq` while it is unchanged.' }),
    clientMessageId: t.exposeID('clientMessageId', { description: 'The id that its sender gave it before sending (DELIVERY-2).' }),
    kind: t.expose('kind', { type: MessageKind, description: 'Who speaks.' }),
    sender: t.expose('sender', { type: 'User', description: 'Who sent it, or caused the system message.' }),
    text: t.exposeString('text', { nullable: true, description: 'What was written; null for a system message and once it is deleted.' }),
    systemEvent: t.expose('systemEvent', { type: SystemEvent, nullable: true, description: 'What a system message tells.' }),
    mentions: t.field({
      type: ['ID'],
      description:
        'The ids of the members whom its text names as `@username`, as they were when it was sent; the rest of its text is only words.',
      resolve: ({ mentions }) => [...mentions.userIds],
    }),
    mentionsAll: t.boolean({
      description: 'Whether its text speaks to everybody: `@all` or `@here`.',
      resolve: ({ mentions }) => mentions.isForAll,
    }),
    replyToId: t.exposeID('replyToId', { nullable: true, description: 'The message it answers.' }),
    replyToSeq: t.exposeInt('replyToSeq', { nullable: true, description: 'The number of the message it answers.' }),
    threadRootId: t.exposeID('threadRootId', { nullable: true, description: 'The message in whose thread it is a reply.' }),
    threadRootSeq: t.exposeInt('threadRootSeq', { nullable: true, description: 'The number of that message.' }),
    reactions: t.field({
      type: [Reaction],
      description: 'What people put on it, in the order of first use.',
      resolve: ({ reactions }) => [...reactions],
    }),
    pinnedAt: t.expose('pinnedAt', { type: 'DateTime', nullable: true, description: 'When it was pinned; null while it is not.' }),
    pinnedById: t.exposeID('pinnedById', { nullable: true, description: 'Who pinned it.' }),
    forwardedFrom: t.expose('forwardedFrom', { type: ForwardedFromType, nullable: true, description: 'Where it was forwarded from.' }),
    poll: t.expose('poll', { type: PollType, nullable: true, description: 'Its answers to choose from, where it is a poll.' }),
    linkPreviews: t.field({
      type: [LinkPreviewType],
      description: 'What its links lead to.',
      resolve: ({ linkPreviews }) => [...linkPreviews],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored; rises strictly with `seq`.' }),
    importedAt: t.expose('importedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was written in the system it was imported from.',
    }),
    editedAt: t.expose('editedAt', { type: 'DateTime', nullable: true, description: 'When it was last edited.' }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true, description: 'When it was deleted for everyone.' }),
  }),
});

const PollInput = builder.inputType('PollInput', {
  description: "Answers to choose from; the message's text is the question (MSG-2).",
  fields: (t) => ({
    options: t.stringList({ required: true, description: '2 to 10 different answers of 1 to 80 characters.' }),
    isMultiple: t.boolean({ description: 'Whether one person may choose several; false when not given.' }),
  }),
});

const MessageRefInput = builder.inputType('MessageRefInput', {
  description: 'A message by its place.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation it is in.' }),
    messageId: t.id({ required: true, description: 'The message.' }),
  }),
});

const SendMessageInput = builder.inputType('SendMessageInput', {
  description: 'A message to send.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'Where to.' }),
    clientMessageId: t.id({
      required: true,
      description: 'A UUID that the client makes once per message and repeats with every resend: the message is stored once, for ever.',
    }),
    text: t.string({
      required: true,
      description: 'What to say; at most 10,000 characters unless the server is set otherwise. Not looked at with `forwardOf`.',
    }),
    replyToId: t.id({ description: 'The message of the same conversation that this one answers.' }),
    threadRootId: t.id({
      description: 'The message of the same conversation in whose thread this one replies; not itself a reply in a thread.',
    }),
    poll: t.field({ type: PollInput, description: 'Makes it a poll.' }),
    forwardOf: t.field({
      type: MessageRefInput,
      description: 'The message to forward: its text is sent, with who wrote it first. Not together with `poll`.',
    }),
  }),
});

const POLL_OPTION_MAX = 80;

function parseContent({ poll, forwardOf }: typeof SendMessageInput.$inferInput): Pick<SendMessage, 'poll' | 'forwardOf'> {
  if (poll && forwardOf) throw invalid('input.forwardOf', 'A message is a poll or forwarded, not both.');
  return {
    poll: poll
      ? toPoll({
          options: poll.options.map((option) => parseName('input.poll.options', option, POLL_OPTION_MAX)),
          isMultiple: poll.isMultiple ?? false,
        })
      : null,
    forwardOf: forwardOf
      ? {
          conversationId: parseId('input.forwardOf.conversationId', forwardOf.conversationId),
          messageId: parseId('input.forwardOf.messageId', forwardOf.messageId),
        }
      : null,
  };
}

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: 'Message',
    description:
      'Sends a message. The answer means that it is on disk (DELIVERY-1). Errors: VALIDATION_ERROR, MESSAGE_TOO_LARGE, NOT_IN_CONVERSATION, NOT_FOUND (nothing to forward), RATE_LIMITED, CONFLICT, UNAVAILABLE (send again with the same clientMessageId).',
    args: { input: t.arg({ type: SendMessageInput, required: true, description: 'The message.' }) },
    resolve: (_root, { input }, context) =>
      sendMessage(context.app, viewerOf(context), {
        conversationId: parseId('input.conversationId', input.conversationId),
        clientMessageId: parseId('input.clientMessageId', input.clientMessageId),
        text: parseText('input.text', input.text),
        replyToId: typeof input.replyToId === 'string' ? parseId('input.replyToId', input.replyToId) : null,
        threadRootId: typeof input.threadRootId === 'string' ? parseId('input.threadRootId', input.threadRootId) : null,
        ...parseContent(input),
      }),
  }),
);
