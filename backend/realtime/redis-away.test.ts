import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, send, startDirect, type TestPerson } from '../test/api-client.ts';
import { addToGroup, removeFromGroup, setTyping } from '../test/group-client.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { startTestRedis, type TestRedis } from '../test/test-redis.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let redis: TestRedis;
let database: TestDatabase;
let here: TestServer;
let there: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let carl: TestPerson;
beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  [here, there] = (await Promise.all([1, 2].map(() => startTestServer({ REDIS_URL: redis.url }, { database })))) as [
    TestServer,
    TestServer,
  ];
  [ann, bob, carl] = (await Promise.all(['ann', 'bob', 'carl'].map((name) => registerPerson(here, name)))) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await Promise.all([redis.remove(), database.drop()]);
});

const healthOf = async (server: TestServer) => {
  const response = await fetch(`${server.url}/health/ready`);
  return { status: response.status, body: await response.json() };
};
const metricOf = async (server: TestServer, name: string) => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
const textIs = (text: string) => (event: { message?: { text: string | null } }) => event.message?.text === text;

const OK = { status: 200, body: { status: 'ok', database: 'ok', redis: 'ok' } };
const DEGRADED = { status: 200, body: { status: 'degraded', database: 'ok', redis: 'away' } };
const bothAre = (health: object) => expect.poll(async () => [await healthOf(here), await healthOf(there)]).toEqual([health, health]);

async function textsSince(server: TestServer, person: TestPerson, cursor: { conversationId: string; seq: number }) {
  const { changes } = await query<{ changes: { conversations: { messages: { text: string }[] }[] } }>(
    server,
    'query ($since: [ConversationCursor!]!) { changes(since: $since) { conversations { messages { text } } } }',
    { variables: { since: [cursor] }, token: person.token },
  );
  return changes.conversations.flatMap(({ messages }) => messages.map(({ text }) => text));
}

describe('two nodes', () => {
  it('bring a message from one to the other', async () => {
    const conversationId = await startDirect(here, ann, bob);
    const bobSees = await listen(there, bob);
    await send(here, ann, { conversationId, text: 'across' });
    await bobSees.next(textIs('across'));
    await bobSees.stop();
  });
});

describe('DELIVERY-6 while Redis is away', () => {
  beforeEach(() => bothAre(OK));
  afterEach(async () => {
    await redis.start();
    await bothAre(OK);
  });

  it('sends are stored and reach this node; the clients of others are told when it is back, and heal', async () => {
    const conversationId = await startDirect(here, ann, bob);
    const [annSees, bobSees] = [await listen(here, ann), await listen(there, bob)];
    const { seq } = await send(here, ann, { conversationId, text: 'before' });
    await bobSees.next(textIs('before'));

    await redis.stop();
    const started = performance.now();
    await send(here, ann, { conversationId, text: 'during' });
    await annSees.next(textIs('during'));
    expect(performance.now() - started).toBeLessThan(1_000);
    await bothAre(DEGRADED);
    expect(await metricOf(here, 'chat_redis_up')).toBe(0);
    expect(await metricOf(here, 'chat_bus_up')).toBe(0);
    await send(here, ann, { conversationId, text: 'later' });
    expect(await metricOf(here, 'chat_bus_events_dropped_total')).toBeGreaterThan(0);
    expect(bobSees.events.some(textIs('during'))).toBe(false);

    await redis.start();
    const back = performance.now();
    await bobSees.next(({ __typename }) => __typename === 'EventsInterrupted');
    expect(performance.now() - back).toBeLessThan(5_000);
    expect(await textsSince(there, bob, { conversationId, seq })).toEqual(['during', 'later']);
    await send(here, ann, { conversationId, text: 'after' });
    await bobSees.next(textIs('after'));
    await bothAre(OK);
    expect(await metricOf(here, 'chat_redis_up')).toBe(1);
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('a removal that no other node heard of takes effect when it is back, for typing too', async () => {
    const conversationId = await createGroup(here, ann, [bob, carl]);
    const acting = { as: ann, conversationId };
    const [bobSees, carlSees] = [await listen(there, bob), await listen(there, carl)];
    await redis.stop();
    await bothAre(DEGRADED);
    await removeFromGroup(here, acting, bob);
    await expect(setTyping(there, { as: bob, conversationId }, true)).rejects.toThrow('NOT_IN_CONVERSATION');
    await redis.start();
    await Promise.all([bobSees, carlSees].map((sees) => sees.next(({ __typename }) => __typename === 'EventsInterrupted')));
    await expect(setTyping(there, { as: bob, conversationId }, true)).rejects.toThrow('NOT_IN_CONVERSATION');
    await setTyping(here, acting, true);
    await carlSees.next(({ typing }) => typing === true);
    expect(bobSees.events.filter(({ __typename }) => __typename === 'TypingChanged')).toEqual([]);
    await Promise.all([bobSees.stop(), carlSees.stop()]);
  });

  it('a person added meanwhile gets the events of the conversation when it is back', async () => {
    const conversationId = await createGroup(here, ann, []);
    const bobSees = await listen(there, bob);
    await redis.stop();
    await bothAre(DEGRADED);
    await addToGroup(here, { as: ann, conversationId }, [bob]);
    await redis.start();
    await bobSees.next(({ __typename }) => __typename === 'EventsInterrupted');
    await setTyping(here, { as: ann, conversationId }, true);
    await bobSees.next((event) => event.conversationId === conversationId && event.typing === true);
    await bobSees.stop();
  });

  it('W8 a session ended on another node loses its sockets within a second all the same', async () => {
    const dora = await registerPerson(here, 'dora');
    const doraSees = await listen(there, dora);
    await redis.stop();
    await bothAre(DEGRADED);
    await query(here, 'mutation { logout }', { token: dora.token });
    const ended = performance.now();
    expect(await doraSees.closed).toBe(4401);
    expect(performance.now() - ended).toBeLessThan(1_000);
  });
});
