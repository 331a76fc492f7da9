import { type AppContext, viewerOf } from '../../context.ts';
import { parseId, parseName, parsePageSize } from '../../input.ts';
import { type Connection, ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { ConversationKind, HistoryVisibility, PermissionLevel, shownLevel, shownVisibility } from '../../schema/enums.ts';
import type { ReceiptView } from '../receipts/receipt.ts';
import type { UnreadCounts } from '../receipts/unread-counts.ts';
import type { ConversationView } from './conversation.ts';
import { abilitiesOf, type ConversationAbilities } from './conversations.policy.ts';
import { createGroup, findConversation, listConversations, startDirect } from './conversations.service.ts';
import { GROUP_NAME_MAX, parseTopic } from './group-input.ts';
import type { MemberView } from './member.ts';
import { listMembers, toMemberViews } from './members.service.ts';

const PAGE_DEFAULT = 50;

const Abilities = builder.objectRef<ConversationAbilities>('ConversationAbilities').implement({
  description: 'What the viewer may do in a conversation now; the same rules that the mutations obey.',
  fields: (t) => ({
    send: t.exposeBoolean('send', { description: 'Send messages.' }),
    pin: t.exposeBoolean('pin', { description: 'Pin messages.' }),
    addMembers: t.exposeBoolean('addMembers', { description: 'Add people.' }),
    invite: t.exposeBoolean('invite', { description: 'Make links by which people join.' }),
    removeMembers: t.exposeBoolean('removeMembers', { description: 'Remove people: the owner everybody, an admin members.' }),
    rename: t.exposeBoolean('rename', { description: 'Give it another name.' }),
    editTopic: t.exposeBoolean('editTopic', { description: 'Give it another topic.' }),
    promote: t.exposeBoolean('promote', { description: 'Make members admins, and admins members.' }),
    transfer: t.exposeBoolean('transfer', { description: 'Hand it over to another member.' }),
    setPermissions: t.exposeBoolean('setPermissions', { description: 'Decide who may do what, and what new members see.' }),
    makePublic: t.exposeBoolean('makePublic', { description: 'Let everybody find and join it, or not.' }),
    leave: t.exposeBoolean('leave', { description: 'Leave it.' }),
  }),
});

builder.objectType('GroupPermissions', {
  description: 'Who of a group may do what (CONV-2).',
  fields: (t) => ({
    post: t.field({ type: PermissionLevel, description: 'Send messages.', resolve: ({ post }) => shownLevel(post) }),
    invite: t.field({
      type: PermissionLevel,
      description: 'Add people, and make links by which they join.',
      resolve: ({ invite }) => shownLevel(invite),
    }),
    pin: t.field({ type: PermissionLevel, description: 'Pin messages.', resolve: ({ pin }) => shownLevel(pin) }),
    edit: t.field({ type: PermissionLevel, description: 'Give the group another name or topic.', resolve: ({ edit }) => shownLevel(edit) }),
  }),
});

const MemberConnection = builder.connectionObject(
  { type: 'Member', name: 'MemberConnection', description: 'A page of members.' },
  {
    name: 'MemberEdge',
    description: 'A member in a page.',
  },
);
const ConversationConnection = builder.connectionObject(
  { type: 'Conversation', name: 'ConversationConnection', description: 'A page of conversations.' },
  { name: 'ConversationEdge', description: 'A conversation in a page.' },
);

const memberPosition = (member: MemberView) => [member.joinedAt, member.userId];
const conversationPosition = (conversation: ConversationView) => [conversation.lastActivityAt, conversation.id];

function parsePosition(field: string, cursor: string | null | undefined): { at: string; id: string } | null {
  const [at, id] = parseCursor(field, cursor, [INSTANT_PATTERN, ID_PATTERN]) ?? [];
  return at === undefined || id === undefined ? null : { at, id };
}

const receiptOf = ({ id, viewer }: ConversationView): ReceiptView => ({
  conversationId: id,
  userId: viewer.userId,
  deliveredSeq: viewer.deliveredSeq,
  readSeq: viewer.readSeq,
});

async function unreadOf(app: AppContext, conversation: ConversationView): Promise<UnreadCounts> {
  if (conversation.viewer.leftSeq !== null) return { unread: 0, mentions: 0 };
  return app.unreadCounts.load({ ...receiptOf(conversation), upToSeq: conversation.lastSeq });
}

builder.objectType('Conversation', {
  description: 'A conversation that the viewer is in. All its changes take the next number of one sequence (DELIVERY-3).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    kind: t.expose('kind', { type: ConversationKind, description: 'Direct or group.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'The name of a group; null for a direct conversation, and for who left the group.',
    }),
    topic: t.exposeString('topic', { nullable: true, description: 'What a group is about; null where it does not say.' }),
    isPublic: t.exposeBoolean('isPublic', { description: 'Whether everybody may find the group and join it (CONV-1).' }),
    historyVisibility: t.field({
      type: HistoryVisibility,
      description: 'What those who join from now on see of what was before (CONV-5).',
      resolve: ({ historyVisibility }) => shownVisibility(historyVisibility),
    }),
    permissions: t.expose('permissions', {
      type: 'GroupPermissions',
      description: 'Who of a group may do what; without meaning in a direct conversation, where both may write and pin.',
    }),
    lastSeq: t.exposeInt('lastSeq', { description: 'The number of its last change.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastActivityAt: t.expose('lastActivityAt', { type: 'DateTime', description: 'When its newest message was stored.' }),
    memberCount: t.exposeInt('memberCount', { description: 'How many members it has at `lastSeq`.' }),
    members: t.field({
      type: MemberConnection,
      description: 'Its members, in the order they joined.',
      args: {
        first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
        after: t.arg.string({ description: 'The cursor before the page.' }),
      },
      complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
      resolve: async (conversation, args, { app, loaders }): Promise<Connection<MemberView>> => {
        const first = parsePageSize('first', args.first, PAGE_DEFAULT);
        const after = parsePosition('after', args.after);
        const page =
          after === null ? await loaders.firstMembers(first).load(conversation) : await listMembers(app, conversation, { first, after });
        return toConnection(page, memberPosition);
      },
    }),
  }),
});

