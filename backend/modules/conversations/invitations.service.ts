import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound } from '../../errors.ts';
import { hashInvitationToken, makeInvitationToken } from '../../invitation-token.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import type { ConversationView } from './conversation.ts';
import { changeConversation } from './conversation-change.ts';
import { abilitiesOf, type MemberRole } from './conversations.policy.ts';
import { getConversation, roleUnderLock } from './conversations.service.ts';
import { GROUP_COLUMNS, type GroupColumns, toGroupSettings } from './group-settings.ts';
import { admit } from './members.service.ts';

/** How many usable links a group may have at a time. */
const INVITATIONS_MAX = 50;

/** A link by which people join a group, without its token. */
export interface InvitationView {
  readonly id: string;
  readonly conversationId: string;
  readonly createdBy: PublicPerson;
  readonly createdAt: string;
  /** When it stops working; null for never. */
  readonly expiresAt: string | null;
  /** How many may join by it; null for any number. */
  readonly maxUses: number | null;
  readonly useCount: number;
}

export interface NewInvitation {
  readonly conversationId: string;
  readonly expiresInHours: number | null;
  readonly maxUses: number | null;
}

const INVITATION_COLUMNS = `i.id, i.conversation_id AS "conversationId", i.created_by_id AS "createdById", i.created_at AS "createdAt",
  i.expires_at AS "expiresAt", i.max_uses AS "maxUses", i.use_count AS "useCount"`;

/** Whether a link, of the table or alias `i`, lets anybody in at this moment, as far as it says itself. */
const IS_USABLE = `i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
  AND (i.max_uses IS NULL OR i.use_count < i.max_uses)`;

type InvitationRow = Omit<InvitationView, 'createdBy'> & { readonly createdById: string };

/** The viewer's conversation if they may invite to it; FORBIDDEN for other members, NOT_IN_CONVERSATION for everybody else. */
async function getInvitable(app: AppContext, viewer: Viewer, conversationId: string): Promise<ConversationView> {
  const conversation = await getConversation(app, viewer, conversationId);
  const { kind, permissions, viewer: member } = conversation;
  if (!abilitiesOf({ kind, permissions, ...member }).invite)
    throw new AppError('FORBIDDEN', 'You cannot invite people to this conversation.');
  return conversation;
}

/**
 * Makes a link by which people join a group (CONV-1). Its token is given this once; the database keeps the hash. The link works while its
 * maker may invite. FORBIDDEN for those whom the permission `invite` leaves out.
 */
export async function createInvitation(
  app: AppContext,
  viewer: Viewer,
  { conversationId, expiresInHours, maxUses }: NewInvitation,
): Promise<{ token: string; invitation: InvitationView }> {
  await getInvitable(app, viewer, conversationId);
  const { token, hash } = makeInvitationToken();
  const { rows } = await app.db.pool.query<InvitationRow>(
    `INSERT INTO group_invitations AS i (id, conversation_id, token_hash, created_by_id, expires_at, max_uses)
     SELECT $1, $2, $3, $4, clock_timestamp() + $5::int * interval '1 hour', $6
      WHERE (SELECT count(*) FROM group_invitations i WHERE i.conversation_id = $2 AND ${IS_USABLE}) < $7
     RETURNING ${INVITATION_COLUMNS}`,
    [randomUUID(), conversationId, hash, viewer.userId, expiresInHours, maxUses, INVITATIONS_MAX],
  );
  const [invitation] = await toInvitations(app, rows);
  if (invitation === undefined) throw invalid('input.conversationId', `A group has at most ${INVITATIONS_MAX} links. Revoke one first.`);
  return { token, invitation };
}

/** The links of a group that still work, the newest first. FORBIDDEN for those who may not invite. */
export async function listInvitations(app: AppContext, viewer: Viewer, conversationId: string): Promise<InvitationView[]> {
  await getInvitable(app, viewer, conversationId);
  const { rows } = await app.db.pool.query<InvitationRow>(
    `SELECT ${INVITATION_COLUMNS} FROM group_invitations i WHERE i.conversation_id = $1 AND ${IS_USABLE} ORDER BY i.created_at DESC, i.id LIMIT $2`,
    [conversationId, INVITATIONS_MAX],
  );
  return toInvitations(app, rows);
}

