import type { PoolClient } from 'pg';
import { type AuditEntry, recordAudit } from './audit.service.ts';

/** One sign-in on one device (ID-3). */
export interface SessionView {
  readonly id: string;
  readonly device: string;
  readonly address: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** Why a session ended, as the audit tells it. */
export type EndReason = 'logout' | 'ended' | 'password_changed' | 'refresh_reused';

/**
 * Ends the sessions that have not ended yet and gives their ids, for `EndedSessions.announce` after the commit.
 * `by`: who asked, and from where.
 */
export async function endSessions(
  tx: PoolClient,
  sessionIds: readonly string[],
  { reason, ...by }: { reason: EndReason } & Pick<AuditEntry, 'actorId' | 'address'>,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'UPDATE sessions SET ended_at = clock_timestamp(), end_reason = $2 WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL RETURNING id',
    [sessionIds, reason],
  );
  const ended = rows.map(({ id }) => id);
  for (const target of ended) await recordAudit(tx, { action: 'session.ended', target, ...by, detail: { reason } });
  return ended;
}
