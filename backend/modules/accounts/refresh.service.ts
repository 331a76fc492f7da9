import type { PoolClient } from 'pg';
import type { AppContext, ClientInfo } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { SESSIONS_TOPIC } from '../../realtime/bus.ts';
import { ACCOUNT_COLUMNS, type Account } from './account.ts';
import { deviceName } from './device-name.ts';
import { hashRefreshToken } from './refresh-token.ts';
import { endSessions } from './session.ts';
import { addRefreshToken, completeSignIn, type SignIn } from './sessions.service.ts';

type Outcome =
  | { readonly kind: 'rotated'; readonly account: Account; readonly sessionId: string; readonly refreshToken: string }
  /** Somebody else rotated the token while this request was on its way. */
  | { readonly kind: 'raced' }
  /** The token had been rotated before this request began: one of two holders stole it. */
  | { readonly kind: 'reused'; readonly userId: string; readonly ended: string[] }
  | { readonly kind: 'refused' };

interface TokenRow {
  sessionId: string;
  userId: string;
  state: 'fresh' | 'expired' | 'raced' | 'reused';
}

/**
 * Exchanges a refresh token for new tokens; each works once (ID-2, security G10).
 *
 * Of requests that overlap, one succeeds and the others get CONFLICT and change nothing: they may retry with the token the one was given.
 * A token used again after that ends the session on all its sockets. Errors: UNAUTHENTICATED, CONFLICT.
 */
export async function refresh(app: AppContext, token: string | null, client: ClientInfo): Promise<SignIn> {
  const hash = token === null ? null : hashRefreshToken(token);
  if (token === null || hash === null) throw refused();
  if (app.refreshing.has(token)) throw raced();
  app.refreshing.add(token);
  try {
    return await settle(app, await inTransaction(app.db.pool, (tx) => rotate(tx, hash, client)));
  } finally {
    app.refreshing.delete(token);
  }
}

async function settle(app: AppContext, outcome: Outcome): Promise<SignIn> {
  switch (outcome.kind) {
    case 'rotated':
      return renew(app, outcome);
    case 'raced':
      throw raced();
    case 'reused':
      app.endedSessions.announce(outcome.userId, outcome.ended);
      throw refused();
    case 'refused':
      throw refused();
  }
}

/** Sockets of the session live on with the new token (ID-3). */
async function renew(app: AppContext, rotated: Parameters<typeof completeSignIn>[1]): Promise<SignIn> {
  const signIn = await completeSignIn(app, rotated);
  app.bus.publish(SESSIONS_TOPIC, {
    type: 'SessionRenewed',
    sessionId: signIn.sessionId,
    expiresAt: signIn.accessTokenExpiresAt.getTime(),
  });
  return signIn;
}

async function rotate(tx: PoolClient, hash: Buffer, client: ClientInfo): Promise<Outcome> {
  const row = await lockToken(tx, hash);
  switch (row?.state) {
    case undefined:
    case 'expired':
      return { kind: 'refused' };
    case 'raced':
      return { kind: 'raced' };
    case 'reused':
      return endStolen(tx, row, client);
    case 'fresh':
      return succeed(tx, { hash, sessionId: row.sessionId }, client);
  }
}

/** Waits for a rotation under way. `now()` is when this transaction began, `rotated_at` the last moment before the other one committed. */
async function lockToken(tx: PoolClient, hash: Buffer): Promise<TokenRow | undefined> {
  const { rows } = await tx.query<TokenRow>(
    `SELECT t.session_id AS "sessionId", s.user_id AS "userId",
            CASE WHEN t.rotated_at > now() THEN 'raced' WHEN t.rotated_at IS NOT NULL THEN 'reused'
                 WHEN t.expires_at <= now() THEN 'expired' ELSE 'fresh' END AS state
       FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = $1 FOR UPDATE OF t`,
    [hash],
  );
  return rows[0];
}

async function succeed(tx: PoolClient, { hash, sessionId }: { hash: Buffer; sessionId: string }, client: ClientInfo): Promise<Outcome> {
  const { rows } = await tx.query<Account>(
    `UPDATE sessions s SET last_seen_at = now(), address = $2, device = $3 FROM users u
      WHERE s.id = $1 AND s.ended_at IS NULL AND u.id = s.user_id RETURNING ${ACCOUNT_COLUMNS}`,
    [sessionId, client.address, deviceName(client.userAgent)],
  );
  const [account] = rows;
  if (account === undefined) return { kind: 'refused' };
  await tx.query('DELETE FROM refresh_tokens WHERE session_id = $1 AND expires_at <= now()', [sessionId]);
  const refreshToken = await addRefreshToken(tx, sessionId);
  await tx.query('UPDATE refresh_tokens SET rotated_at = clock_timestamp() WHERE hash = $1', [hash]);
  return { kind: 'rotated', account, sessionId, refreshToken };
}

async function endStolen(tx: PoolClient, { sessionId, userId }: TokenRow, { address }: ClientInfo): Promise<Outcome> {
  const ended = await endSessions(tx, [sessionId], { reason: 'refresh_reused', actorId: null, address });
  return { kind: 'reused', userId, ended };
}

function refused(): AppError {
  return new AppError('UNAUTHENTICATED', 'Your session has ended. Sign in again.');
}

function raced(): AppError {
  return new AppError('CONFLICT', 'This refresh token is being used by another request. Retry with the token that one was given.', {
    retryable: true,
  });
}