builder.objectFields('Conversation', (t) => ({
  unreadCount: t.int({
    description: "Messages of others after the viewer's read mark that are not deleted; exact (CONV-4).",
    extensions: { viewerDependent: true },
    resolve: async (conversation, _args, { app }) => (await unreadOf(app, conversation)).unread,
  }),
  mentionCount: t.int({
    description: 'Those of the unread messages that mention the viewer or everybody (CONV-4).',
    extensions: { viewerDependent: true },
    resolve: async (conversation, _args, { app }) => (await unreadOf(app, conversation)).mentions,
  }),
  memberReceipts: t.field({
    type: ['MemberReceipt'],
    description:
      'How far each present member has come, as the viewer may see it: all of them have `readSeq` 0 for who keeps their own reading to themselves (RECEIPT-4).',
    extensions: { viewerDependent: true },
    complexity: { field: 1, multiplier: 50 },
    resolve: ({ id, viewer }, _args, { loaders }) => loaders.memberReceipts.load({ conversationId: id, viewerId: viewer.userId }),
  }),
  viewerMember: t.field({
    type: 'Member',
    description: "The viewer's own membership.",
    extensions: { viewerDependent: true },
    resolve: async ({ viewer }, _args, { app }) => {
      const [member] = await toMemberViews(app, [viewer.row]);
      if (member === undefined) throw new Error('A membership lost its person.');
      return member;
    },
  }),
  viewerReceipt: t.field({
    type: 'Receipt',
    description: "The viewer's own watermarks.",
    extensions: { viewerDependent: true },
    resolve: receiptOf,
  }),
  viewerCan: t.field({
    type: Abilities,
    description: 'What the viewer may do in it now.',
    extensions: { viewerDependent: true },
    resolve: ({ kind, permissions, viewer }) => abilitiesOf({ kind, permissions, role: viewer.role, leftSeq: viewer.leftSeq }),
  }),
}));

builder.queryFields((t) => ({
  conversations: t.field({
    type: ConversationConnection,
    description: "The viewer's conversations, newest activity first.",
    args: {
      first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, context): Promise<Connection<ConversationView>> => {
      const first = parsePageSize('first', args.first, PAGE_DEFAULT);
      const page = await listConversations(context.app, viewerOf(context), { first, after: parsePosition('after', args.after) });
      return toConnection(page, conversationPosition);
    },
  }),
  conversation: t.field({
    type: 'Conversation',
    nullable: true,
    description: 'One conversation; null if there is none with this id that the viewer is in.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, context) => findConversation(context.app, viewerOf(context), parseId('id', id)),
  }),
}));

const CreateGroupInput = builder.inputType('CreateGroupInput', {
  description: 'A group to make.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is called: 1 to 80 characters.' }),
    memberIds: t.idList({ required: true, description: 'Who is in it besides oneself.' }),
    topic: t.string({ description: 'What it is about: at most 250 characters; nothing when not given.' }),
    isPublic: t.boolean({ description: 'Whether everybody may find and join it; false when not given.' }),
    historyVisibility: t.field({
      type: HistoryVisibility,
      description: 'What those who join later see of what was before; `ALL` when not given.',
    }),
  }),
});

builder.mutationFields((t) => ({
  startDirect: t.field({
    type: 'Conversation',
    description:
      'The direct conversation with a person, made if there is none yet; with oneself it holds notes. Errors: NOT_FOUND, RATE_LIMITED.',
    args: { userId: t.arg.id({ required: true, description: 'The other person.' }) },
    resolve: (_root, { userId }, context) => startDirect(context.app, viewerOf(context), parseId('userId', userId)),
  }),
  createGroup: t.field({
    type: 'Conversation',
    description: 'Makes a group; the viewer is its owner. Errors: VALIDATION_ERROR, NOT_FOUND, RATE_LIMITED.',
    args: { input: t.arg({ type: CreateGroupInput, required: true, description: 'The group.' }) },
    resolve: (_root, { input }, context) =>
      createGroup(context.app, viewerOf(context), {
        name: parseName('input.name', input.name, GROUP_NAME_MAX),
        topic: parseTopic('input.topic', input.topic ?? ''),
        isPublic: input.isPublic ?? false,
        historyVisibility: input.historyVisibility ?? 'ALL',
        memberIds: input.memberIds.map((id) => parseId('input.memberIds', id)),
      }),
  }),
}));
