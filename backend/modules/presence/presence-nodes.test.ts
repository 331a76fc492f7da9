import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGroup, type Listener, listen, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup, setTyping } from '../../test/group-client.ts';
import { doTo, makeContacts } from '../../test/people-client.ts';
import { isPresence, setActivity, toldOf, updateSettings, watch } from '../../test/presence-client.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestRedis, type TestRedis } from '../../test/test-redis.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let redis: TestRedis;
let database: TestDatabase;
let here: TestServer;
let there: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let bobSees: Listener;

beforeAll(async () => {
  redis = await startTestRedis();
  database = await createTestDatabase();
  const start = () => startTestServer({ REDIS_URL: redis.url }, { database });
  [here, there] = [await start(), await start()];
  bob = await registerPerson(here, 'bob');
  bobSees = await listen(here, bob);
});
beforeEach(async () => {
  await expect.poll(() => here.app.bus.isConnected && there.app.bus.isConnected, { timeout: 10_000 }).toBe(true);
});
afterAll(async () => {
  await bobSees.stop();
  expect([...here.logged, ...there.logged]).toEqual([]);
  for (const server of [here, there]) await server.stop();
  await redis.remove();
  await database.drop();
});

const within = async (ms: number, what: Promise<unknown>) => {
  const started = Date.now();
  await what;
  expect(Date.now() - started).toBeLessThan(ms);
};

async function watched(): Promise<void> {
  ann = await registerPerson(here, 'ann');
  await watch(bobSees, ann);
}

