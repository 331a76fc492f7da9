import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AuthPayload,
  payloadOf,
  post,
  postLogin,
  postRefresh,
  postRegister,
  refusalOf,
  sessionsOf,
} from '../../test/accounts-client.ts';
import { listen, type TestPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ENDED = { code: 'UNAUTHENTICATED', retryable: false };
const CLOSED_UNAUTHORIZED = 4401;
const WITHIN_MS = 1000;

let count = 0;
async function signUp(): Promise<AuthPayload> {
  count += 1;
  return payloadOf(await postRegister(server, { username: `person-${count}` }));
}

const signInAgain = async ({ viewer }: AuthPayload, userAgent = '') =>
  payloadOf(await postLogin(server, { username: viewer.username }, { headers: { 'user-agent': userAgent } }));

const endSession = (token: string, sessionId: string) =>
  post(server, 'mutation ($sessionId: ID!) { endSession(sessionId: $sessionId) }', { token, variables: { sessionId } });

const currentSession = async ({ accessToken }: AuthPayload) => {
  const session = (await sessionsOf(server, accessToken)).find(({ current }) => current);
  if (session === undefined) throw new Error('The session that asks is not listed.');
  return session;
};

const socketOf = ({ accessToken, refreshToken, viewer }: AuthPayload) =>
  listen(server, { id: viewer.id, username: viewer.username, token: accessToken, refreshToken: refreshToken ?? '' } satisfies TestPerson);

async function signedIn(...payloads: AuthPayload[]): Promise<boolean[]> {
  const all = await Promise.all(payloads.map(({ accessToken }) => post(server, '{ viewer { id } }', { token: accessToken })));
  return all.map(({ result }) => result.errors === undefined);
}

describe('sessions', () => {
  it('are listed with device, address and times, the newest first, one’s own only', async () => {
    const phone = await signUp();
    await signUp();
    const laptop = await signInAgain(
      phone,
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    );
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const common = { id: expect.any(String), address: '127.0.0.1', createdAt: at, lastSeenAt: at };
    expect(await sessionsOf(server, laptop.accessToken)).toEqual([
      { ...common, device: 'Chrome on Windows', current: true },
      { ...common, device: 'node', current: false },
    ]);
  });

  it('that nobody refreshed for 7 days are not listed', async () => {
    const here = await signUp();
    const old = await currentSession(await signInAgain(here));
    await server.app.db.pool.query(`UPDATE sessions SET last_seen_at = now() - interval '7 days 1 second' WHERE id = $1`, [old.id]);
    expect(await sessionsOf(server, here.accessToken)).toHaveLength(1);
  });

  it('can be ended one by one: tokens stop working and sockets close within a second', async () => {
    const here = await signUp();
    const there = await signInAgain(here);
    const socket = await socketOf(there);
    const kept = await socketOf(here);
    const start = performance.now();
    expect((await endSession(here.accessToken, (await currentSession(there)).id)).result).toEqual({ data: { endSession: true } });
    expect(await socket.closed).toBe(CLOSED_UNAUTHORIZED);
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
    expect(await signedIn(here, there)).toEqual([true, false]);
    expect(refusalOf(await postRefresh(server, there.refreshToken))).toEqual(ENDED);
    expect((await kept.run('{ viewer { id } }')).data).toEqual({ viewer: { id: here.viewer.id } });
    await kept.stop();
  });

  it('can be ended twice; the second time changes nothing', async () => {
    const here = await signUp();
    const { id } = await currentSession(await signInAgain(here));
    for (let i = 0; i < 2; i++) expect((await endSession(here.accessToken, id)).result).toEqual({ data: { endSession: true } });
    const { rows } = await server.app.db.pool.query('SELECT actor_id, detail FROM audit_events WHERE target = $1 AND action = $2', [
      id,
      'session.ended',
    ]);
    expect(rows).toEqual([{ actor_id: here.viewer.id, detail: { reason: 'ended' } }]);
  });

  it('of others are not there to be ended', async () => {
    const [ann, bob] = [await signUp(), await signUp()];
    const { id } = await currentSession(bob);
    const refusals = [await endSession(ann.accessToken, id), await endSession(ann.accessToken, randomUUID())];
    expect(refusals.map(refusalOf)).toEqual(Array(2).fill({ code: 'NOT_FOUND', field: 'sessionId', retryable: false }));
    expect(refusals[0]?.result.errors?.[0]?.message).toBe(refusals[1]?.result.errors?.[0]?.message);
    expect(await signedIn(bob)).toEqual([true]);
  });

  it.each(['', 'x', '\0', '\ud800', `${randomUUID()} `])('with an id like %j are refused as input', async (sessionId) => {
    const { accessToken } = await signUp();
    expect(refusalOf(await endSession(accessToken, sessionId))).toEqual({ code: 'VALIDATION_ERROR', field: 'sessionId', retryable: false });
  });

  it('end all but the one that asks, with their sockets', async () => {
    const here = await signUp();
    const others = [await signInAgain(here), await signInAgain(here)];
    const stranger = await signUp();
    const sockets = await Promise.all(others.map(socketOf));
    const { result } = await post(server, 'mutation { endOtherSessions }', { token: here.accessToken });
    expect(result).toEqual({ data: { endOtherSessions: 2 } });
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([CLOSED_UNAUTHORIZED, CLOSED_UNAUTHORIZED]);
    expect(await signedIn(here, ...others, stranger)).toEqual([true, false, false, true]);
  });

  it('are opened and ended by those who are signed in alone', async () => {
    const { id } = await currentSession(await signUp());
    const refusals = await Promise.all([
      post(server, '{ viewer { id } }'),
      post(server, 'mutation { endOtherSessions }'),
      post(server, `mutation { endSession(sessionId: "${id}") }`),
    ]);
    expect(refusals.map(refusalOf)).toEqual([ENDED, ENDED, ENDED]);
  });
});

describe('logging out', () => {
  it('ends the session that asks, its refresh token and its sockets within a second; again it changes nothing', async () => {
    const here = await signUp();
    const there = await signInAgain(here);
    const socket = await socketOf(here);
    const start = performance.now();
    const logout = () => post(server, 'mutation { logout }', { token: here.accessToken });
    expect((await logout()).result).toEqual({ data: { logout: true } });
    expect(await socket.closed).toBe(CLOSED_UNAUTHORIZED);
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
    expect(await signedIn(here, there)).toEqual([false, true]);
    expect(refusalOf(await postRefresh(server, here.refreshToken))).toEqual(ENDED);
    expect((await logout()).result).toEqual({ data: { logout: true } });
  });

  it('works without being signed in', async () => {
    expect((await post(server, 'mutation { logout }')).result).toEqual({ data: { logout: true } });
  });
});

describe('a stolen refresh token', () => {
  it('closes the sockets of its session within a second', async () => {
    const first = await signUp();
    const second = payloadOf(await postRefresh(server, first.refreshToken));
    const socket = await socketOf(second);
    const start = performance.now();
    expect(refusalOf(await postRefresh(server, first.refreshToken))).toEqual(ENDED);
    expect(await socket.closed).toBe(CLOSED_UNAUTHORIZED);
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
  });
});

it('has logged no error over any of it', () => {
  expect(server.logged).toEqual([]);
});
