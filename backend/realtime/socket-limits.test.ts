import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { query, registerPerson, type TestPerson } from '../test/api-client.ts';
import { GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

const EVENTS = 'subscription { events { __typename } }';

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMITS: 'on', LIMIT_SOCKETS: '1000/1m', LIMIT_OPERATIONS: '10000/1m' });
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());
afterEach(() => expect(server.logged).toEqual([]));

/** Resolves when the server counts that many signed-in sockets. */
async function activeConnections(count: number): Promise<void> {
  await expect.poll(async () => (await server.app.metrics.activeConnections.get()).values[0]?.value, { timeout: 5_000 }).toBe(count);
}

describe('W5 limits of sockets', () => {
  it('runs 20 operations on a socket and refuses one more', async () => {
    const socket = await openSocket(server, ann);
    for (let i = 0; i < 20; i += 1) socket.start(EVENTS);
    const refused = await socket.run<{ viewer: object }>('{ viewer { id } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    socket.send({ type: 'complete', id: 'operation-1' });
    await expect.poll(async () => (await socket.run('{ viewer { id } }')).errors).toBeUndefined();
    socket.close();
    await activeConnections(0);
  });

  it('gives a person 10 sockets, and one more with 4429 only when one has closed', async () => {
    const sockets = [];
    for (let i = 0; i < 10; i += 1) sockets.push(await openSocket(server, ann));
    const eleventh = new GraphqlSocket(server);
    await eleventh.opened;
    eleventh.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.token}` } });
    expect(await eleventh.closed).toBe(4429);
    sockets.pop()?.close();
    await activeConnections(9);
    sockets.push(await openSocket(server, ann));
    for (const socket of sockets) socket.close();
    await activeConnections(0);
  });

  it('keeps no place for sockets that went away while they signed in', async () => {
    for (let i = 0; i < 30; i += 1) {
      const socket = new GraphqlSocket(server);
      await socket.opened;
      socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.token}` } });
      socket.webSocket.terminate();
      await socket.closed;
    }
    await activeConnections(0);
    const socket = await openSocket(server, ann);
    socket.close();
    await activeConnections(0);
  });

  it('gives an address 50 sockets that have not signed in, and refuses one more with 429', async () => {
    const sockets = Array.from({ length: 50 }, () => new GraphqlSocket(server));
    await Promise.all(sockets.map((socket) => socket.opened));
    expect(await new GraphqlSocket(server).refused).toBe(429);
    await sockets[0]?.init(ann);
    const next = new GraphqlSocket(server);
    await next.opened;
    for (const socket of [...sockets, next]) socket.close();
    await activeConnections(0);
  });

  it('LIMIT refuses the socket over the rate of a person with 4429', async () => {
    const limited = await startTestServer({ RATE_LIMITS: 'on', LIMIT_SOCKETS: '3/1h' });
    const bob = await registerPerson(limited, 'bob');
    for (let i = 0; i < 3; i += 1) (await openSocket(limited, bob)).close();
    const refused = new GraphqlSocket(limited);
    await refused.opened;
    refused.send({ type: 'connection_init', payload: { authorization: `Bearer ${bob.token}` } });
    expect(await refused.closed).toBe(4429);
    await limited.stop();
  });
});

