import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { joinGroup, updateGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;
let eve: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
  eve = await registerPerson(server, 'eve');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

describe('public groups (CONV-1)', () => {
  const LIST = `query ($search: String, $first: Int, $after: String) { publicGroups(search: $search, first: $first, after: $after) {
    edges { cursor node { id name topic memberCount isMember } } pageInfo { hasNextPage } } }`;
  const JOINED = `query ($id: ID!) { conversation(id: $id) { memberCount viewerMember { role }
    messages(last: 1) { edges { node { sender { id } systemEvent { kind users { id } } } } } } }`;
  interface List {
    readonly publicGroups: { edges: { cursor: string; node: Record<string, unknown> }[]; pageInfo: { hasNextPage: boolean } };
  }
  const find = async (person: TestPerson, variables: object) =>
    (await query<List>(server, LIST, { variables, token: person.token })).publicGroups;

  async function publicGroup(name: string): Promise<string> {
    const { createGroup: made } = await query<{ createGroup: { id: string } }>(
      server,
      'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
      { variables: { input: { name, topic: 'All of 100% welcome', isPublic: true, memberIds: [] } }, token: olga.token },
    );
    return made.id;
  }

  it('are found by a part of their name or topic, in pages, and never while private', async () => {
    const word = randomUUID();
    const ids = [];
    for (const name of [`b ${word}`, `A ${word}`, `c ${word}`]) ids.push(await publicGroup(name));
    const first = await find(ann, { search: word.toUpperCase(), first: 2 });
    expect(first.edges.map(({ node }) => node)).toEqual([
      { id: ids[1], name: `A ${word}`, topic: 'All of 100% welcome', memberCount: 1, isMember: false },
      { id: ids[0], name: `b ${word}`, topic: 'All of 100% welcome', memberCount: 1, isMember: false },
    ]);
    const rest = await find(ann, { search: word, first: 2, after: first.edges[1]?.cursor });
    expect([rest.edges.map(({ node }) => node.id), rest.pageInfo.hasNextPage]).toEqual([[ids[2]], false]);
    await updateGroup(server, { as: olga, conversationId: ids[2] ?? '' }, { isPublic: false });
    expect((await find(ann, { search: word })).edges).toHaveLength(2);
    expect((await find(ann, { search: `${word}_` })).edges).toEqual([]);
    expect((await find(ann, { search: '100%' })).edges.length).toBeGreaterThan(1);
  });

  it('are joined by everybody, once; private ones and unknown ones answer alike', async () => {
    const conversationId = await publicGroup('Open house');
    await Promise.all([1, 2, 3].map(() => joinGroup(server, { as: ann, conversationId })));
    const { conversation } = await query<{ conversation: object }>(server, JOINED, { variables: { id: conversationId }, token: ann.token });
    expect(conversation).toEqual({
      memberCount: 2,
      viewerMember: { role: 'MEMBER' },
      messages: { edges: [{ node: { sender: { id: ann.id }, systemEvent: { kind: 'MEMBER_JOINED', users: [{ id: ann.id }] } } }] },
    });
    expect((await find(ann, { search: 'Open house' })).edges[0]?.node).toMatchObject({ isMember: true, memberCount: 2 });
    await updateGroup(server, { as: olga, conversationId }, { isPublic: false });
    const direct = await startDirect(server, olga, ann);
    for (const id of [conversationId, direct, randomUUID()]) {
      await expect(joinGroup(server, { as: eve, conversationId: id })).rejects.toThrow('NOT_IN_CONVERSATION');
    }
  });
});