describe('presence across nodes', () => {
  it('PRESENCE-2 is seen within a second, by those who watch on another node', async () => {
    await watched();
    const desktop = await listen(there, ann, { device: 'DESKTOP' });
    await within(1_000, bobSees.next(isPresence(ann, 'ONLINE', 'DESKTOP')));
    await setActivity(desktop, false);
    await within(1_000, bobSees.next(isPresence(ann, 'AWAY')));
    await updateSettings(here, ann, { presenceMode: 'BUSY' });
    await within(1_000, bobSees.next(isPresence(ann, 'BUSY')));
    await updateSettings(here, ann, { presenceMode: 'INVISIBLE' });
    await within(1_000, bobSees.next(isPresence(ann, 'OFFLINE')));
    await desktop.stop();
  });

  it('PRESENCE-1 is the best of devices on several nodes', async () => {
    await watched();
    const [desktop, web] = [await listen(there, ann, { device: 'DESKTOP' }), await listen(here, ann, { device: 'WEB' })];
    await bobSees.next(isPresence(ann, 'ONLINE', 'DESKTOP'));
    await setActivity(desktop, false);
    await bobSees.next(isPresence(ann, 'ONLINE', 'WEB'));
    await setActivity(web, false);
    await bobSees.next(isPresence(ann, 'AWAY', 'DESKTOP'));
    const bobSeesThere = await listen(there, bob);
    expect((await watch(bobSeesThere, ann))[0]).toMatchObject({ status: 'AWAY', device: 'DESKTOP' });
    await Promise.all([desktop.stop(), web.stop(), bobSeesThere.stop()]);
  });

  it('PRESENCE-2 does not flicker for who reconnects to another node, and ends 5 s after the last went', { timeout: 20_000 }, async () => {
    await watched();
    await (await listen(there, ann)).stop();
    const again = await listen(here, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    // The first device's grace has run out when its node has nobody left.
    await expect.poll(() => there.app.presence.peopleCount, { timeout: 10_000 }).toBe(0);
    expect(toldOf(bobSees, ann)).toEqual(['ONLINE OTHER']);
    const left = Date.now();
    await again.stop();
    await bobSees.next(isPresence(ann, 'OFFLINE'));
    expect(Date.now() - left).toBeGreaterThanOrEqual(4_900);
    expect(Date.now() - left).toBeLessThan(7_000);
    expect(toldOf(bobSees, ann)).toEqual(['ONLINE OTHER', 'OFFLINE']);
  });

  it('reaches those who name nobody, also when the conversation begins on another node', async () => {
    await watched();
    const carl = await registerPerson(here, 'carl');
    const [carlSees, annHere] = [await listen(here, carl), await listen(there, ann)];
    await startDirect(there, ann, carl);
    await carlSees.next(isPresence(ann, 'ONLINE'));
    await setActivity(annHere, false);
    await within(1_000, carlSees.next(isPresence(ann, 'AWAY')));
    await Promise.all([carlSees.stop(), annHere.stop()]);
  });

  it('shows a person to who becomes a contact on another node, when only contacts may see them, and hides them from who is blocked there', async () => {
    await watched();
    const annHere = await listen(there, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await updateSettings(there, ann, { presenceAudience: 'CONTACTS' });
    await within(1_000, bobSees.next(isPresence(ann, 'OFFLINE')));
    await makeContacts(there, bob, ann);
    await expect.poll(() => toldOf(bobSees, ann)).toEqual(['ONLINE OTHER', 'OFFLINE', 'ONLINE OTHER']);
    await doTo(there, 'blockUser', { as: ann, to: bob });
    await within(
      1_000,
      bobSees.next((event) => isPresence(ann, 'OFFLINE')(event) && toldOf(bobSees, ann).length === 4),
    );
    await annHere.stop();
  });

  it('keeps for the grace who was on a node that stops, and ends soon after', { timeout: 30_000 }, async () => {
    await watched();
    const leaving = await startTestServer({ REDIS_URL: redis.url }, { database });
    await listen(leaving, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await leaving.stop();
    expect(toldOf(bobSees, ann)).toEqual(['ONLINE OTHER']);
    const stoppedAt = Date.now();
    const { lastSeenAt } = await bobSees.next(isPresence(ann, 'OFFLINE'));
    expect(Date.now() - stoppedAt).toBeLessThan(15_000);
    expect(Math.abs(Date.parse(lastSeenAt ?? '') - stoppedAt)).toBeLessThan(5_000);
  });

  it('goes on on each node while Redis is away, and comes together when it is back', { timeout: 40_000 }, async () => {
    await watched();
    const carl = await registerPerson(here, 'carl');
    await watch(bobSees, ann, carl);
    await redis.stop();
    const [near, far] = [await listen(here, carl), await listen(there, ann)];
    await bobSees.next(isPresence(carl, 'ONLINE'));
    expect(toldOf(bobSees, ann)).toEqual([]);
    await redis.start();
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await updateSettings(there, ann, { presenceMode: 'BUSY' });
    await within(1_000, bobSees.next(isPresence(ann, 'BUSY')));
    expect(toldOf(bobSees, carl)).toEqual(['ONLINE OTHER']);
    await Promise.all([near.stop(), far.stop()]);
  });

  it('heals what was told while the bus was away', { timeout: 40_000 }, async () => {
    await watched();
    const annHere = await listen(there, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await redis.stop();
    await setActivity(annHere, false);
    await updateSettings(there, ann, { presenceMode: 'INVISIBLE' });
    await redis.start();
    await bobSees.next(isPresence(ann, 'OFFLINE'));
    expect(toldOf(bobSees, ann)).toEqual(['ONLINE OTHER', 'OFFLINE']);
    await annHere.stop();
  });

  it('finds out who went while the bus was away, of whom nobody tells any more', { timeout: 40_000 }, async () => {
    await watched();
    const annHere = await listen(there, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await redis.stop();
    await annHere.stop();
    await expect.poll(() => there.app.presence.peopleCount, { timeout: 10_000 }).toBe(0);
    await redis.start();
    await bobSees.next(isPresence(ann, 'OFFLINE'));
  });
});

describe('typing across nodes (TYPING-1)', () => {
  it('shows within a second, ends, and does not reach or come from who was removed', async () => {
    ann = await registerPerson(here, 'ann');
    const carl = await registerPerson(here, 'carl');
    const conversationId = await createGroup(here, ann, [bob, carl]);
    const [bobThere, carlThere] = [await listen(there, bob), await listen(there, carl)];
    await within(1_000, Promise.all([setTyping(here, { as: ann, conversationId }, true), bobThere.next(({ typing }) => typing === true)]));
    await setTyping(here, { as: ann, conversationId }, false);
    await within(
      1_000,
      bobThere.next(({ typing }) => typing === false),
    );

    await removeFromGroup(here, { as: ann, conversationId }, carl);
    const before = carlThere.events.length;
    await carlThere.next(({ member }) => member?.user.id === carl.id && member.leftSeq !== null);
    await expect(setTyping(there, { as: carl, conversationId }, true)).rejects.toThrow('NOT_IN_CONVERSATION');
    const dora = await registerPerson(here, 'dora');
    const other = await createGroup(here, dora, [bob, carl]);
    await setTyping(here, { as: ann, conversationId }, true);
    await setTyping(here, { as: dora, conversationId: other }, true);
    await carlThere.next((event) => event.typing === true && event.conversationId === other);
    expect(carlThere.events.slice(before).filter((event) => event.typing !== undefined && event.conversationId === conversationId)).toEqual(
      [],
    );
    await Promise.all([bobThere.stop(), carlThere.stop()]);
  });

  it('is refused to who was removed on another node, also while Redis is away', { timeout: 20_000 }, async () => {
    ann = await registerPerson(here, 'ann');
    const carl = await registerPerson(here, 'carl');
    const conversationId = await createGroup(here, ann, [bob, carl]);
    const carlThere = await listen(there, carl);
    await redis.stop();
    await expect.poll(() => here.app.bus.isConnected || there.app.bus.isConnected).toBe(false);
    await setTyping(there, { as: carl, conversationId }, true);
    await removeFromGroup(here, { as: ann, conversationId }, carl);
    await expect(setTyping(there, { as: carl, conversationId }, true)).rejects.toThrow('NOT_IN_CONVERSATION');
    await redis.start();
    await carlThere.stop();
  });
});
