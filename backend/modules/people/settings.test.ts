import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, query, registerPerson, request, type TestPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const FIELDS = '{ presenceMode presenceAudience readReceipts }';

async function settingsOf({ token }: TestPerson): Promise<object> {
  const { viewer } = await query<{ viewer: { settings: object } }>(server, `{ viewer { settings ${FIELDS} } }`, { token });
  return viewer.settings;
}

const update = ({ token }: { token?: string }, input: object) =>
  request<{ updateSettings: object }>(
    server,
    `mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) ${FIELDS} }`,
    token === undefined ? { variables: { input } } : { variables: { input }, token },
  );

describe('settings', () => {
  it('begin with the defaults and keep what is not given', async () => {
    const bob = await registerPerson(server, 'bob');
    expect(await settingsOf(bob)).toEqual({ presenceMode: 'AUTOMATIC', presenceAudience: 'EVERYONE', readReceipts: true });
    await update(bob, { readReceipts: false });
    await update(bob, { presenceMode: 'BUSY', presenceAudience: null });
    const { data } = await update(bob, { presenceAudience: 'CONTACTS' });
    expect(data?.updateSettings).toEqual({ presenceMode: 'BUSY', presenceAudience: 'CONTACTS', readReceipts: false });
    expect(await settingsOf(bob)).toEqual(data?.updateSettings);
    expect(await settingsOf(ann)).toMatchObject({ presenceMode: 'AUTOMATIC' });
  });

  it('reach one’s own devices and nobody else', async () => {
    const [carl, dora] = [await registerPerson(server, 'carl'), await registerPerson(server, 'dora')];
    const [own, others] = [await listen(server, carl), await listen(server, dora)];
    await update(carl, { presenceMode: 'INVISIBLE' });
    expect(await own.next((event) => event.__typename === 'SettingsChanged')).toBeDefined();
    await update(dora, { presenceMode: 'BUSY' });
    await others.next((event) => event.__typename === 'SettingsChanged');
    expect(others.events.filter((event) => event.__typename === 'SettingsChanged')).toHaveLength(1);
    await own.stop();
    await others.stop();
  });

  it('refuse strangers, and values that are none', async () => {
    expect((await update({}, { readReceipts: false })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await update(ann, { presenceMode: 'ASLEEP' })).errors?.[0]?.extensions.code).toBe('VALIDATION_ERROR');
    expect(await settingsOf(ann)).toMatchObject({ presenceMode: 'AUTOMATIC' });
  });
});
