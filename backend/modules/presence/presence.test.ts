import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, type Listener, listen, registerPerson, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup, setTyping } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

async function people(): Promise<[TestPerson, TestPerson]> {
  return [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
}

const isAbout =
  (person: TestPerson, status: string) =>
  (event: { __typename: string; userId?: string; status?: string }): boolean =>
    event.__typename === 'PresenceChanged' && event.userId === person.id && event.status === status;

const presenceIn = ({ events }: Listener) => events.filter(({ __typename }) => __typename === 'PresenceChanged');

describe('presence', () => {
  it('PRESENCE-2 tells the others of a direct conversation within a second, and who comes of those who are here', async () => {
    const [ann, bob] = await people();
    await startDirect(server, ann, bob);
    const annSees = await listen(server, ann);
    const started = Date.now();
    const bobSees = await listen(server, bob);
    await annSees.next(isAbout(bob, 'ONLINE'));
    await bobSees.next(isAbout(ann, 'ONLINE'));
    expect(Date.now() - started).toBeLessThan(1_000);
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('greets a second device, and who begins a conversation, with who is here', async () => {
    const [ann, bob] = await people();
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    await startDirect(server, ann, bob);
    await Promise.all([annSees.next(isAbout(bob, 'ONLINE')), bobSees.next(isAbout(ann, 'ONLINE'))]);
    const second = await listen(server, ann);
    await second.next(isAbout(bob, 'ONLINE'));
    await Promise.all([annSees.stop(), bobSees.stop(), second.stop()]);
  });

  it('does not flicker at a reload, greets it, and tells of a quit after a grace of 5 s', { timeout: 20_000 }, async () => {
    const [ann, bob] = await people();
    await startDirect(server, ann, bob);
    const bobSees = await listen(server, bob);
    await (await listen(server, ann)).stop();
    const reloaded = await listen(server, ann);
    await reloaded.next(isAbout(bob, 'ONLINE'));
    const left = Date.now();
    await reloaded.stop();
    await bobSees.next(isAbout(ann, 'OFFLINE'));
    expect(Date.now() - left).toBeGreaterThanOrEqual(4_900);
    expect(Date.now() - left).toBeLessThan(7_000);
    expect(presenceIn(bobSees).filter(({ status }) => status === 'OFFLINE')).toHaveLength(1);
    const { rows } = await server.app.db.pool.query('SELECT 1 FROM users WHERE id = $1 AND last_seen_at IS NOT NULL', [ann.id]);
    expect(rows).toHaveLength(1);
    await bobSees.stop();
  });

  it('stays online until the last device goes', async () => {
    const [ann, bob] = await people();
    await startDirect(server, ann, bob);
    const bobSees = await listen(server, bob);
    const [phone, desktop] = [await listen(server, ann), await listen(server, ann)];
    await phone.stop();
    await expect.poll(async () => (await server.app.metrics.activeConnections.get()).values[0]?.value).toBe(2);
    const again = await listen(server, ann);
    await again.next(isAbout(bob, 'ONLINE'));
    expect(presenceIn(bobSees).filter(({ status }) => status === 'OFFLINE')).toEqual([]);
    await Promise.all([desktop.stop(), again.stop(), bobSees.stop()]);
  });

  it('PRESENCE-4 tells nobody else', async () => {
    const [ann, bob] = await people();
    const stranger = await registerPerson(server, 'carl');
    await startDirect(server, ann, bob);
    await createGroup(server, ann, [stranger]);
    const [strangerSees, bobSees] = [await listen(server, stranger), await listen(server, bob)];
    const annSees = await listen(server, ann);
    await bobSees.next(isAbout(ann, 'ONLINE'));
    const notes = await startDirect(server, stranger, stranger);
    const { seq } = await send(server, stranger, { conversationId: notes, text: 'x' });
    await strangerSees.next((event) => event.conversationId === notes && event.seq === seq);
    expect(presenceIn(strangerSees)).toEqual([]);
    await Promise.all([strangerSees.stop(), bobSees.stop(), annSees.stop()]);
  });
});

describe('typing (TYPING-1)', () => {
  it('is seen by the other members within a second, not by the typist, and takes no number', async () => {
    const [ann, bob] = await people();
    const conversationId = await createGroup(server, ann, [bob]);
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    const started = Date.now();
    await setTyping(server, { as: ann, conversationId }, true);
    expect(await bobSees.next(({ typing }) => typing === true)).toEqual({ __typename: 'TypingChanged', conversationId, typing: true });
    await setTyping(server, { as: ann, conversationId }, false);
    await bobSees.next(({ typing }) => typing === false);
    expect(Date.now() - started).toBeLessThan(1_000);
    const { seq } = await send(server, bob, { conversationId, text: 'x' });
    expect(seq).toBe(4);
    await annSees.next((event) => event.seq === seq);
    expect(annSees.events.filter(({ __typename }) => __typename === 'TypingChanged')).toEqual([]);
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('is told by who has no socket too, and not to who was removed', async () => {
    const [ann, bob] = await people();
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, ann, [bob, carl]);
    const [bobSees, carlSees] = [await listen(server, bob), await listen(server, carl)];
    await removeFromGroup(server, { as: ann, conversationId }, carl);
    await setTyping(server, { as: ann, conversationId }, true);
    await bobSees.next(({ typing }) => typing === true);
    expect(carlSees.events.some(({ __typename }) => __typename === 'TypingChanged')).toBe(false);
    await Promise.all([bobSees.stop(), carlSees.stop()]);
  });
});
