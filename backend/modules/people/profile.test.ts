import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, startDirect, type TestPerson } from '../../test/api-client.ts';
import { codeOf } from '../../test/people-client.ts';
import { watch } from '../../test/presence-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { withStatusNow } from './profile.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const FIELDS = 'displayName title timeZone statusText statusEmoji statusExpiresAt';
const update = ({ token }: TestPerson, input: object) =>
  request<{ updateProfile: object }>(server, `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { ${FIELDS} } }`, {
    variables: { input },
    token,
  });

const profileOf = async (viewer: TestPerson, { id }: TestPerson) =>
  (
    await query<{ profiles: object[] }>(server, `query ($userIds: [ID!]!) { profiles(userIds: $userIds) { ${FIELDS} } }`, {
      variables: { userIds: [id] },
      token: viewer.token,
    })
  ).profiles[0];

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('a new name (ID-6)', () => {
  const renamed = async (viewer: TestPerson, after: string) =>
    (
      await query<{ renamedPeople: { id: string; displayName: string }[] }>(
        server,
        'query ($after: DateTime!) { renamedPeople(after: $after) { id displayName } }',
        { variables: { after }, token: viewer.token },
      )
    ).renamedPeople;

  it('is told at once to everybody who shares a conversation with the person, and nothing else of them is', async () => {
    const [ann, bob, eve] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob'), await registerPerson(server, 'eve')];
    await createGroup(server, ann, [bob]);
    const [bobs, eves] = [await listen(server, bob), await listen(server, eve)];
    for (const live of [bobs, eves]) await live.run('mutation { watchPresence(userIds: []) { userId } }');
    await update(ann, { statusText: 'On a train' });
    await update(ann, { displayName: 'Ann B.' });
    await update(ann, { displayName: 'Ann B.', statusText: null });
    await update(ann, { displayName: 'Ann C.' });
    const namesTold = ({ events }: { events: readonly object[] }) =>
      events.flatMap((event) => ('user' in event ? [(event.user as { displayName: string }).displayName] : []));
    await expect.poll(() => namesTold(bobs)).toEqual(['Ann B.', 'Ann C.']);
    expect(namesTold(eves)).toEqual([]);
    await bobs.stop();
    await eves.stop();
  });

  it('is there for who was away, from the time on that they heard last', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    await update(bob, { title: 'Cartographer' });
    await update(ann, { displayName: 'Ann D.' });
    const mine = (people: { id: string }[]) => people.filter(({ id }) => [ann.id, bob.id].includes(id));
    expect(mine(await renamed(bob, new Date().toISOString()))).toEqual([{ id: ann.id, displayName: 'Ann D.' }]);
    expect(mine(await renamed(bob, new Date(Date.now() + 6 * 60_000).toISOString()))).toEqual([]);
    await update(ann, { displayName: 'Ann D.' });
    const { rows } = await server.app.db.pool.query<{ renamedAt: string | null }>(
      'SELECT renamed_at AS "renamedAt" FROM users WHERE id = $1',
      [bob.id],
    );
    expect(rows).toEqual([{ renamedAt: null }]);
  });
});

