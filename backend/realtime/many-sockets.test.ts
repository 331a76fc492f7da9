import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGroup, type TestPerson } from '../test/api-client.ts';
import { GraphqlSocket } from '../test/graphql-socket.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

const SOCKETS = 2_000;
const GROUP_SIZE = 20;
/** Those who connect at the same time. */
const AT_ONCE = 100;

let server: TestServer;
let people: TestPerson[];
let statements = 0;

beforeAll(async () => {
  server = await startTestServer();
  people = await makePeople(SOCKETS);
  for (let first = 0; first < SOCKETS; first += GROUP_SIZE) {
    const [owner, ...members] = people.slice(first, first + GROUP_SIZE) as [TestPerson, ...TestPerson[]];
    await createGroup(server, owner, members);
  }
  const { pool } = server.app.db;
  const query = pool.query.bind(pool);
  pool.query = ((...args: Parameters<typeof query>) => {
    statements += 1;
    return query(...args);
  }) as typeof query;
}, 120_000);
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

/** Accounts as registration leaves them, but for the password, which takes its time. */
async function makePeople(count: number): Promise<TestPerson[]> {
  const { db, accessTokens } = server.app;
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.pool.query(
    `INSERT INTO users (id, username, display_name) SELECT id, 'u' || replace(left(id::text, 23), '-', ''), 'Somebody' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  return Promise.all(
    ids.map(async (id) => {
      const { token } = await accessTokens.issue({ userId: id, sessionId: randomUUID(), role: 'MEMBER' });
      return { id, username: id, token, refreshToken: '' };
    }),
  );
}

/** Connects, signs in and follows; resolves when events flow. */
async function follow(person: TestPerson): Promise<GraphqlSocket> {
  const socket = new GraphqlSocket(server);
  await socket.init(person);
  socket.send({ type: 'subscribe', id: 'events', payload: { query: 'subscription { events { __typename } }' } });
  const { errors } = await socket.run('{ changes(since: [], includeOthers: false) { hasMore } }');
  expect(errors).toBeUndefined();
  return socket;
}

/** What this process holds for sockets. */
const held = async () => ({
  sockets: (await server.app.metrics.activeConnections.get()).values[0]?.value,
  topics: Number(/^chat_bus_topics (\d+)$/m.exec(await server.app.metrics.registry.metrics())?.[1]),
  peopleHere: server.app.presence.peopleCount,
});

it('connects 2,000 people with few statements, and holds nothing of them when they have gone', { timeout: 120_000 }, async () => {
  const before = await held();
  const statementsBefore = statements;
  const sockets: GraphqlSocket[] = [];
  const waiting = people.values();
  const connect = async () => {
    for (const person of waiting) sockets.push(await follow(person));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connect));
  // One by one they would cost three each, and two more for presence.
  expect(statements - statementsBefore).toBeLessThan(SOCKETS);
  // Each follows their own events, those of their group, and whom they are watched by.
  await expect.poll(held).toEqual({
    sockets: SOCKETS,
    topics: before.topics + 2 * SOCKETS + SOCKETS / GROUP_SIZE,
    peopleHere: SOCKETS,
  });

  for (const [i, socket] of sockets.entries()) {
    if (i % 2 === 0) socket.close();
    else socket.webSocket.terminate();
  }
  // Who leaves is here for 5 seconds more.
  await expect.poll(held, { timeout: 30_000, interval: 100 }).toEqual({ sockets: 0, topics: before.topics, peopleHere: 0 });
});
