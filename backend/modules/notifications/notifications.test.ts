import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, postLogin, postRegister } from '../../test/accounts-client.ts';
import {
  createGroup,
  type Listener,
  listen,
  query,
  registerPerson,
  request,
  send,
  startDirect,
  type TestPerson,
} from '../../test/api-client.ts';
import { addToGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let group: string;
beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  cleo = await registerPerson(server, 'cleo');
  group = await createGroup(server, ann, [bob]);
});
afterAll(async () => server.stop());

interface Why {
  readonly notified: boolean;
  readonly reason: string;
  readonly devices: readonly {
    readonly id: string | null;
    readonly kind: string;
    readonly isActive: boolean;
    readonly usedAt: string | null;
    readonly isThis: boolean;
    readonly isNotifying: boolean;
  }[];
}

const WHY = `query ($conversationId: ID!, $messageId: ID!) {
  whyNotified(conversationId: $conversationId, messageId: $messageId) { notified reason devices { id kind isActive usedAt isThis isNotifying } } }`;

interface Use {
  readonly deviceId: string;
  readonly usedAt: string;
}
const why = async (person: TestPerson, messageId: string, conversationId = group) =>
  (await query<{ whyNotified: Why }>(server, WHY, { variables: { conversationId, messageId }, token: person.token })).whyNotified;

const UPDATE = `mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) {
  presenceMode notifications { level keywords isPreviewShown hasSound quietHours { isOn from to timeZone } } } }`;
const update = (person: TestPerson, input: object) =>
  request<{ updateSettings: { notifications: object } }>(server, UPDATE, { variables: { input }, token: person.token });

const prefer = (person: TestPerson, conversation: object) =>
  query(server, 'mutation ($input: SetViewerItemInput!) { setViewerItem(input: $input) { seq } }', {
    variables: { input: { kind: 'CONVERSATION', key: group, conversation } },
    token: person.token,
  });

/** Somebody with two sessions. */
async function signedInTwice(username: string): Promise<[TestPerson, TestPerson]> {
  const made = payloadOf(await postRegister(server, { username }));
  const again = payloadOf(await postLogin(server, { username }));
  const person = { id: made.viewer.id, username, refreshToken: '' };
  return [
    { ...person, token: made.accessToken },
    { ...person, token: again.accessToken },
  ];
}

