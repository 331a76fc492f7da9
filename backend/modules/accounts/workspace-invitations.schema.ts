import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import {
  createWorkspaceInvitation,
  listWorkspaceInvitations,
  previewWorkspaceInvitation,
  revokeWorkspaceInvitation,
  type WorkspaceInvitationPreview,
  type WorkspaceInvitationView,
} from './workspace-invitations.service.ts';

const USES_MAX = 10_000;
const LIFE_MAX_MS = 366 * 24 * 60 * 60_000;

const WorkspaceInvitation = builder.objectRef<WorkspaceInvitationView>('WorkspaceInvitation').implement({
  description: 'A link by which people make an account on this server (ID-1). It works while who made it may invite.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    createdBy: t.expose('createdBy', { type: 'User', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it stops working; null for never.' }),
    maxUses: t.exposeInt('maxUses', { nullable: true, description: 'How many accounts may be made by it; null for any number.' }),
    useCount: t.exposeInt('useCount', { description: 'How many accounts were made by it.' }),
  }),
});

interface CreatedWorkspaceInvitation {
  readonly token: string;
  readonly url: string;
  readonly invitation: WorkspaceInvitationView;
}

const CreatedWorkspaceInvitationType = builder.objectRef<CreatedWorkspaceInvitation>('CreatedWorkspaceInvitation').implement({
  description: 'A new invitation to this server, with what only its maker is told, this once.',
  fields: (t) => ({
    token: t.exposeString('token', { description: 'What lets people in: `invitationToken` of `register`.' }),
    url: t.exposeString('url', { description: 'The same as a link to send.' }),
    invitation: t.expose('invitation', { type: WorkspaceInvitation, description: 'The invitation.' }),
  }),
});

const WorkspaceInvitationState = builder.enumType('WorkspaceInvitationState', {
  description: 'Whether an invitation to this server lets anybody in (ID-1).',
  values: {
    WORKS: { description: 'An account can be made by it.' },
    EXPIRED: { description: 'Its time is over.' },
    USED_UP: { description: 'As many accounts were made by it as it allows.' },
    REVOKED: { description: 'It was ended by hand, or who made it may invite no longer.' },
    CLOSED: { description: 'Registration is closed on this server, whoever invites.' },
  } as const satisfies Record<WorkspaceInvitationPreview['state'], { description: string }>,
});

const WorkspaceInvitationPreviewType = builder.objectRef<WorkspaceInvitationPreview>('WorkspaceInvitationPreview').implement({
  description: 'What an invitation to this server tells a stranger who holds its token.',
  fields: (t) => ({
    workspace: t.exposeString('workspace', { description: 'The server as people type it, for example `chat.example.org`.' }),
    inviterName: t.exposeString('inviterName', { description: 'The name of who invites.' }),
    state: t.expose('state', { type: WorkspaceInvitationState, description: 'Whether it lets anybody in.' }),
  }),
});

const CreateWorkspaceInvitationInput = builder.inputType('CreateWorkspaceInvitationInput', {
  description: 'An invitation to this server to make.',
  fields: (t) => ({
    expiresAt: t.field({ type: 'DateTime', description: 'When it stops working: within a year; never when not given.' }),
    maxUses: t.int({ description: 'How many accounts may be made by it: 1 to 10000; any number when not given.' }),
  }),
});

function parseExpiry(value: string | Date | null | undefined, nowMs: number): string | null {
  if (value == null) return null;
  const at = Date.parse(String(value));
  if (at <= nowMs || at > nowMs + LIFE_MAX_MS) throw invalid('input.expiresAt', 'An invitation ends in the future, within a year.');
  return String(value);
}

function parseUses(value: number | null | undefined): number | null {
  if (value == null) return null;
  if (value < 1 || value > USES_MAX) throw invalid('input.maxUses', `Give 1 to ${USES_MAX}.`);
  return value;
}

builder.queryFields((t) => ({
  workspaceInvitation: t.field({
    type: WorkspaceInvitationPreviewType,
    nullable: true,
    skipTypeScopes: true,
    description:
      'Who invites to this server by a link, and whether it still works; null for one that nobody made (ID-1). Errors: RATE_LIMITED.',
    args: { token: t.arg.string({ required: true, description: 'What the link ends with.' }) },
    resolve: (_root, { token }, { app, client }) => previewWorkspaceInvitation(app, { token, address: client.address }),
  }),
  workspaceInvitations: t.field({
    type: [WorkspaceInvitation],
    description:
      'The invitations to this server that still work, at most 50, the newest first (ID-1). Errors: FORBIDDEN for everybody but the owner.',
    complexity: { field: 1, multiplier: 50 },
    resolve: (_root, _args, context) => listWorkspaceInvitations(context.app, viewerOf(context)),
  }),
}));

builder.mutationFields((t) => ({
  createWorkspaceInvitation: t.field({
    type: CreatedWorkspaceInvitationType,
    description:
      'Makes a link by which people make an account on this server (ID-1). Errors: FORBIDDEN for everybody but the owner and where registration is closed, VALIDATION_ERROR, RATE_LIMITED.',
    args: { input: t.arg({ type: CreateWorkspaceInvitationInput, required: true, description: 'The invitation.' }) },
    resolve: async (_root, { input }, context): Promise<CreatedWorkspaceInvitation> => {
      const created = await createWorkspaceInvitation(context.app, viewerOf(context), {
        expiresAt: parseExpiry(input.expiresAt, Date.now()),
        maxUses: parseUses(input.maxUses),
      });
      return { ...created, url: `${context.app.config.publicUrl}/invite/${created.token}` };
    },
  }),
  revokeWorkspaceInvitation: t.field({
    type: 'Boolean',
    description:
      'Ends an invitation to this server; who made an account by it stays. True also when it had ended before. Errors: FORBIDDEN for everybody but the owner, NOT_FOUND.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, context) => {
      await revokeWorkspaceInvitation(context.app, viewerOf(context), parseId('id', id));
      return true;
    },
  }),
}));
