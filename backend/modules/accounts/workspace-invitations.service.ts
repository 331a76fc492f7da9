import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound } from '../../errors.ts';
import { hashInvitationToken, makeInvitationToken } from '../../invitation-token.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import { type InvitationState, invitationStateOf, mayInvitePeople } from './accounts.policy.ts';
import { recordAudit } from './audit.service.ts';

/** How many usable links a server may have at a time. */
const INVITATIONS_MAX = 50;

/** A link by which people make an account, without its token. */
export interface WorkspaceInvitationView {
  readonly id: string;
  readonly createdBy: PublicPerson;
  readonly createdAt: string;
  /** When it stops working; null for never. */
  readonly expiresAt: string | null;
  /** How many accounts may be made by it; null for any number. */
  readonly maxUses: number | null;
  readonly useCount: number;
}

export interface NewWorkspaceInvitation {
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
}

/** What a link tells of itself to who holds it. */
export interface WorkspaceInvitationPreview {
  /** The server, as people type it. */
  readonly workspace: string;
  readonly inviterName: string;
  readonly state: InvitationState | 'CLOSED';
}

type InvitationRow = Omit<WorkspaceInvitationView, 'createdBy'> & { readonly createdById: string };

const COLUMNS = `i.id, i.created_by_id AS "createdById", i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.max_uses AS "maxUses",
  i.use_count AS "useCount"`;

/** Whether a link, of the table or alias `i`, lets anybody in at this moment, as far as it says itself. */
const IS_USABLE = `i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
  AND (i.max_uses IS NULL OR i.use_count < i.max_uses)`;

function requireInviter(viewer: Viewer): void {
  if (!mayInvitePeople(viewer)) throw new AppError('FORBIDDEN', 'Only the owner of this server invites people to it.');
}

/**
 * Makes a link by which people make an account (ID-1). Its token is given this once; the database keeps the hash. Audited. Errors: FORBIDDEN
 * for everybody but the owner, and where registration is closed; VALIDATION_ERROR; RATE_LIMITED.
 */
export async function createWorkspaceInvitation(
  app: AppContext,
  viewer: Viewer,
  { expiresAt, maxUses }: NewWorkspaceInvitation,
): Promise<{ token: string; invitation: WorkspaceInvitationView }> {
  requireInviter(viewer);
  if (app.config.registration === 'closed')
    throw new AppError('FORBIDDEN', 'Registration is closed on this server: a link would let nobody in.');
  await app.limits.consume('invitations', viewer.userId);
  const { token, hash } = makeInvitationToken();
  const row = await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<InvitationRow>(
      `INSERT INTO workspace_invitations AS i (id, token_hash, created_by_id, expires_at, max_uses) SELECT $1, $2, $3, $4, $5
        WHERE (SELECT count(*) FROM workspace_invitations i WHERE ${IS_USABLE}) < $6 RETURNING ${COLUMNS}`,
      [randomUUID(), hash, viewer.userId, expiresAt, maxUses, INVITATIONS_MAX],
    );
    const [made] = rows;
    if (made === undefined) throw invalid('input', `A server has at most ${INVITATIONS_MAX} links that work. Revoke one first.`);
    const detail = { ...(expiresAt !== null && { expiresAt }), ...(maxUses !== null && { maxUses: String(maxUses) }) };
    await recordAudit(tx, { action: 'invitation.created', actorId: viewer.userId, target: made.id, address: null, detail });
    return made;
  });
  const [invitation] = await toViews(app, [row]);
  if (invitation === undefined) throw new Error('An invitation lost its maker.');
  return { token, invitation };
}

/** The links to this server that still work, the newest first. FORBIDDEN for everybody but the owner. */
export async function listWorkspaceInvitations(app: AppContext, viewer: Viewer): Promise<WorkspaceInvitationView[]> {
  requireInviter(viewer);
  const { rows } = await app.db.pool.query<InvitationRow>(
    `SELECT ${COLUMNS} FROM workspace_invitations i WHERE ${IS_USABLE} ORDER BY i.created_at DESC, i.id LIMIT $1`,
    [INVITATIONS_MAX],
  );
  return toViews(app, rows);
}

