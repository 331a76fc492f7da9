import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AppContext, ClientInfo, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { Account } from './account.ts';
import { mayEndSession } from './accounts.policy.ts';
import { deviceName } from './device-name.ts';
import { hashRefreshToken, makeRefreshToken, REFRESH_TOKEN_MS } from './refresh-token.ts';
import { type EndReason, endSessions, type SessionView } from './session.ts';

/** What a client holds after signing in. */
export interface SignIn {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly account: Account;
  readonly sessionId: string;
}

/** Opens a session in the transaction and gives the parts of a `SignIn` that come from the database. */
export async function startSession(
  tx: PoolClient,
  account: Account,
  client: ClientInfo,
): Promise<Pick<SignIn, 'account' | 'sessionId' | 'refreshToken'>> {
  const sessionId = randomUUID();
  await tx.query('INSERT INTO sessions (id, user_id, device, address) VALUES ($1, $2, $3, $4)', [
    sessionId,
    account.id,
    deviceName(client.userAgent),
    client.address,
  ]);
  return { account, sessionId, refreshToken: await addRefreshToken(tx, sessionId) };
}

/** Gives the session one more refresh token, kept as its hash (ID-2). */
export async function addRefreshToken(tx: PoolClient, sessionId: string): Promise<string> {
  const { token, hash } = makeRefreshToken();
  await tx.query(
    `INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')`,
    [hash, sessionId, REFRESH_TOKEN_MS],
  );
  return token;
}

/** Adds the access token; after the commit that stored the session. */
export async function completeSignIn(app: AppContext, stored: Pick<SignIn, 'account' | 'sessionId' | 'refreshToken'>): Promise<SignIn> {
  const { id: userId, role } = stored.account;
  const { token, expiresAt } = await app.accessTokens.issue({ userId, sessionId: stored.sessionId, role });
  return { ...stored, accessToken: token, accessTokenExpiresAt: new Date(expiresAt) };
}

/** The person's sessions that can still be refreshed, the one used last first (ID-3). */
export async function listSessions(app: AppContext, userId: string): Promise<SessionView[]> {
  const { rows } = await app.db.pool.query<SessionView>(
    `SELECT id, device, address, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM sessions
      WHERE user_id = $1 AND ended_at IS NULL AND last_seen_at > now() - $2 * interval '1 millisecond'
      ORDER BY last_seen_at DESC, id`,
    [userId, REFRESH_TOKEN_MS],
  );
  return rows;
}

/** Ends one of the viewer's sessions, here or elsewhere; ending it again changes nothing. NOT_FOUND for anyone else's. */
export async function endSession(app: AppContext, viewer: Viewer, request: { sessionId: string; address: string }): Promise<void> {
  const { rows } = await app.db.pool.query<{ userId: string }>('SELECT user_id AS "userId" FROM sessions WHERE id = $1', [
    request.sessionId,
  ]);
  const [session] = rows;
  if (session === undefined || !mayEndSession(viewer, session)) throw notFound('This session is', 'sessionId');
  await endAndAnnounce(app, { userId: viewer.userId, reason: 'ended', address: request.address }, [request.sessionId]);
}

/** Ends all of the viewer's sessions but the one that asks ('log out everywhere', ID-1). Gives how many. */
export async function endOtherSessions(app: AppContext, viewer: Viewer, request: { reason: EndReason; address: string }): Promise<number> {
  const { rows } = await app.db.pool.query<{ id: string }>('SELECT id FROM sessions WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL', [
    viewer.userId,
    viewer.sessionId,
  ]);
  return endAndAnnounce(
    app,
    { userId: viewer.userId, ...request },
    rows.map(({ id }) => id),
  );
}

/** Ends the session that asks: the viewer's, else the one of the refresh cookie. Without either there is nothing to do. */
export async function logout(app: AppContext, viewer: Viewer | null, client: ClientInfo): Promise<void> {
  const session = viewer ?? (await findByRefreshToken(app.db.pool, client.refreshCookie));
  if (session !== null)
    await endAndAnnounce(app, { userId: session.userId, reason: 'logout', address: client.address }, [session.sessionId]);
}

async function findByRefreshToken(pool: Pool, token: string | null): Promise<{ userId: string; sessionId: string } | null> {
  const hash = token === null ? null : hashRefreshToken(token);
  if (hash === null) return null;
  const { rows } = await pool.query<{ userId: string; sessionId: string }>(
    `SELECT s.user_id AS "userId", s.id AS "sessionId" FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
      WHERE t.hash = $1 AND t.rotated_at IS NULL`,
    [hash],
  );
  return rows[0] ?? null;
}

async function endAndAnnounce(
  app: AppContext,
  { userId, reason, address }: { userId: string; reason: EndReason; address: string },
  sessionIds: readonly string[],
): Promise<number> {
  const ended = await inTransaction(app.db.pool, (tx) => endSessions(tx, sessionIds, { reason, actorId: userId, address }));
  app.endedSessions.announce(userId, ended);
  return ended.length;
}
