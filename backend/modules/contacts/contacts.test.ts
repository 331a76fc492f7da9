import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, query, registerPerson, request, startDirect, type TestPerson } from '../../test/api-client.ts';
import { codeOf, doTo, listsOf, makeContacts, tryTo } from '../../test/people-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let strict: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  strict = await startTestServer({
    DIRECT_POLICY: 'contacts',
    RATE_LIMITS: 'on',
    LIMIT_CONTACT_REQUESTS: '2/1d',
    LIMIT_REGISTRATIONS_PER_ADDRESS: '100/1m',
  });
});
afterAll(async () => {
  expect([...server.logged, ...strict.logged]).toEqual([]);
  await Promise.all([server.stop(), strict.stop()]);
});

const people = async (at = server): Promise<[TestPerson, TestPerson]> => [await registerPerson(at, 'ann'), await registerPerson(at, 'bob')];

const START = 'mutation ($userId: ID!) { startDirect(userId: $userId) { id } }';
const tryToStart = (as: TestPerson, { id }: TestPerson) => request(strict, START, { variables: { userId: id }, token: as.token });

describe('contacts (PEOPLE-2)', () => {
  it('are asked for, accepted, and the same on both sides and live', async () => {
    const [ann, bob] = await people();
    const bobSees = await listen(server, bob);
    const asked = await doTo(server, 'requestContact', { as: ann, to: bob });
    expect(asked).toMatchObject({
      kind: 'CONTACT',
      key: bob.id,
      isRemoved: false,
      contact: { state: 'REQUESTED', user: { displayName: 'Bob' } },
    });
    await bobSees.next(({ __typename }) => __typename === 'ViewerItemChanged');
    expect(await listsOf(server, bob)).toEqual({ contacts: [], requests: [ann.id], blocked: [] });
    expect((await doTo(server, 'acceptContact', { as: bob, to: ann })).contact?.state).toBe('ACCEPTED');
    expect((await listsOf(server, ann)).contacts).toEqual([bob.id]);
    expect(await listsOf(server, bob)).toEqual({ contacts: [ann.id], requests: [], blocked: [] });
    await bobSees.stop();
  });

  it('change once for each id that the client made, whatever became of it since', async () => {
    const [ann, bob] = await people();
    const variables = { userId: bob.id, clientOperationId: crypto.randomUUID() };
    const once = (act: string) =>
      query<{ item: { contact: { state: string } | null } }>(
        server,
        `mutation ($userId: ID!, $clientOperationId: ID!) { item: ${act}(userId: $userId, clientOperationId: $clientOperationId) { contact { state } } }`,
        { variables, token: ann.token },
      );
    expect((await once('requestContact')).item.contact?.state).toBe('REQUESTED');
    await doTo(server, 'declineContact', { as: bob, to: ann });
    expect((await once('requestContact')).item.contact).toBeNull();
    expect((await listsOf(server, bob)).requests).toEqual([]);
    await doTo(server, 'requestContact', { as: bob, to: ann });
    variables.clientOperationId = crypto.randomUUID();
    await Promise.all([once('removeContact'), once('removeContact')]);
    await doTo(server, 'requestContact', { as: bob, to: ann });
    expect((await once('removeContact')).item.contact?.state).toBe('RECEIVED');
  });

  it('come about when both ask', async () => {
    const [ann, bob] = await people();
    await Promise.all([doTo(server, 'requestContact', { as: ann, to: bob }), doTo(server, 'requestContact', { as: bob, to: ann })]);
    expect([(await listsOf(server, ann)).contacts, (await listsOf(server, bob)).contacts]).toEqual([[bob.id], [ann.id]]);
  });

  it('take no number the second time', async () => {
    const [ann, bob] = await people();
    await doTo(server, 'requestContact', { as: ann, to: bob });
    await doTo(server, 'requestContact', { as: ann, to: bob });
    const { viewerChanges } = await query<{ viewerChanges: { seq: number } }>(server, '{ viewerChanges(since: 0) { seq } }', {
      token: bob.token,
    });
    expect(viewerChanges.seq).toBe(1);
  });

  it('are declined, taken back and removed', async () => {
    const [ann, bob] = await people();
    await doTo(server, 'requestContact', { as: ann, to: bob });
    expect((await doTo(server, 'declineContact', { as: bob, to: ann })).isRemoved).toBe(true);
    await doTo(server, 'requestContact', { as: ann, to: bob });
    await doTo(server, 'removeContact', { as: ann, to: bob });
    expect(await listsOf(server, bob)).toEqual({ contacts: [], requests: [], blocked: [] });
    await makeContacts(server, ann, bob);
    await doTo(server, 'removeContact', { as: bob, to: ann });
    expect([(await listsOf(server, ann)).contacts, (await listsOf(server, bob)).contacts]).toEqual([[], []]);
  });

  it('are accepted by nobody but who was asked, and not once the request is taken back', async () => {
    const [ann, bob] = await people();
    await doTo(server, 'requestContact', { as: ann, to: bob });
    expect(codeOf(await tryTo(server, 'acceptContact', { as: ann, to: bob }))).toBe('NOT_FOUND');
    await doTo(server, 'removeContact', { as: ann, to: bob });
    expect(codeOf(await tryTo(server, 'acceptContact', { as: bob, to: ann }))).toBe('NOT_FOUND');
    expect(await listsOf(server, ann)).toEqual({ contacts: [], requests: [], blocked: [] });
  });

  it('cannot be set like what one keeps by oneself', async () => {
    const [ann, bob] = await people();
    const set = 'mutation ($key: ID!) { setViewerItem(input: { kind: CONTACT, key: $key }) { seq } }';
    expect(codeOf(await request(server, set, { variables: { key: bob.id }, token: ann.token }))).toBe('VALIDATION_ERROR');
  });

  it('alone may begin a conversation where the server says so, and no longer once they are none', async () => {
    const [ann, bob] = await people(strict);
    expect(codeOf(await tryToStart(ann, bob))).toBe('FORBIDDEN');
    await makeContacts(strict, ann, bob);
    await doTo(strict, 'removeContact', { as: bob, to: ann });
    expect(codeOf(await tryToStart(ann, bob))).toBe('FORBIDDEN');
    await makeContacts(strict, bob, ann);
    expect(codeOf(await tryToStart(ann, bob))).toBeUndefined();
    expect(await startDirect(strict, ann, ann)).toBeTruthy();
  });

  it('can be asked for so often a day', async () => {
    const [ann, bob] = await people(strict);
    for (let i = 0; i < 2; i += 1) await doTo(strict, 'requestContact', { as: ann, to: bob });
    expect(codeOf(await tryTo(strict, 'requestContact', { as: ann, to: bob }))).toBe('RATE_LIMITED');
  });
});
