import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { AppContext, ClientInfo } from '../../context.ts';
import {
  type AuthPayload,
  cookieOf,
  pageHeaders,
  payloadOf,
  post,
  postLogin,
  postRefresh,
  postRegister,
  refusalOf,
  sessionsOf,
} from '../../test/accounts-client.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../../test/test-server.ts';
import { refresh } from './refresh.service.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ENDED = { code: 'UNAUTHENTICATED', retryable: false };
const RACED = { code: 'CONFLICT', retryable: true };

let count = 0;
async function signUp(): Promise<AuthPayload & { readonly refreshToken: string }> {
  count += 1;
  const payload = payloadOf(await postRegister(server, { username: `person-${count}` }));
  if (payload.refreshToken === null) throw new Error('A program gets its refresh token.');
  return { ...payload, refreshToken: payload.refreshToken };
}

async function isSignedIn({ accessToken }: AuthPayload): Promise<boolean> {
  return (await post(server, '{ viewer { id } }', { token: accessToken })).result.errors === undefined;
}

describe('a refresh token', () => {
  it('buys new tokens for the same session, each time', async () => {
    let held: AuthPayload = await signUp();
    const [session] = await sessionsOf(server, held.accessToken);
    const seen = new Set([held.refreshToken]);
    for (let round = 0; round < 3; round++) {
      held = payloadOf(await postRefresh(server, held.refreshToken, { headers: { 'user-agent': `Probe/${round}` } }));
      seen.add(held.refreshToken);
      expect(await sessionsOf(server, held.accessToken)).toEqual([
        { ...session, device: 'Probe', lastSeenAt: expect.stringMatching(/^2.+Z$/), current: true },
      ]);
    }
    expect(seen.size).toBe(4);
  });

  it('used a second time ends the session, its successors too, and is put on record', async () => {
    const first = await signUp();
    const second = payloadOf(await postRefresh(server, first.refreshToken));
    const elsewhere = payloadOf(await postLogin(server, { username: first.viewer.username }));
    const [stolen] = (await sessionsOf(server, second.accessToken)).filter(({ current }) => current);

    expect(refusalOf(await postRefresh(server, first.refreshToken))).toEqual(ENDED);

    expect(refusalOf(await postRefresh(server, second.refreshToken))).toEqual(ENDED);
    expect([await isSignedIn(first), await isSignedIn(second), await isSignedIn(elsewhere)]).toEqual([false, false, true]);
    const { rows } = await server.app.db.pool.query('SELECT action, actor_id, detail FROM audit_events WHERE target = $1', [stolen?.id]);
    expect(rows).toEqual([{ action: 'session.ended', actor_id: null, detail: { reason: 'refresh_reused' } }]);
  });

  it('of two requests at once gives exactly one a successor, which works (G10)', async () => {
    for (let round = 0; round < 20; round++) {
      const { refreshToken } = await signUp();
      const both = await Promise.all([postRefresh(server, refreshToken), postRefresh(server, refreshToken)]);
      const winners = both.filter(({ result }) => result.errors === undefined);
      const losers = both.filter(({ result }) => result.errors !== undefined);
      expect(losers.map(refusalOf)).toEqual([RACED]);
      const [winner] = winners.map(payloadOf);
      expect(await isSignedIn(payloadOf(await postRefresh(server, winner?.refreshToken ?? null)))).toBe(true);
    }
  });

  it('of requests at once on two nodes gives exactly one a successor, which works', async () => {
    const { refreshToken } = await signUp();
    const lock = await server.app.db.pool.connect();
    await lock.query('BEGIN');
    await lock.query('SELECT 1 FROM refresh_tokens WHERE rotated_at IS NULL FOR UPDATE');
    const outcomes = [otherNode(), otherNode()].map((node) =>
      refresh(node, refreshToken, PROGRAM).catch((error: { code: string }) => error.code),
    );
    await untilWaiting(2);
    await lock.query('COMMIT');
    lock.release();
    const settled = await Promise.all(outcomes);
    expect(settled.filter((outcome) => typeof outcome === 'string')).toEqual(['CONFLICT']);
    const winner = settled.find((outcome) => typeof outcome !== 'string');
    expect(await isSignedIn(payloadOf(await postRefresh(server, winner?.refreshToken ?? null)))).toBe(true);
  });

  it('is good for 7 days, and then for nothing', async () => {
    const { refreshToken, viewer } = await signUp();
    const { pool } = server.app.db;
    const { rows } = await pool.query<{ hash: Buffer; seconds: number }>(
      `SELECT t.hash, extract(epoch FROM t.expires_at - t.created_at)::float8 AS seconds FROM refresh_tokens t
         JOIN sessions s ON s.id = t.session_id WHERE s.user_id = $1`,
      [viewer.id],
    );
    expect(rows.map(({ seconds }) => Math.round(seconds))).toEqual([7 * 24 * 60 * 60]);
    await pool.query('UPDATE refresh_tokens SET expires_at = now() WHERE hash = $1', [rows[0]?.hash]);
    expect(refusalOf(await postRefresh(server, refreshToken))).toEqual(ENDED);
  });

  it.each([null, '', 'x', 'A'.repeat(43), '\0', '\ud800', 'é'.repeat(43)])('that is none of ours (%j) buys nothing', async (token) => {
    expect(refusalOf(await postRefresh(server, token))).toEqual(ENDED);
  });
});

