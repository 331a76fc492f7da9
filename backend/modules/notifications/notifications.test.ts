import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
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
  readonly devices: readonly { readonly kind: string; readonly isActive: boolean; readonly isNotifying: boolean }[];
}

const WHY = `query ($conversationId: ID!, $messageId: ID!) {
  whyNotified(conversationId: $conversationId, messageId: $messageId) { notified reason devices { kind isActive isNotifying } } }`;
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

  it('tells on the device in use; on all when none is', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'Ping' });
    const [desk, phone] = [await listen(server, bob, { device: 'DESKTOP' }), await listen(server, bob, { device: 'WEB' })];
    const told = async () => (await why(bob, id)).devices.filter(({ isNotifying }) => isNotifying).length;
    await expect.poll(told, { interval: 20 }).toBe(2);
    await phone.run('mutation { setActivity(active: false) }');
    await expect.poll(told, { interval: 20 }).toBe(1);
    await desk.run('mutation { setActivity(active: false) }');
    await expect.poll(told, { interval: 20 }).toBe(2);
    await desk.stop();
    await phone.stop();
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
