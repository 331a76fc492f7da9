import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listener, listen, registerPerson, request, startDirect, type TestPerson } from '../../test/api-client.ts';
import { GraphqlSocket } from '../../test/graphql-socket.ts';
import { doTo, makeContacts } from '../../test/people-client.ts';
import { isPresence, setActivity, toldOf, tryToWatch, updateSettings, watch } from '../../test/presence-client.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let bobSees: Listener;

beforeAll(async () => {
  server = await startTestServer();
  bob = await registerPerson(server, 'bob');
  bobSees = await listen(server, bob);
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await bobSees.stop();
  await server.stop();
});

/** A person whom bob watches, and what he is told at first. */
async function watched() {
  ann = await registerPerson(server, 'ann');
  return watch(bobSees, ann);
}

const within = async (ms: number, what: Promise<unknown>) => {
  const started = Date.now();
  await what;
  expect(Date.now() - started).toBeLessThan(ms);
};

const OFFLINE = { status: 'OFFLINE', device: null, lastSeenAt: null };

describe('states (PRESENCE-1)', () => {
  it('tell the best of several devices, and which it is', async () => {
    expect(await watched()).toEqual([{ userId: ann.id, ...OFFLINE }]);
    const web = await listen(server, ann, { device: 'WEB' });
    await within(1_000, bobSees.next(isPresence(ann, 'ONLINE', 'WEB')));
    const desktop = await listen(server, ann, { device: 'DESKTOP' });
    await bobSees.next(isPresence(ann, 'ONLINE', 'DESKTOP'));
    await setActivity(desktop, false);
    await expect.poll(() => toldOf(bobSees, ann)).toEqual(['ONLINE WEB', 'ONLINE DESKTOP', 'ONLINE WEB']);
    await setActivity(web, false);
    await within(1_000, bobSees.next(isPresence(ann, 'AWAY', 'DESKTOP')));
    await setActivity(web, true);
    await expect.poll(() => toldOf(bobSees, ann).at(-1)).toBe('ONLINE WEB');
    expect(await watch(bobSees, ann)).toEqual([{ userId: ann.id, status: 'ONLINE', device: 'WEB', lastSeenAt: null }]);
    await Promise.all([web.stop(), desktop.stop()]);
  });

  it.each([
    ['a page', TEST_ORIGIN, {}, 'WEB'],
    ['a program', undefined, {}, 'OTHER'],
    ['a program that names no kind there is', undefined, { device: 'TOASTER' }, 'OTHER'],
    ['the desktop app', TEST_ORIGIN, { device: 'DESKTOP' }, 'DESKTOP'],
  ])('take %s for what it is', async (...[_what, origin, params, kind]) => {
    await watched();
    const socket = new GraphqlSocket(server, origin === undefined ? {} : { origin });
    await socket.opened;
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.token}`, ...params } });
    await bobSees.next(isPresence(ann, 'ONLINE', kind));
    socket.close();
  });

  it('say busy while a device is connected, active or not', async () => {
    await watched();
    await updateSettings(server, ann, { presenceMode: 'BUSY' });
    expect(await watch(bobSees, ann)).toEqual([{ userId: ann.id, ...OFFLINE }]);
    const desktop = await listen(server, ann, { device: 'DESKTOP' });
    await bobSees.next(isPresence(ann, 'BUSY', 'DESKTOP'));
    await setActivity(desktop, false);
    await updateSettings(server, ann, { presenceMode: 'AUTOMATIC' });
    await within(1_000, bobSees.next(isPresence(ann, 'AWAY')));
    expect(toldOf(bobSees, ann)).toEqual(['BUSY DESKTOP', 'AWAY DESKTOP']);
    await desktop.stop();
  });

  it('show an invisible person as gone when they became so, whatever they do then, and to themselves as here', {
    timeout: 20_000,
  }, async () => {
    await watched();
    const desktop = await listen(server, ann, { device: 'DESKTOP' });
    await bobSees.next(isPresence(ann, 'ONLINE'));
    const vanishedAt = Date.now();
    await updateSettings(server, ann, { presenceMode: 'INVISIBLE' });
    const { lastSeenAt } = await bobSees.next(isPresence(ann, 'OFFLINE'));
    expect(Math.abs(Date.parse(lastSeenAt ?? '') - vanishedAt)).toBeLessThan(2_000);
    expect(await watch(desktop, ann)).toEqual([{ userId: ann.id, status: 'ONLINE', device: 'DESKTOP', lastSeenAt: null }]);

    const phone = await listen(server, ann);
    await setActivity(phone, false);
    await updateSettings(server, ann, { readReceipts: false });
    await Promise.all([desktop.stop(), phone.stop()]);
    await expect.poll(() => server.app.presence.peopleCount, { timeout: 10_000 }).toBe(1);
    const carlSees = await listen(server, await registerPerson(server, 'carl'));
    expect(await watch(carlSees, ann)).toEqual([{ userId: ann.id, status: 'OFFLINE', device: null, lastSeenAt }]);
    await carlSees.stop();

    const back = await listen(server, ann);
    await updateSettings(server, ann, { presenceMode: 'AUTOMATIC' });
    await expect.poll(() => toldOf(bobSees, ann)).toEqual(['ONLINE DESKTOP', 'OFFLINE', 'ONLINE OTHER']);
    await back.stop();
  });

  it('notes once when the last device went, for who asks later', { timeout: 20_000 }, async () => {
    await watched();
    const desktop = await listen(server, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    const wentAt = Date.now();
    await desktop.stop();
    const { lastSeenAt } = await bobSees.next(isPresence(ann, 'OFFLINE'));
    expect(Math.abs(Date.parse(lastSeenAt ?? '') - wentAt)).toBeLessThan(1_000);
    expect(await watch(bobSees, ann)).toEqual([{ userId: ann.id, status: 'OFFLINE', device: null, lastSeenAt }]);
  });
});

describe('privacy (PRESENCE-3)', () => {
  it('shows each audience what it may see, and takes it away at once', async () => {
    await watched();
    const [friend, stranger] = [await registerPerson(server, 'friend'), await registerPerson(server, 'stranger')];
    await makeContacts(server, ann, friend);
    const [friendSees, strangerSees] = [await listen(server, friend), await listen(server, stranger)];
    const device = await listen(server, ann, { device: 'DESKTOP' });
    await expect.poll(async () => (await watch(friendSees, ann))[0]?.status).toBe('ONLINE');
    expect((await watch(strangerSees, ann))[0]?.status).toBe('ONLINE');

    await updateSettings(server, ann, { presenceAudience: 'CONTACTS' });
    await within(1_000, strangerSees.next(isPresence(ann, 'OFFLINE')));
    expect(await watch(strangerSees, ann)).toEqual([{ userId: ann.id, ...OFFLINE }]);
    expect((await watch(friendSees, ann))[0]).toMatchObject({ status: 'ONLINE', device: 'DESKTOP' });

    await updateSettings(server, ann, { presenceAudience: 'NOBODY' });
    await within(1_000, friendSees.next(isPresence(ann, 'OFFLINE')));
    expect(await watch(friendSees, ann)).toEqual([{ userId: ann.id, ...OFFLINE }]);
    expect((await watch(device, ann))[0]).toMatchObject({ status: 'ONLINE', device: 'DESKTOP' });

    await updateSettings(server, ann, { presenceAudience: 'EVERYONE' });
    await expect.poll(() => toldOf(strangerSees, ann)).toEqual(['OFFLINE', 'ONLINE DESKTOP']);
    await expect.poll(() => toldOf(friendSees, ann).slice(-2)).toEqual(['OFFLINE', 'ONLINE DESKTOP']);
    await Promise.all([friendSees.stop(), strangerSees.stop(), device.stop()]);
  });

  it('lets a stranger see who shows themselves to contacts once they are one, and no longer when they are none', async () => {
    await watched();
    const device = await listen(server, ann);
    await updateSettings(server, ann, { presenceAudience: 'CONTACTS' });
    expect(await watch(bobSees, ann)).toEqual([{ userId: ann.id, ...OFFLINE }]);
    await makeContacts(server, bob, ann);
    await within(1_000, bobSees.next(isPresence(ann, 'ONLINE')));
    await doTo(server, 'removeContact', { as: ann, to: bob });
    await within(1_000, bobSees.next(isPresence(ann, 'OFFLINE')));
    await device.stop();
  });

  it('hides when a person was last seen like everything else', { timeout: 20_000 }, async () => {
    await watched();
    await (await listen(server, ann)).stop();
    await bobSees.next((event) => isPresence(ann, 'OFFLINE')(event) && event.lastSeenAt !== null);
    await updateSettings(server, ann, { presenceAudience: 'NOBODY' });
    await bobSees.next((event) => isPresence(ann, 'OFFLINE')(event) && event.lastSeenAt === null);
    expect(await watch(bobSees, ann)).toEqual([{ userId: ann.id, ...OFFLINE }]);
  });
});

describe('whom a socket watches (PRESENCE-4)', () => {
  it('is whom it named last, and nobody else', async () => {
    await watched();
    const [carl, dora] = [await registerPerson(server, 'carl'), await registerPerson(server, 'dora')];
    const sees = await listen(server, carl);
    expect((await watch(sees, ann, dora, ann)).map(({ userId }) => userId)).toEqual([ann.id, dora.id, ann.id]);
    await watch(sees, dora);
    const [annHere, doraHere] = [await listen(server, ann), await listen(server, dora)];
    await Promise.all([bobSees.next(isPresence(ann, 'ONLINE')), sees.next(isPresence(dora, 'ONLINE'))]);
    expect(toldOf(sees, ann)).toEqual([]);
    await watch(sees);
    await setActivity(doraHere, false);
    await watch(sees, ann);
    await setActivity(annHere, false);
    await sees.next(isPresence(ann, 'AWAY'));
    expect(toldOf(sees, dora)).toEqual(['ONLINE OTHER']);
    await Promise.all([annHere.stop(), doraHere.stop(), sees.stop()]);
  });

  it('is, once it named someone, no longer everybody it has a conversation with', async () => {
    await watched();
    const carl = await registerPerson(server, 'carl');
    await startDirect(server, carl, ann);
    const [byDefault, byName] = [await listen(server, carl), await listen(server, carl)];
    await watch(byName);
    const here = await listen(server, ann);
    await byDefault.next(isPresence(ann, 'ONLINE'));
    expect(toldOf(byName, ann)).toEqual([]);
    await Promise.all([here.stop(), byDefault.stop(), byName.stop()]);
  });

  it('tells nothing of who is nobody', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await watch(bobSees, { id: nobody })).toEqual([{ userId: nobody, ...OFFLINE }]);
  });

  it.each([
    ['501 people', Array.from({ length: 501 }, () => '00000000-0000-4000-8000-000000000000')],
    ['what is no id', ['bob']],
  ])('refuses %s and changes nothing', async (_what, userIds) => {
    await watched();
    expect((await tryToWatch(bobSees, userIds)).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'userIds' });
    const here = await listen(server, ann);
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await here.stop();
  });

  it.each(['watchPresence(userIds: []) { userId }', 'setActivity(active: true)'])(
    'refuses %s over HTTP, and from strangers',
    async (field) => {
      const codeOf = async (options: object) => (await request(server, `mutation { ${field} }`, options)).errors?.[0]?.extensions.code;
      expect(await codeOf({ token: bob.token })).toBe('VALIDATION_ERROR');
      expect(await codeOf({})).toBe('UNAUTHENTICATED');
    },
  );
});
