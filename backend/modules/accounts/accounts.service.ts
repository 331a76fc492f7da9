import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AppContext, ClientInfo, Viewer } from '../../context.ts';
import { AppError, unauthenticated } from '../../errors.ts';
import { parseText } from '../../input.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { ACCOUNT_COLUMNS, type Account } from './account.ts';
import { parsePassword, parseRegistration, type RegisterInput, type Registration } from './account-input.ts';
import { mayRegister, type RegistrationMode } from './accounts.policy.ts';
import { recordAudit } from './audit.service.ts';
import { completeSignIn, endOtherSessions, type SignIn, startSession } from './sessions.service.ts';
import { checkInvitation, redeemInvitation } from './workspace-invitations.service.ts';

/**
 * Makes an account and signs it in (ID-1). Errors: VALIDATION_ERROR, CONFLICT for a name or email in use, RATE_LIMITED, FORBIDDEN where
 * registration is closed, needs an invitation or the one that was given has ended, NOT_FOUND for one that nobody made.
 */
export async function register(app: AppContext, input: RegisterInput, client: ClientInfo): Promise<SignIn> {
  const { invitationToken, ...registration } = parseRegistration(input);
  await app.limits.consume('registrationsPerAddress', client.address);
  const isEmpty = !(await hasAccounts(app.db.pool));
  refuseUnlessOpen(app, { isFirst: isEmpty, isInvited: invitationToken !== null });
  // Under the lock it is asked again; whom it refuses need not wait for the hash.
  if (invitationToken !== null && !isEmpty) await checkInvitation(app.db.pool, invitationToken);
  const passwordHash = await app.passwords.hash(registration.password);
  const stored = await inTransaction(app.db.pool, async (tx) => {
    const isFirst = await isFirstAccount(tx);
    refuseUnlessOpen(app, { isFirst, isInvited: invitationToken !== null });
    const invitation = invitationToken === null || isFirst ? null : await redeemInvitation(tx, invitationToken);
    const account = await insertAccount(tx, registration, { passwordHash, role: isFirst ? 'OWNER' : 'MEMBER' });
    await recordAudit(tx, {
      ...{ action: 'account.registered', actorId: account.id, target: account.id, address: client.address },
      ...(invitation !== null && { detail: { invitation } }),
    });
    return startSession(tx, account, client);
  });
  return completeSignIn(app, stored);
}

/** What a stranger may know of the server before making an account. */
export interface Welcome {
  /** Nobody has an account yet: whoever makes the first one becomes the owner. */
  readonly isNew: boolean;
  /** Without an invitation. */
  readonly mayRegister: boolean;
  readonly registration: RegistrationMode;
}

export async function getWelcome({ config: { registration }, db }: AppContext): Promise<Welcome> {
  const isNew = !(await hasAccounts(db.pool));
  return { isNew, mayRegister: mayRegister(registration, { isFirst: isNew, isInvited: false }), registration };
}

function refuseUnlessOpen({ config: { registration } }: AppContext, who: { isFirst: boolean; isInvited: boolean }): void {
  if (mayRegister(registration, who)) return;
  if (registration === 'closed') throw new AppError('FORBIDDEN', 'Registration is closed on this server.');
  throw new AppError('FORBIDDEN', 'An account on this server needs an invitation.', { field: 'input.invitationToken' });
}

/** Whether anybody can sign in: imported people cannot, and are not the first account. */
async function hasAccounts(db: Pool | PoolClient): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM users WHERE password_hash IS NOT NULL LIMIT 1');
  return rowCount === 1;
}

/** Any number that nothing else locks. */
const FIRST_ACCOUNT_LOCK = 4_216_100_001;

/** Only one registration at a time can find the server empty: the others wait for it and look again. */
async function isFirstAccount(tx: PoolClient): Promise<boolean> {
  if (await hasAccounts(tx)) return false;
  await tx.query('SELECT pg_advisory_xact_lock($1)', [FIRST_ACCOUNT_LOCK]);
  return !(await hasAccounts(tx));
}

const TAKEN: Readonly<Record<string, { field: string; message: string }>> = {
  users_username_key: { field: 'input.username', message: 'This username is taken.' },
  users_email_key: { field: 'input.email', message: 'This email address belongs to another account.' },
};

