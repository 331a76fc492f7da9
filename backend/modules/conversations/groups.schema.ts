import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parseName, parsePageSize, parseText } from '../../input.ts';
import { type Connection, ID_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { HistoryVisibility as HistoryVisibilityType, MemberRole, PermissionLevel as PermissionLevelType } from '../../schema/enums.ts';
import type { GroupPermissions, PermissionLevel } from './conversations.policy.ts';
import { GROUP_NAME_MAX, nameTheInput, parseTopic } from './group-input.ts';
import type { HistoryVisibility } from './group-settings.ts';
import {
  type GroupUpdate,
  joinGroup,
  listPublicGroups,
  type PublicGroupView,
  setMemberRole,
  transferOwnership,
  updateGroup,
} from './groups.service.ts';

const PAGE_DEFAULT = 50;
const SEARCH_MAX = 100;

const PublicGroup = builder.objectRef<PublicGroupView>('PublicGroup').implement({
  description: 'A group that everybody may find and join (CONV-1).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id: that of the conversation once one is in it.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    topic: t.exposeString('topic', { nullable: true, description: 'What it is about; null where it does not say.' }),
    memberCount: t.exposeInt('memberCount', { description: 'How many are in it.' }),
    isMember: t.exposeBoolean('isMember', { description: 'Whether the viewer is.', extensions: { viewerDependent: true } }),
  }),
});

const PublicGroupConnection = builder.connectionObject(
  { type: PublicGroup, name: 'PublicGroupConnection', description: 'A page of public groups.' },
  { name: 'PublicGroupEdge', description: 'A public group in a page.' },
);

const GroupPermissionsInput = builder.inputType('GroupPermissionsInput', {
  description: 'Who of a group may do what; what is not given stays.',
  fields: (t) => ({
    post: t.field({ type: PermissionLevelType, description: 'Send messages.' }),
    invite: t.field({ type: PermissionLevelType, description: 'Add people, and make links by which they join.' }),
    pin: t.field({ type: PermissionLevelType, description: 'Pin messages.' }),
    edit: t.field({ type: PermissionLevelType, description: 'Give the group another name or topic.' }),
  }),
});

const UpdateGroupInput = builder.inputType('UpdateGroupInput', {
  description: 'What of a group is to change; what is not given stays.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The group.' }),
    name: t.string({ description: 'What it is called: 1 to 80 characters.' }),
    topic: t.string({ description: 'What it is about: at most 250 characters; an empty text takes it away.' }),
    isPublic: t.boolean({ description: 'Whether everybody may find and join it.' }),
    historyVisibility: t.field({ type: HistoryVisibilityType, description: 'What those who join from now on see of what was before.' }),
    permissions: t.field({ type: GroupPermissionsInput, description: 'Who may do what.' }),
  }),
});

const SetMemberRoleInput = builder.inputType('SetMemberRoleInput', {
  description: 'A role to give.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The group.' }),
    userId: t.id({ required: true, description: 'Whom.' }),
    role: t.field({ type: MemberRole, required: true, description: 'ADMIN or MEMBER; a group is handed over by `transferOwnership`.' }),
  }),
});

interface UpdateFields {
  readonly name?: string | null | undefined;
  readonly topic?: string | null | undefined;
  readonly isPublic?: boolean | null | undefined;
  readonly historyVisibility?: HistoryVisibility | null | undefined;
  readonly permissions?: { readonly [K in keyof GroupPermissions]?: PermissionLevel | null | undefined } | null | undefined;
}

/** Only what is given: null means the same as nothing. */
function parseUpdate({ name, topic, isPublic, historyVisibility, permissions }: UpdateFields): GroupUpdate {
  return {
    ...(isGiven(name) && { name: parseName('input.name', name, GROUP_NAME_MAX) }),
    ...(isGiven(topic) && { topic: parseTopic('input.topic', topic) }),
    ...(isGiven(isPublic) && { isPublic }),
    ...(isGiven(historyVisibility) && { historyVisibility }),
    ...(isGiven(permissions) && { permissions: Object.fromEntries(Object.entries(permissions).filter(([, level]) => isGiven(level))) }),
  };
}

const isGiven = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined;