describe('why one is notified (NOTIFY-1)', () => {
  it('follows what the person decided, as it is now', async () => {
    const plain = await send(server, ann, { conversationId: group, text: 'Lunch?' });
    const mention = await send(server, ann, { conversationId: group, text: `@${bob.username} lunch?` });
    const reasons = async () => [(await why(bob, plain.id)).reason, (await why(bob, mention.id)).reason];
    expect(await why(bob, plain.id)).toEqual({ notified: true, reason: 'MESSAGE', devices: [] });
    expect((await why(ann, plain.id)).reason).toBe('OWN');
    await update(bob, { notifications: { level: 'MENTIONS' } });
    expect(await reasons()).toEqual(['LEVEL', 'MENTION']);
    await update(bob, { notifications: { keywords: ['lunch'] } });
    expect(await reasons()).toEqual(['KEYWORD', 'MENTION']);
    await prefer(bob, { notificationLevel: 'NONE' });
    expect(await reasons()).toEqual(['LEVEL', 'LEVEL']);
    await prefer(bob, { notificationLevel: null, mutedUntil: '9999-12-31T00:00:00.000000Z' });
    expect(await reasons()).toEqual(['MUTED', 'MUTED']);
    await prefer(bob, { mutedUntil: null });
    await update(bob, { presenceMode: 'BUSY' });
    expect(await reasons()).toEqual(['BUSY', 'BUSY']);
    const around = new Date().getUTCHours() < 12 ? { from: '00:00', to: '13:00' } : { from: '11:00', to: '01:00' };
    await update(bob, { presenceMode: 'AUTOMATIC', notifications: { quietHours: { isOn: true, ...around, timeZone: 'UTC' } } });
    expect(await reasons()).toEqual(['QUIET_HOURS', 'QUIET_HOURS']);
    await update(bob, {
      notifications: { level: 'ALL', keywords: [], quietHours: { isOn: false, from: '22:00', to: '07:00', timeZone: 'UTC' } },
    });
    const direct = await startDirect(server, ann, bob);
    const { id } = await send(server, ann, { conversationId: direct, text: 'Hi' });
    expect((await why(bob, id, direct)).reason).toBe('DIRECT');
  });

  it('tells on the device that was taken up last of those in use; on all when none is', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'Ping' });
    const [dora, doras] = await signedInTwice('dora');
    await addToGroup(server, { as: ann, conversationId: group }, [dora]);
    const [desk, phone] = [await listen(server, dora, { device: 'DESKTOP' }), await listen(server, doras, { device: 'WEB' })];
    const told = async () =>
      (await why(dora, id)).devices
        .filter(({ isNotifying }) => isNotifying)
        .map(({ kind }) => kind)
        .sort();
    const both = ['DESKTOP', 'WEB'];
    await expect.poll(told, { interval: 20 }).toEqual(both);
    const use = (listener: Listener, msAgo = 0) =>
      listener.run<{ noteInput: Use }>(`mutation { noteInput(msAgo: ${msAgo}) { deviceId usedAt } }`);
    const deskUse = (await use(desk)).data?.noteInput;
    await expect.poll(told, { interval: 20 }).toEqual(['DESKTOP']);
    const phoneUse = (await use(phone)).data?.noteInput;
    await expect.poll(told, { interval: 20 }).toEqual(['WEB']);
    expect((await why(doras, id)).devices.map(({ kind, isThis, usedAt }) => [kind, isThis, usedAt]).sort()).toEqual([
      ['DESKTOP', false, deskUse?.usedAt],
      ['WEB', true, phoneUse?.usedAt],
    ]);
    await desk.next(({ deviceId }) => deviceId === phoneUse?.deviceId);
    await phone.next(({ deviceId }) => deviceId === phoneUse?.deviceId);
    // A reconnect that was taken up before the other one takes nothing from it.
    await use(desk, 60_000);
    await phone.run('mutation { setActivity(active: false) }');
    await expect.poll(told, { interval: 20 }).toEqual(['DESKTOP']);
    await desk.run('mutation { setActivity(active: false) }');
    await expect.poll(told, { interval: 20 }).toEqual(both);
    await desk.stop();
    await phone.stop();
  });

  it('counts the tabs of a browser as one device', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'Ping' });
    const tabs = [await listen(server, bob, { device: 'WEB' }), await listen(server, bob, { device: 'WEB' })];
    for (const tab of tabs) await tab.run('mutation { noteInput { deviceId } }');
    const told = async () => (await why(bob, id)).devices.map(({ isNotifying, isThis }) => [isNotifying, isThis]);
    await expect.poll(told, { interval: 20 }).toEqual([[true, true]]);
    await tabs[0]?.run('mutation { setActivity(active: false) }');
    expect(await told()).toEqual([[true, true]]);
    for (const tab of tabs) await tab.stop();
  });

  it('refuses a use of the future, and one over HTTP', async () => {
    const tab = await listen(server, bob);
    const { errors } = await tab.run('mutation { noteInput(msAgo: -1) { deviceId } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'msAgo' });
    const overHttp = await request(server, 'mutation { noteInput { deviceId } }', { token: bob.token });
    expect(overHttp.errors?.[0]?.extensions.code).toBe('VALIDATION_ERROR');
    await tab.stop();
  });

  it('tells a stranger and who asks for what is not there nothing', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'Secret' });
    const refusal = async (person: TestPerson, messageId: string) =>
      (await request(server, WHY, { variables: { conversationId: group, messageId }, token: person.token })).errors?.[0]?.extensions.code;
    expect(await refusal(cleo, id)).toBe('NOT_IN_CONVERSATION');
    expect(await refusal(bob, randomUUID())).toBe('NOT_FOUND');
  });
});

describe('what to be notified of (NOTIFY-2)', () => {
  it('is changed part by part', async () => {
    const dan = await registerPerson(server, 'dan');
    const quietHours = { isOn: true, from: '21:00', to: '06:30', timeZone: 'Europe/Berlin' };
    await update(dan, { notifications: { quietHours, hasSound: false } });
    const { data } = await update(dan, { notifications: { keywords: ['Release', 'Release', ' ops '] } });
    expect(data?.updateSettings.notifications).toEqual({
      level: 'ALL',
      keywords: ['Release', 'ops'],
      isPreviewShown: true,
      hasSound: false,
      quietHours,
    });
  });

  it.each([
    [{ quietHours: { isOn: true, from: '25:00', to: '07:00', timeZone: 'UTC' } }, 'input.notifications.quietHours.from'],
    [{ quietHours: { isOn: true, from: '22:00', to: '7', timeZone: 'UTC' } }, 'input.notifications.quietHours.to'],
    [{ quietHours: { isOn: true, from: '22:00', to: '07:00', timeZone: 'Mars' } }, 'input.notifications.quietHours.timeZone'],
    [{ keywords: [' '] }, 'input.notifications.keywords'],
    [{ keywords: Array.from({ length: 51 }, (_, i) => `word ${i}`) }, 'input.notifications.keywords'],
  ])('refuses %j', async (notifications, field) => {
    const { errors } = await update(ann, { notifications });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.field])).toEqual([['VALIDATION_ERROR', field]]);
  });
});