async function insertAccount(
  tx: PoolClient,
  { username, displayName, email }: Omit<Registration, 'invitationToken'>,
  { passwordHash, role }: { passwordHash: string; role: Account['role'] },
): Promise<Account> {
  const id = randomUUID();
  try {
    await tx.query('INSERT INTO users (id, username, display_name, email, password_hash, role) VALUES ($1, $2, $3, $4, $5, $6)', [
      id,
      username,
      displayName,
      email,
      passwordHash,
      role,
    ]);
  } catch (cause) {
    const taken = TAKEN[String((cause as { constraint?: unknown }).constraint)];
    if (taken === undefined) throw cause;
    throw new AppError('CONFLICT', taken.message, { field: taken.field, cause });
  }
  return { id, username, displayName, email, role };
}

interface AccountWithPassword extends Account {
  readonly passwordHash: string | null;
}

/**
 * Signs in. An unknown name, a wrong password and an account without one get the same answer after the same time, and count alike against
 * the limits (security G11). Errors: UNAUTHENTICATED, RATE_LIMITED.
 */
export async function login(app: AppContext, input: { username: string; password: string }, client: ClientInfo): Promise<SignIn> {
  const username = parseText('input.username', input.username).trim().toLowerCase();
  const password = parseText('input.password', input.password);
  await app.limits.consume('loginPerAddress', client.address);
  await app.limits.consume('loginPerUsername', limitKeyOf(username));
  const account = await findAccount(app.db.pool, 'username', username);
  const isMatch = await app.passwords.matches(password, account?.passwordHash ?? null);
  if (account === null || !isMatch) {
    await recordAudit(app.db.pool, { action: 'session.refused', actorId: null, target: account?.id ?? null, address: client.address });
    throw wrongCredentials();
  }
  return completeSignIn(app, await inTransaction(app.db.pool, (tx) => openSession(tx, account, client)));
}

/** Under a lock on the account: a password that is being changed opens no session that the change would miss. */
async function openSession(tx: PoolClient, { passwordHash, ...account }: AccountWithPassword, client: ClientInfo) {
  const { rowCount } = await tx.query('SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 FOR SHARE', [account.id, passwordHash]);
  if (rowCount === 0) throw wrongCredentials();
  const session = await startSession(tx, account, client);
  await recordAudit(tx, { action: 'session.started', actorId: account.id, target: session.sessionId, address: client.address });
  return session;
}

function wrongCredentials(): AppError {
  return unauthenticated('The username or the password is wrong.');
}

/** Nobody's username is longer than this; what is keeps no more memory. */
function limitKeyOf(username: string): string {
  return username.slice(0, 64);
}

async function findAccount(pool: Pool, column: 'id' | 'username', value: string): Promise<AccountWithPassword | null> {
  const { rows } = await pool.query<AccountWithPassword>(
    `SELECT ${ACCOUNT_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE u.${column} = $1`,
    [value],
  );
  return rows[0] ?? null;
}

/** The viewer's own account. UNAUTHENTICATED when it is gone. */
export async function getAccount(app: AppContext, viewer: Viewer): Promise<Account> {
  const { rows } = await app.db.pool.query<Account>(`SELECT ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = $1`, [viewer.userId]);
  if (rows[0] === undefined) throw unauthenticated();
  return rows[0];
}

/**
 * Changes the viewer's password and ends their other sessions (ID-1). Guesses of the current one count as sign-in attempts.
 * Errors: VALIDATION_ERROR naming the field, RATE_LIMITED.
 */
export async function changePassword(
  app: AppContext,
  viewer: Viewer,
  { currentPassword, newPassword, address }: { currentPassword: string; newPassword: string; address: string },
): Promise<void> {
  const account = await findAccount(app.db.pool, 'id', viewer.userId);
  if (account === null) throw unauthenticated();
  const password = parsePassword('input.newPassword', newPassword, account.username);
  await app.limits.consume('loginPerUsername', limitKeyOf(account.username));
  const isMatch = await app.passwords.matches(parseText('input.currentPassword', currentPassword), account.passwordHash);
  if (!isMatch) throw new AppError('VALIDATION_ERROR', 'This is not your current password.', { field: 'input.currentPassword' });
  const passwordHash = await app.passwords.hash(password);
  await inTransaction(app.db.pool, async (tx) => {
    await tx.query('UPDATE users SET password_hash = $2 WHERE id = $1', [viewer.userId, passwordHash]);
    await recordAudit(tx, { action: 'password.changed', actorId: viewer.userId, target: viewer.userId, address });
  });
  await endOtherSessions(app, viewer, { reason: 'password_changed', address });
}