describe('a page', () => {
  it('gets its refresh token as a cookie that no script can read, and never in the answer', async () => {
    count += 1;
    const registered = await postRegister(server, { username: `person-${count}` }, { headers: pageHeaders() });
    expect(payloadOf(registered).refreshToken).toBeNull();
    expect(registered.headers.get('set-cookie')).toMatch(
      /^__Host-parley_refresh=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const refreshed = await postRefresh(server, null, { headers: pageHeaders(cookieOf(registered)) });
    expect(payloadOf(refreshed).refreshToken).toBeNull();
    expect(cookieOf(refreshed)).not.toBe(cookieOf(registered));
    expect(await isSignedIn(payloadOf(refreshed))).toBe(true);

    expect(refusalOf(await postRefresh(server, null, { headers: pageHeaders(cookieOf(registered)) }))).toEqual(ENDED);
    expect(await isSignedIn(payloadOf(refreshed))).toBe(false);
  });

  it('loses the cookie at log-out, and the session with it', async () => {
    const { viewer } = await signUp();
    const signedIn = await postLogin(server, { username: viewer.username }, { headers: pageHeaders() });
    const { accessToken } = payloadOf(signedIn);
    const loggedOut = await post(server, 'mutation { logout }', { token: accessToken, headers: pageHeaders(cookieOf(signedIn)) });
    expect(loggedOut.result).toEqual({ data: { logout: true } });
    expect(loggedOut.headers.get('set-cookie')).toBe('__Host-parley_refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict');
    expect(refusalOf(await postRefresh(server, null, { headers: pageHeaders(cookieOf(signedIn)) }))).toEqual(ENDED);
  });

  it('logs out by its cookie when its access token is gone', async () => {
    const { viewer } = await signUp();
    const signedIn = await postLogin(server, { username: viewer.username }, { headers: pageHeaders() });
    const { result } = await post(server, 'mutation { logout }', { headers: pageHeaders(cookieOf(signedIn)) });
    expect(result).toEqual({ data: { logout: true } });
    expect(await isSignedIn(payloadOf(signedIn))).toBe(false);
  });

  it('of another site gets nowhere', async () => {
    const { refreshToken } = await signUp();
    const posted = await postRefresh(server, null, {
      headers: { origin: 'https://evil.example', cookie: `__Host-parley_refresh=${refreshToken}` },
    });
    expect(posted.status).toBe(403);
    expect(posted.headers.get('access-control-allow-origin')).toBeNull();
    payloadOf(await postRefresh(server, refreshToken));
  });

  it('does not sign in over a socket, which could not carry its cookie', async () => {
    const { refreshToken } = await signUp();
    const client = createClient({ url: server.socketUrl, webSocketImpl: PageSocket, retryAttempts: 0 });
    const results = client.iterate({ query: `mutation { refresh(refreshToken: "${refreshToken}") { accessToken } }` });
    expect((await results.next()).value.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', retryable: false });
    await client.dispose();
    payloadOf(await postRefresh(server, refreshToken));
  });

  it('has an argument win over its cookie', async () => {
    const [ann, bob] = [await signUp(), await signUp()];
    const posted = await postRefresh(server, ann.refreshToken, { headers: pageHeaders(`__Host-parley_refresh=${bob.refreshToken}`) });
    expect(payloadOf(posted).viewer).toEqual(ann.viewer);
    payloadOf(await postRefresh(server, bob.refreshToken));
  });
});

class PageSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { origin: TEST_ORIGIN });
  }
}

it('has logged no error over any of it', () => {
  expect(server.logged).toEqual([]);
});

const PROGRAM: ClientInfo = { address: '127.0.0.1', userAgent: 'Probe/1.0', origin: null, refreshCookie: null };

/** Another process on the same database: it shares nothing of this one's memory that a refresh looks at. */
function otherNode(): AppContext {
  return { ...server.app, refreshing: new Set() };
}

/** Resolves when so many statements wait for a lock. */
async function untilWaiting(statements: number): Promise<void> {
  for (;;) {
    const { rows } = await server.app.db.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= statements) return;
  }
}
