import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { nameTheInput } from './group-input.ts';
import {
  acceptInvitation,
  createInvitation,
  type InvitationPreview,
  type InvitationView,
  listInvitations,
  previewInvitation,
  revokeInvitation,
} from './invitations.service.ts';

const HOURS_MAX = 24 * 365;
const USES_MAX = 10_000;

const Invitation = builder.objectRef<InvitationView>('Invitation').implement({
  description: 'A link by which people join a group (CONV-1). It works while who made it may invite.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    conversationId: t.exposeID('conversationId', { description: 'The group.' }),
    createdBy: t.expose('createdBy', { type: 'User', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it stops working; null for never.' }),
    maxUses: t.exposeInt('maxUses', { nullable: true, description: 'How many may join by it; null for any number.' }),
    useCount: t.exposeInt('useCount', { description: 'How many joined by it.' }),
  }),
});

interface CreatedInvitation {
  readonly token: string;
  readonly url: string;
  readonly invitation: InvitationView;
}

const CreatedInvitationType = builder.objectRef<CreatedInvitation>('CreatedInvitation').implement({
  description: 'A new invitation, with what only its maker is told, this once.',
  fields: (t) => ({
    token: t.exposeString('token', { description: 'What lets people in.' }),
    url: t.exposeString('url', { description: 'The same as a link to send.' }),
    invitation: t.expose('invitation', { type: Invitation, description: 'The invitation.' }),
  }),
});

const InvitationPreviewType = builder.objectRef<InvitationPreview>('InvitationPreview').implement({
  description: 'The group that an invitation leads to, as who holds its token sees it.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The group.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    topic: t.exposeString('topic', { nullable: true, description: 'What it is about; null where it does not say.' }),
    memberCount: t.exposeInt('memberCount', { description: 'How many are in it.' }),
    inviter: t.expose('inviter', { type: 'User', description: 'Who made the invitation.' }),
    isMember: t.exposeBoolean('isMember', { description: 'Whether the viewer is in it already.', extensions: { viewerDependent: true } }),
  }),
});

const CreateInvitationInput = builder.inputType('CreateInvitationInput', {
  description: 'An invitation to make.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The group.' }),
    expiresInHours: t.int({ description: 'How long it works: 1 to 8760; for ever when not given.' }),
    maxUses: t.int({ description: 'How many may join by it: 1 to 10000; any number when not given.' }),
  }),
});

function parseCount(field: string, value: number | null | undefined, max: number): number | null {
  if (value === null || value === undefined) return null;
  if (value < 1 || value > max) throw invalid(field, `Give 1 to ${max}.`);
  return value;
}

const TOKEN = { required: true, description: 'What the link ends with.' } as const;

builder.queryFields((t) => ({
  invitation: t.field({
    type: InvitationPreviewType,
    nullable: true,
    description: 'The group that an invitation leads to; null for one that lets nobody in, or no longer (CONV-1).',
    args: { token: t.arg.string(TOKEN) },
    resolve: (_root, { token }, context) => previewInvitation(context.app, viewerOf(context), token),
  }),
  invitations: t.field({
    type: [Invitation],
    description:
      'The invitations to a group that still work, at most 50, the newest first. Errors: FORBIDDEN for those who may not invite, NOT_IN_CONVERSATION.',
    args: { conversationId: t.arg.id({ required: true, description: 'The group.' }) },
    complexity: { field: 1, multiplier: 50 },
    resolve: (_root, { conversationId }, context) =>
      listInvitations(context.app, viewerOf(context), parseId('conversationId', conversationId)),
  }),
}));

builder.mutationFields((t) => ({
  createInvitation: t.field({
    type: CreatedInvitationType,
    description:
      'Makes a link by which people join a group (CONV-1). Errors: FORBIDDEN for those whom the permission `invite` leaves out, NOT_IN_CONVERSATION, VALIDATION_ERROR.',
    args: { input: t.arg({ type: CreateInvitationInput, required: true, description: 'The invitation.' }) },
    resolve: async (_root, { input }, context): Promise<CreatedInvitation> => {
      const created = await createInvitation(context.app, viewerOf(context), {
        conversationId: parseId('input.conversationId', input.conversationId),
        expiresInHours: parseCount('input.expiresInHours', input.expiresInHours, HOURS_MAX),
        maxUses: parseCount('input.maxUses', input.maxUses, USES_MAX),
      }).catch(nameTheInput);
      return { ...created, url: `${context.app.config.publicUrl}/join/${created.token}` };
    },
  }),
  revokeInvitation: t.field({
    type: 'Boolean',
    description: 'Ends an invitation; who joined by it stays. Errors: NOT_FOUND, also for those who may not invite to its group.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, context) => {
      await revokeInvitation(context.app, viewerOf(context), parseId('id', id));
      return true;
    },
  }),
  acceptInvitation: t.field({
    type: 'Conversation',
    description:
      'Joins the group that an invitation leads to; who is in it stays so, and uses nothing up (CONV-1). Errors: NOT_FOUND for one that lets nobody in, VALIDATION_ERROR when the group is full.',
    args: { token: t.arg.string(TOKEN) },
    resolve: (_root, { token }, context) => acceptInvitation(context.app, viewerOf(context), token),
  }),
}));