describe('W8 the end of a session reaches its sockets within a second', () => {
  const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
    const started = Date.now();
    const result = await work;
    expect(Date.now() - started).toBeLessThan(ms);
    return result;
  };
  const sessionOf = async ({ token }: TestPerson) => {
    const { viewer } = await query<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
      server,
      '{ viewer { sessions { id current } } }',
      { token },
    );
    return viewer.sessions.find(({ current }) => current)?.id;
  };

  it('log out closes them with 4401, and the token opens no other', async () => {
    const bob = await registerPerson(server, 'bob');
    const sockets = [await openSocket(server, bob), await openSocket(server, bob)];
    sockets[0]?.start(EVENTS);
    await query(server, 'mutation { logout }', { token: bob.token });
    expect(await within(1_000, Promise.all(sockets.map((socket) => socket.closed)))).toEqual([4401, 4401]);
    const again = new GraphqlSocket(server);
    await again.opened;
    again.send({ type: 'connection_init', payload: { authorization: `Bearer ${bob.token}` } });
    expect(await again.closed).toBe(4401);
  });

  it('log out over a socket closes that socket', async () => {
    const bob = await registerPerson(server, 'bob');
    const socket = await openSocket(server, bob);
    socket.start('mutation { logout }');
    expect(await within(1_000, socket.closed)).toBe(4401);
  });

  it('a session ended from another closes its sockets and leaves the other one open', async () => {
    const bob = await registerPerson(server, 'bob');
    const other = await openSocket(server, bob);
    const sessionId = await sessionOf(bob);
    const second = await registerPerson(server, 'carl');
    const bystander = await openSocket(server, second);
    await query(server, 'mutation ($id: ID!) { endSession(sessionId: $id) }', { variables: { id: sessionId }, token: bob.token });
    expect(await within(1_000, other.closed)).toBe(4401);
    expect((await bystander.run('{ viewer { id } }')).errors).toBeUndefined();
    bystander.close();
  });

  it('an ended session that is just connecting does not slip through', async () => {
    const bob = await registerPerson(server, 'bob');
    const sockets = Array.from({ length: 5 }, () => new GraphqlSocket(server));
    await Promise.all(sockets.map((socket) => socket.opened));
    for (const socket of sockets) socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${bob.token}` } });
    await query(server, 'mutation { logout }', { token: bob.token });
    expect(await within(1_000, Promise.all(sockets.map((socket) => socket.closed)))).toEqual(Array(5).fill(4401));
  });

  it('a token that expires closes its sockets with 4401', async () => {
    const bob = await registerPerson(server, 'bob');
    const token = await expiringToken(bob, 1_200);
    const socket = await openSocket(server, { token });
    expect(await within(3_200, socket.closed)).toBe(4401);
  });

  it('a refresh renews the sockets of its session, on which nothing is lost', async () => {
    const bob = await registerPerson(server, 'bob');
    const [dying, living] = [await expiringToken(await registerPerson(server, 'dora'), 1_500), await expiringToken(bob, 1_500)];
    const witness = await openSocket(server, { token: dying });
    const socket = await openSocket(server, { token: living });
    await query(server, 'mutation ($token: String) { refresh(refreshToken: $token) { accessToken } }', {
      variables: { token: bob.refreshToken },
    });
    expect(await witness.closed).toBe(4401);
    expect((await socket.run('{ viewer { id } }')).data).toEqual({ viewer: { id: bob.id } });
    socket.close();
  });

  it('a refresh over the socket renews that socket', async () => {
    const bob = await registerPerson(server, 'bob');
    const witness = await openSocket(server, { token: await expiringToken(await registerPerson(server, 'dora'), 1_500) });
    const socket = await openSocket(server, { token: await expiringToken(bob, 1_500) });
    const { data } = await socket.run('mutation ($token: String) { refresh(refreshToken: $token) { accessToken } }', {
      token: bob.refreshToken,
    });
    expect(data).toHaveProperty('refresh.accessToken');
    expect(await witness.closed).toBe(4401);
    expect((await socket.run('{ viewer { id } }')).data).toEqual({ viewer: { id: bob.id } });
    socket.close();
  });

  /** An access token of the person's session that ends in at least so many milliseconds, and at most a second more. */
  async function expiringToken(person: TestPerson, remainingMs: number): Promise<string> {
    const lifetime = 15 * 60_000;
    const viewer = await server.app.accessTokens.verify(person.token);
    return (await server.app.accessTokens.issue(viewer, Date.now() - lifetime + remainingMs + 999)).token;
  }
});
