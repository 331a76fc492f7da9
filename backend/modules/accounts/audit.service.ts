import type { Pool, PoolClient } from 'pg';

/** Security-relevant acts of accounts and sessions (ADMIN-2). */
export type AuditAction =
  | 'account.registered'
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'password.changed'
  | 'accounts.imported'
  | 'invitation.created'
  | 'invitation.revoked'
  | 'report.made'
  | 'report.resolved';

export interface AuditEntry {
  readonly action: AuditAction;
  /** Who did it; null when that is not known. */
  readonly actorId: string | null;
  /** The id of what was acted on: a person, a session, an invitation, a report. */
  readonly target: string | null;
  readonly address: string | null;
  readonly detail?: Readonly<Record<string, string>>;
}

/** Writes an entry, in the transaction of the act where there is one. */
export async function recordAudit(db: Pool | PoolClient, { action, actorId, target, address, detail }: AuditEntry): Promise<void> {
  await db.query('INSERT INTO audit_events (actor_id, action, target, address, detail) VALUES ($1, $2, $3, $4, $5)', [
    actorId,
    action,
    target,
    address,
    detail ?? null,
  ]);
}