/** Ends a link; one that has ended stays so. NOT_FOUND for everybody but those who may invite to its group. */
export async function revokeInvitation(app: AppContext, viewer: Viewer, id: string): Promise<void> {
  const { rows } = await app.db.pool.query<{ conversation_id: string }>('SELECT conversation_id FROM group_invitations WHERE id = $1', [
    id,
  ]);
  const [row] = rows;
  if (row === undefined) throw notFound('This invitation is', 'id');
  await getInvitable(app, viewer, row.conversation_id).catch((error: unknown) => {
    throw error instanceof AppError ? notFound('This invitation is', 'id') : error;
  });
  await app.db.pool.query('UPDATE group_invitations SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL', [id]);
}

/** What a link shows of its group to who holds it. */
export interface InvitationPreview {
  readonly conversationId: string;
  readonly name: string;
  readonly topic: string | null;
  readonly memberCount: number;
  readonly inviter: PublicPerson;
  readonly isMember: boolean;
}

interface PreviewRow extends GroupColumns {
  id: string;
  created_by_id: string;
  inviter_role: MemberRole;
  member_count: number;
  is_member: boolean;
}

/** The group that a link leads to; null for a link that lets nobody in (any more). */
export async function previewInvitation(app: AppContext, viewer: Viewer, token: string): Promise<InvitationPreview | null> {
  const { rows } = await app.db.pool.query<PreviewRow>(
    `SELECT c.id, ${GROUP_COLUMNS}, i.created_by_id, b.role AS inviter_role,
            (SELECT count(*) FROM members o WHERE o.conversation_id = c.id AND o.left_seq IS NULL) AS member_count,
            EXISTS (SELECT 1 FROM members o WHERE o.conversation_id = c.id AND o.user_id = $2 AND o.left_seq IS NULL) AS is_member
       FROM group_invitations i JOIN conversations c ON c.id = i.conversation_id
       JOIN members b ON b.conversation_id = c.id AND b.user_id = i.created_by_id AND b.left_seq IS NULL
      WHERE i.token_hash = $1 AND ${IS_USABLE}`,
    [hashInvitationToken(token), viewer.userId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { permissions, name, topic } = toGroupSettings(row);
  const inviter = (await app.people.load([row.created_by_id])).get(row.created_by_id);
  const mayInvite = abilitiesOf({ kind: 'GROUP', permissions, role: row.inviter_role, leftSeq: null }).invite;
  if (inviter === undefined || !mayInvite) return null;
  return { conversationId: row.id, name: name ?? '', topic, memberCount: row.member_count, inviter, isMember: row.is_member };
}

/**
 * Makes the viewer a member of the group that a link leads to; who is in it stays so, and uses nothing up. NOT_FOUND for a link that lets
 * nobody in (any more), VALIDATION_ERROR when the group is full.
 */
export async function acceptInvitation(app: AppContext, viewer: Viewer, token: string): Promise<ConversationView> {
  const hash = hashInvitationToken(token);
  const { rows } = await app.db.pool.query<{ conversation_id: string }>(
    'SELECT conversation_id FROM group_invitations WHERE token_hash = $1',
    [hash],
  );
  const conversationId = rows[0]?.conversation_id;
  if (conversationId === undefined) throw noInvitation();
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId] }, async (change) => {
    const inviterId = await findInviter(change.tx, hash);
    const role = inviterId === null ? null : await roleUnderLock(change, inviterId);
    const standing = role && { kind: change.conversation.kind, permissions: change.settings.permissions, role, leftSeq: null };
    if (standing === null || !abilitiesOf(standing).invite) throw noInvitation();
    if ((await roleUnderLock(change, viewer.userId)) !== null) return;
    await admit(app, change, viewer);
    await change.tx.query('UPDATE group_invitations SET use_count = use_count + 1 WHERE token_hash = $1', [hash]);
  });
  return getConversation(app, viewer, conversationId);
}

/** Who made the link; null where it cannot be used. Under the lock of its group nobody else uses it up meanwhile. */
async function findInviter(tx: PoolClient, hash: Buffer | null): Promise<string | null> {
  const { rows } = await tx.query<{ created_by_id: string }>(
    `SELECT i.created_by_id FROM group_invitations i WHERE i.token_hash = $1 AND ${IS_USABLE}`,
    [hash],
  );
  return rows[0]?.created_by_id ?? null;
}

const noInvitation = () => notFound('This invitation is', 'token');

async function toInvitations(app: AppContext, rows: readonly InvitationRow[]): Promise<InvitationView[]> {
  const people = await app.people.load(rows.map(({ createdById }) => createdById));
  return rows.flatMap(({ createdById, ...invitation }) => {
    const createdBy = people.get(createdById);
    return createdBy === undefined ? [] : [{ ...invitation, createdBy }];
  });
}
