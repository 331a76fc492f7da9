import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, send, type TestPerson } from '../test/api-client.ts';
import { GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { addToGroup, removeFromGroup, setTyping } from '../test/group-client.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { startTestRedis, type TestRedis } from '../test/test-redis.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let redis: TestRedis;
let database: TestDatabase;
let here: TestServer;
let there: TestServer;
beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  const settings = {
    REDIS_URL: redis.url,
    RATE_LIMITS: 'on',
    LIMIT_MESSAGES: '20/1m',
    LIMIT_SOCKETS: '1000/1m',
    LIMIT_CONVERSATIONS: '1000/1m',
  };
  here = await startTestServer(settings, { database });
  there = await startTestServer(settings, { database });
});
afterAll(async () => {
  expect([here.logged, there.logged]).toEqual([[], []]);
  await here.stop();
  await there.stop();
  await Promise.all([redis.remove(), database.drop()]);
});

/** Registers them, at one node and the other in turn. */
const people = (...names: string[]): Promise<TestPerson[]> =>
  Promise.all(names.map((name, i) => registerPerson(i % 2 === 0 ? here : there, name)));

/** Gives the code that a further socket of the person is closed with. */
async function refusedSocket(node: TestServer, { token }: TestPerson): Promise<number> {
  const socket = new GraphqlSocket(node);
  await socket.opened;
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return socket.closed;
}

describe('two nodes of one installation', () => {
  it('bring every message once, and typing, to everybody, whichever node they are at', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await createGroup(here, ann, [bob]);
    const [annSees, bobSees] = [await listen(here, ann), await listen(there, bob)];
    for (const n of [1, 2, 3]) {
      await send(here, ann, { conversationId, text: `from here ${n}` });
      await send(there, bob, { conversationId, text: `from there ${n}` });
    }
    await setTyping(there, { as: bob, conversationId }, true);
    for (const sees of [annSees, bobSees]) {
      await sees.next(({ message }) => message?.text === 'from there 3');
      const seqs = sees.events.flatMap(({ message }) => (message?.text?.startsWith('from') ? [message.seq] : []));
      expect([seqs.length, new Set(seqs).size]).toEqual([6, 6]);
    }
    await annSees.next(({ typing }) => typing === true);
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('take in who is added and let go who is removed on the other node', async () => {
    const [ann, bob, carl] = (await people('ann', 'bob', 'carl')) as [TestPerson, TestPerson, TestPerson];
    const conversationId = await createGroup(here, ann, [carl]);
    const acting = { as: ann, conversationId };
    const [bobSees, carlSees] = [await listen(there, bob), await listen(there, carl)];
    await addToGroup(here, acting, [bob]);
    await bobSees.next(({ member }) => member?.user.id === bob.id);
    await send(here, ann, { conversationId, text: 'for both' });
    await bobSees.next(({ message }) => message?.text === 'for both');
    await removeFromGroup(here, acting, bob);
    await send(here, ann, { conversationId, text: 'for carl' });
    await carlSees.next(({ message }) => message?.text === 'for carl');
    await bobSees.next(({ member }) => member?.user.id === bob.id && member.leftSeq !== null);
    expect(bobSees.events.some(({ message }) => message?.text === 'for carl')).toBe(false);
    await Promise.all([bobSees.stop(), carlSees.stop()]);
  });

  it('W5 count the sockets of a person together', async () => {
    const [ann] = (await people('ann')) as [TestPerson];
    const sockets: GraphqlSocket[] = [];
    for (let n = 0; n < 10; n++) sockets.push(await openSocket(n % 2 === 0 ? here : there, ann));
    for (const node of [here, there]) expect(await refusedSocket(node, ann)).toBe(4429);
    sockets[0]?.close();
    await expect.poll(() => there.app.redis?.client.zcard(`sockets:${ann.id}`)).toBe(9);
    sockets.push(await openSocket(there, ann));
    expect(await refusedSocket(here, ann)).toBe(4429);
    for (const socket of sockets) socket.close();
  });

  it('LIMIT count the messages of a person together', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await createGroup(here, ann, [bob]);
    for (let n = 0; n < 20; n++) await send(n % 2 === 0 ? here : there, ann, { conversationId, text: `${n}` });
    for (const node of [here, there]) await expect(send(node, ann, { conversationId, text: 'too many' })).rejects.toThrow('RATE_LIMITED');
    await send(there, bob, { conversationId, text: 'bob may' });
  });

  it('W8 close the sockets of a session that ends on the other node within a second', async () => {
    const [ann] = (await people('ann')) as [TestPerson];
    const annSees = await listen(there, ann);
    const started = performance.now();
    await query(here, 'mutation { logout }', { token: ann.token });
    expect(await annSees.closed).toBe(4401);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('forget the profile that changed, on both', async () => {
    const [ann] = (await people('ann')) as [TestPerson];
    await Promise.all([here, there].map(({ app }) => app.people.load([ann.id])));
    here.app.people.invalidate(ann.id);
    expect(here.app.people.get(ann.id)).toBeUndefined();
    await expect.poll(() => there.app.people.get(ann.id)).toBeUndefined();
  });
});