/** A name as this server sorts by it: PostgreSQL takes every text without NUL. */
const NAME_PATTERN = { test: (part: string) => !part.includes('\0') && part.isWellFormed() };

function parseSearch(value: string): string {
  const search = parseText('search', value).trim();
  if ([...search].length > SEARCH_MAX) throw invalid('search', `Search for at most ${SEARCH_MAX} characters.`);
  return search;
}

builder.queryField('publicGroups', (t) =>
  t.field({
    type: PublicGroupConnection,
    description: 'Groups that everybody may join, whose name or topic holds the text, by name (CONV-1).',
    args: {
      search: t.arg.string({ description: 'A part of the name or topic, at most 100 characters; all groups when not given.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, context): Promise<Connection<PublicGroupView>> => {
      const first = parsePageSize('first', args.first, PAGE_DEFAULT);
      const [name, id] = parseCursor('after', args.after, [NAME_PATTERN, ID_PATTERN]) ?? [];
      const after = name === undefined || id === undefined ? null : { name, id };
      const page = await listPublicGroups(context.app, viewerOf(context), { search: parseSearch(args.search ?? ''), first, after });
      return toConnection(page, (group) => [group.sortName, group.id]);
    },
  }),
);

builder.mutationFields((t) => ({
  updateGroup: t.field({
    type: 'Conversation',
    description:
      'Changes what a group is called and how it is set up (CONV-2, CONV-5). The permission `edit` says who changes name and topic, the rest is the owner’s. Errors: FORBIDDEN, NOT_IN_CONVERSATION, VALIDATION_ERROR.',
    args: { input: t.arg({ type: UpdateGroupInput, required: true, description: 'The group and what changes.' }) },
    resolve: (_root, { input }, context) =>
      updateGroup(context.app, viewerOf(context), {
        conversationId: parseId('input.conversationId', input.conversationId),
        update: parseUpdate(input),
      }).catch(nameTheInput),
  }),
  renameGroup: t.field({
    type: 'Conversation',
    description:
      'Gives a group another name; the same as `updateGroup` with a name. Errors: FORBIDDEN, NOT_IN_CONVERSATION, VALIDATION_ERROR.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The group.' }),
      name: t.arg.string({ required: true, description: 'What it is called from now on: 1 to 80 characters.' }),
    },
    resolve: (_root, { conversationId, name }, context) =>
      updateGroup(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        update: { name: parseName('name', name, GROUP_NAME_MAX) },
      }),
  }),
  setMemberRole: t.field({
    type: 'Conversation',
    description:
      'Makes a member an admin, or an admin a member (CONV-2). Errors: FORBIDDEN for all but the owner, NOT_IN_CONVERSATION, NOT_FOUND, VALIDATION_ERROR for the owner’s own role.',
    args: { input: t.arg({ type: SetMemberRoleInput, required: true, description: 'Whom and what.' }) },
    resolve: (_root, { input }, context) => {
      if (input.role === 'OWNER') throw invalid('input.role', 'A group is handed over by `transferOwnership`.');
      return setMemberRole(context.app, viewerOf(context), {
        conversationId: parseId('input.conversationId', input.conversationId),
        userId: parseId('input.userId', input.userId),
        role: input.role,
      }).catch(nameTheInput);
    },
  }),
  transferOwnership: t.field({
    type: 'Conversation',
    description:
      'Makes another member the owner of a group, and its owner an admin (CONV-2). Errors: FORBIDDEN for all but the owner, NOT_IN_CONVERSATION, NOT_FOUND.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The group.' }),
      userId: t.arg.id({ required: true, description: 'Who gets it.' }),
    },
    resolve: (_root, { conversationId, userId }, context) =>
      transferOwnership(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        userId: parseId('userId', userId),
      }),
  }),
  joinGroup: t.field({
    type: 'Conversation',
    description:
      'Joins a public group; who is in it stays so (CONV-1). Errors: NOT_IN_CONVERSATION for a group that is not public, as for none; VALIDATION_ERROR when it is full.',
    args: { conversationId: t.arg.id({ required: true, description: 'The group.' }) },
    resolve: (_root, { conversationId }, context) => joinGroup(context.app, viewerOf(context), parseId('conversationId', conversationId)),
  }),
}));