/** Ends a link; one that has ended stays so. Audited. Errors: FORBIDDEN for everybody but the owner, NOT_FOUND. */
export async function revokeWorkspaceInvitation(app: AppContext, viewer: Viewer, id: string): Promise<void> {
  requireInviter(viewer);
  await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<{ isRevoked: boolean }>(
      'SELECT revoked_at IS NOT NULL AS "isRevoked" FROM workspace_invitations WHERE id = $1 FOR UPDATE',
      [id],
    );
    const [held] = rows;
    if (held === undefined) throw notFound('This invitation is', 'id');
    if (held.isRevoked) return;
    await tx.query('UPDATE workspace_invitations SET revoked_at = clock_timestamp() WHERE id = $1', [id]);
    await recordAudit(tx, { action: 'invitation.revoked', actorId: viewer.userId, target: id, address: null });
  });
}

/** What a link tells of itself to a stranger, also when it has ended; null for one that nobody made. `address`: counts against its limit. */
export async function previewWorkspaceInvitation(
  app: AppContext,
  { token, address }: { token: string; address: string },
): Promise<WorkspaceInvitationPreview | null> {
  await app.limits.consume('invitationLooksPerAddress', address);
  const found = await readInvitation(app.db.pool, token);
  if (found === null) return null;
  const { host } = new URL(app.config.publicUrl);
  const state = app.config.registration === 'closed' ? 'CLOSED' : found.state;
  return { workspace: host, inviterName: found.inviterName, state };
}

interface FoundInvitation {
  readonly id: string;
  readonly inviterName: string;
  readonly state: InvitationState;
}

/** `lock`: nobody else uses it up until the transaction ends. */
async function readInvitation(
  db: Pool | PoolClient,
  token: string,
  { lock }: { lock: boolean } = { lock: false },
): Promise<FoundInvitation | null> {
  const { rows } = await db.query<{ id: string; inviterName: string } & Parameters<typeof invitationStateOf>[0]>(
    `SELECT i.id, u.display_name AS "inviterName", u.role AS "makerRole", i.revoked_at IS NOT NULL AS "isRevoked",
            coalesce(i.expires_at <= clock_timestamp(), false) AS "isOver", i.use_count AS "useCount", i.max_uses AS "maxUses"
       FROM workspace_invitations i JOIN users u ON u.id = i.created_by_id WHERE i.token_hash = $1 ${lock ? 'FOR UPDATE OF i' : ''}`,
    [hashInvitationToken(token)],
  );
  const [row] = rows;
  return row === undefined ? null : { id: row.id, inviterName: row.inviterName, state: invitationStateOf(row) };
}

const FIELD = 'input.invitationToken';

const REFUSALS: Readonly<Record<Exclude<InvitationState, 'WORKS'>, string>> = {
  EXPIRED: 'This invitation has expired.',
  USED_UP: 'This invitation has been used up.',
  REVOKED: 'This invitation was revoked.',
};

function requireWorking(found: FoundInvitation | null): FoundInvitation {
  if (found === null) throw notFound('This invitation is', FIELD);
  if (found.state !== 'WORKS') throw new AppError('FORBIDDEN', REFUSALS[found.state], { field: FIELD });
  return found;
}

/** Refuses a token that lets nobody in: NOT_FOUND for one that nobody made, FORBIDDEN with the reason for one that has ended. */
export async function checkInvitation(db: Pool, token: string): Promise<void> {
  requireWorking(await readInvitation(db, token));
}

/** The same, and counts one use, in the transaction that makes the account. Gives the invitation's id. */
export async function redeemInvitation(tx: PoolClient, token: string): Promise<string> {
  const { id } = requireWorking(await readInvitation(tx, token, { lock: true }));
  await tx.query('UPDATE workspace_invitations SET use_count = use_count + 1 WHERE id = $1', [id]);
  return id;
}

async function toViews(app: AppContext, rows: readonly InvitationRow[]): Promise<WorkspaceInvitationView[]> {
  const people = await app.people.load(rows.map(({ createdById }) => createdById));
  return rows.flatMap(({ createdById, ...invitation }) => {
    const createdBy = people.get(createdById);
    return createdBy === undefined ? [] : [{ ...invitation, createdBy }];
  });
}