describe('a profile (ID-6)', () => {
  it('keeps what is not given, and takes back what is null', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    await update(ann, { title: 'Designer', timeZone: 'europe/berlin', statusText: 'On a train', statusEmoji: '🚆' });
    await update(ann, { displayName: 'Ann B.', statusText: null });
    const now = {
      displayName: 'Ann B.',
      title: 'Designer',
      timeZone: 'Europe/Berlin',
      statusText: null,
      statusEmoji: '🚆',
      statusExpiresAt: null,
    };
    expect(await profileOf(bob, ann)).toEqual(now);
    const { viewer } = await query<{ viewer: { user: object } }>(server, `{ viewer { user { ${FIELDS} } } }`, { token: ann.token });
    expect(viewer.user).toEqual(now);
  });

  it.each([
    ['no name', { displayName: ' ' }, 'input.displayName'],
    ['a null name', { displayName: null }, 'input.displayName'],
    ['a long title', { title: 'x'.repeat(81) }, 'input.title'],
    ['a title of two lines', { title: 'a\nb' }, 'input.title'],
    ['no time zone', { timeZone: 'Mars/Olympus' }, 'input.timeZone'],
    ['a long status', { statusText: 'x'.repeat(101) }, 'input.statusText'],
    ['a word for an emoji', { statusEmoji: 'train' }, 'input.statusEmoji'],
    ['two emoji', { statusEmoji: '🚆🚆' }, 'input.statusEmoji'],
    ['an end in the past', { statusExpiresAt: '2026-01-01T00:00:00Z' }, 'input.statusExpiresAt'],
  ])('refuses %s, and nothing changes', async (_name, input, field) => {
    const ann = await registerPerson(server, 'ann');
    const { errors } = await update(ann, { title: 'Kept out', ...input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field });
    expect(await profileOf(ann, ann)).toMatchObject({ displayName: 'Ann', title: null });
  });

  it('is one’s own: who has not signed in changes none', async () => {
    expect(codeOf(await request(server, 'mutation { updateProfile(input: { title: "x" }) { id } }'))).toBe('UNAUTHENTICATED');
  });

  it('is told live to those who watch and to one’s own devices, and to nobody else', async () => {
    const [ann, bob, carl] = [
      await registerPerson(server, 'ann'),
      await registerPerson(server, 'bob'),
      await registerPerson(server, 'carl'),
    ];
    await createGroup(server, ann, [bob, carl]);
    const [own, watching, other] = [await listen(server, ann), await listen(server, bob), await listen(server, carl)];
    await watch(watching, ann);
    const isNews = ({ __typename }: { __typename: string }) => __typename === 'ProfileChanged';
    await update(ann, { statusEmoji: '🌴', statusText: 'Away', statusExpiresAt: inAnHour() });
    await Promise.all([own.next(isNews), watching.next(isNews)]);
    await update(carl, { title: 'Last' });
    await other.next(isNews);
    expect(other.events.filter(isNews)).toHaveLength(1);
    await Promise.all([own.stop(), watching.stop(), other.stop()]);
  });

  it('reaches those with whom one has a direct conversation without their asking, and every list of messages', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    const id = await startDirect(server, ann, bob);
    const bobSees = await listen(server, bob);
    await listen(server, ann).then(async (annHere) => {
      await bobSees.next(({ userId, status }) => userId === ann.id && status === 'ONLINE');
      await update(ann, { displayName: 'Ann the second' });
      await bobSees.next(({ __typename }) => __typename === 'ProfileChanged');
      await annHere.stop();
    });
    const { conversation } = await query<{ conversation: { members: { edges: { node: { user: { displayName: string } } }[] } } }>(
      server,
      'query ($id: ID!) { conversation(id: $id) { members(first: 5) { edges { node { user { displayName } } } } } }',
      { variables: { id }, token: bob.token },
    );
    expect(conversation.members.edges.map(({ node }) => node.user.displayName)).toContain('Ann the second');
    await bobSees.stop();
  });

  it('finds people by their title, also by its beginning and with a typing error (PEOPLE-1)', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    await update(ann, { title: 'Cartographer' });
    for (const search of ['cartog', 'Cartographer', 'ann carto', 'cartogrpaher']) {
      const { people } = await query<{ people: { edges: { node: { id: string } }[] } }>(
        server,
        'query ($search: String!) { people(search: $search) { edges { node { id } } } }',
        { variables: { search }, token: bob.token },
      );
      expect(
        people.edges.map(({ node }) => node.id),
        search,
      ).toContain(ann.id);
    }
  });
});

it('shows a status until it ends, by the clock of who reads', () => {
  const profile = {
    title: 'Designer',
    timeZone: null,
    statusText: 'Lunch',
    statusEmoji: '🥗',
    statusExpiresAt: '2026-11-21T12:00:00.000000Z',
  };
  expect(withStatusNow(profile, Date.parse('2026-11-21T11:59:59Z'))).toEqual(profile);
  expect(withStatusNow(profile, Date.parse('2026-11-21T12:00:00Z'))).toEqual({
    title: 'Designer',
    timeZone: null,
    statusText: null,
    statusEmoji: null,
    statusExpiresAt: null,
  });
});
