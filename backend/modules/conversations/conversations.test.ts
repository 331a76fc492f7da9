import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { leaveGroup, renameGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const CONVERSATION = `query ($id: ID!) { conversation(id: $id) { kind name lastSeq memberCount
  members { edges { node { role user { username } joinedSeq leftSeq } } }
  messages(first: 100) { edges { node { kind seq text sender { username } systemEvent { kind name users { username } } } } }
  viewerMember { user { username } } viewerReceipt { readSeq deliveredSeq unreadCount } unreadCount
  viewerCan { send addMembers removeMembers rename leave } } }`;

const read = async (person: TestPerson, id: string) =>
  (await query<{ conversation: Record<string, unknown> | null }>(server, CONVERSATION, { variables: { id }, token: person.token }))
    .conversation;

describe('a direct conversation (CONV-1)', () => {
  it('is one per pair, however often and from whichever side it is started at once', async () => {
    const [carl, dora] = [await registerPerson(server, 'carl'), await registerPerson(server, 'dora')];
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? startDirect(server, carl, dora) : startDirect(server, dora, carl))),
    );
    expect(new Set(ids).size).toBe(1);
    const { rows } = await server.app.db.pool.query('SELECT 1 FROM members WHERE user_id = $1', [carl.id]);
    expect(rows).toHaveLength(1);
  });

  it('holds two members who may do the same, and no system message', async () => {
    const id = await startDirect(server, ann, bob);
    expect(await read(ann, id)).toEqual({
      kind: 'DIRECT',
      name: null,
      lastSeq: 2,
      memberCount: 2,
      members: {
        edges: expect.arrayContaining(
          [ann, bob].map(({ username }) => ({
            node: { role: 'MEMBER', user: { username }, joinedSeq: expect.any(Number), leftSeq: null },
          })),
        ),
      },
      messages: { edges: [] },
      viewerMember: { user: { username: ann.username } },
      viewerReceipt: { readSeq: expect.any(Number), deliveredSeq: expect.any(Number), unreadCount: 0 },
      unreadCount: 0,
      viewerCan: { send: true, addMembers: false, removeMembers: false, rename: false, leave: false },
    });
  });

  it('with oneself is one, and holds notes', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => startDirect(server, ann, ann)));
    expect(new Set(ids).size).toBe(1);
    await send(server, ann, { conversationId: ids[0] ?? '', text: 'buy milk' });
    expect(await read(ann, ids[0] ?? '')).toMatchObject({ kind: 'DIRECT', memberCount: 1, lastSeq: 2, unreadCount: 0 });
    expect(await read(bob, ids[0] ?? '')).toBeNull();
  });

  it('shows up live for the other person', async () => {
    const [carl, dora] = [await registerPerson(server, 'carl'), await registerPerson(server, 'dora')];
    const live = await listen(server, dora);
    const conversationId = await startDirect(server, carl, dora);
    const event = await live.next(({ __typename }) => __typename === 'MemberChanged');
    expect(event).toMatchObject({ conversationId, member: { user: { id: dora.id }, leftSeq: null } });
    const { text } = await send(server, carl, { conversationId, text: 'hello dora' });
    expect((await live.next(({ __typename }) => __typename === 'MessageChanged')).message?.text).toBe(text);
    await live.stop();
  });
});

describe('a group (CONV-1)', () => {
  it('begins with its owner, its members and what happened', async () => {
    const id = await createGroup(server, ann, [bob, bob, ann]);
    expect(await read(bob, id)).toMatchObject({
      kind: 'GROUP',
      name: 'Release 4.2',
      lastSeq: 3,
      memberCount: 2,
      members: {
        edges: [
          { node: { role: 'OWNER', user: { username: ann.username }, joinedSeq: 1, leftSeq: null } },
          { node: { role: 'MEMBER', user: { username: bob.username }, joinedSeq: 2, leftSeq: null } },
        ],
      },
      messages: {
        edges: [
          {
            node: {
              kind: 'SYSTEM',
              seq: 3,
              text: null,
              sender: { username: ann.username },
              systemEvent: { kind: 'GROUP_CREATED', name: 'Release 4.2', users: [{ username: bob.username }] },
            },
          },
        ],
      },
      unreadCount: 0,
      viewerCan: { send: true, addMembers: false, removeMembers: false, rename: false, leave: true },
    });
    expect(await read(ann, id)).toMatchObject({ viewerCan: { addMembers: true, removeMembers: true, rename: true, leave: true } });
  });

  it('shows up live for all its members, with what happened', async () => {
    const live = await Promise.all([listen(server, ann), listen(server, bob)]);
    const conversationId = await createGroup(server, ann, [bob]);
    for (const listener of live) {
      expect(await listener.next((event) => event.conversationId === conversationId && event.__typename === 'MemberChanged')).toBeDefined();
      const told = await listener.next((event) => event.conversationId === conversationId && event.__typename === 'MessageChanged');
      expect(told.message?.kind).toBe('SYSTEM');
      await listener.stop();
    }
  });

  it('has at most as many members as the setting says, from the first or later', async () => {
    const small = await startTestServer({ GROUP_MEMBERS_MAX: '3' });
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => registerPerson(small, `member${name}`)));
    const [owner, ...others] = people as [TestPerson, ...TestPerson[]];
    const text = 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id memberCount } }';
    const group = (memberIds: string[]) =>
      request<{ createGroup: { id: string } }>(small, text, { variables: { input: { name: 'Small', memberIds } }, token: owner.token });
    const refused = await group(others.map(({ id }) => id));
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'input.memberIds' });
    const made = await group(others.slice(0, 1).map(({ id }) => id));
    const conversationId = made.data?.createGroup.id ?? '';
    const add = (userIds: string[]) =>
      request(small, 'mutation ($id: ID!, $userIds: [ID!]!) { addMembers(conversationId: $id, userIds: $userIds) { memberCount } }', {
        variables: { id: conversationId, userIds },
        token: owner.token,
      });
    const both = await Promise.all(others.slice(1).map(({ id }) => add([id])));
    expect(both.filter(({ errors }) => errors !== undefined)).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors ?? [])[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'userIds' });
    await small.stop();
  });

  it('LIMIT makes 10 conversations an hour, and says when to go on', async () => {
    const limited = await startTestServer({ RATE_LIMITS: 'on' });
    const carl = await registerPerson(limited, 'carl');
    const notes = await startDirect(limited, carl, carl);
    for (let i = 0; i < 9; i += 1) await createGroup(limited, carl, []);
    const { errors } = await request(limited, 'mutation { createGroup(input: { name: "x", memberIds: [] }) { id } }', {
      token: carl.token,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(errors?.[0]?.extensions.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(await startDirect(limited, carl, carl)).toBe(notes);
    await limited.stop();
  });
});

describe('the list of conversations (CONV-4)', () => {
  const LIST = `query ($first: Int, $after: String) { conversations(first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }`;
  interface List {
    conversations: { edges: { cursor: string; node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  }

  async function readAll(person: TestPerson, first: number): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { conversations }: List = await query(server, LIST, { variables: { first, after }, token: person.token });
      expect(conversations.edges.length).toBeLessThanOrEqual(first);
      ids.push(...conversations.edges.map(({ node }) => node.id));
      if (!conversations.pageInfo.hasNextPage) return ids;
      after = conversations.pageInfo.endCursor;
    }
  }

  it('is empty for who is in none', async () => {
    const carl = await registerPerson(server, 'carl');
    expect(await query(server, LIST, { token: carl.token })).toEqual({
      conversations: { edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null, startCursor: null } },
    });
  });

  it('has the newest activity first, the same in pages of every size, without those that were left', async () => {
    const carl = await registerPerson(server, 'carl');
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) ids.push(await createGroup(server, carl, []));
    await send(server, carl, { conversationId: ids[2] ?? '', text: 'news' });
    await renameGroup(server, { as: carl, conversationId: ids[4] ?? '' }, 'Another name');
    await leaveGroup(server, { as: carl, conversationId: ids[0] ?? '' });
    const expected = [4, 2, 6, 5, 3, 1].map((i) => ids[i]);
    for (const first of [1, 2, 3, 5, 6, 7, 100]) expect(await readAll(carl, first)).toEqual(expected);
  });
});

describe('W10 a conversation of others gives nothing away', () => {
  it('is the same as one that does not exist, for every operation that names one', async () => {
    const group = await createGroup(server, ann, []);
    const message = await send(server, ann, { conversationId: group, text: 'secret' });
    const operations: [string, object][] = [
      ['mutation ($id: ID!) { addMembers(conversationId: $id, userIds: ["$me"]) { id } }', {}],
      ['mutation ($id: ID!) { removeMember(conversationId: $id, userId: "$ann") { id } }', {}],
      ['mutation ($id: ID!) { removeMember(conversationId: $id, userId: "$me") { id } }', {}],
      ['mutation ($id: ID!) { leaveConversation(conversationId: $id) }', {}],
      ['mutation ($id: ID!) { renameGroup(conversationId: $id, name: "mine") { id } }', {}],
      ['mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }', {}],
      ['mutation ($id: ID!) { acknowledge(conversationId: $id, readSeq: 1) { readSeq } }', {}],
      ['mutation ($id: ID!) { sendMessage(input: { conversationId: $id, clientMessageId: "$new", text: "x" }) { id } }', {}],
      [
        'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, clientMessageId: "$new", text: "x", replyToId: "$message" }) { id } }',
        {},
      ],
      [
        'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, clientMessageId: "$new", text: "x", replyToId: "$new" }) { id } }',
        {},
      ],
      ['query ($id: ID!) { conversation(id: $id) { name lastSeq } }', {}],
      [
        'query ($id: ID!) { changes(since: [{ conversationId: $id, seq: 0 }], includeOthers: false) { hasMore conversations { seq } } }',
        {},
      ],
    ];
    const carl = await registerPerson(server, 'carl');
    const ask = (text: string, id: string) =>
      request(
        server,
        text.replaceAll('$me', carl.id).replaceAll('$ann', ann.id).replaceAll('$new', randomUUID()).replaceAll('$message', message.id),
        {
          variables: { id },
          token: carl.token,
        },
      );
    for (const [text] of operations) {
      const [others, nobodys] = [await ask(text, group), await ask(text, randomUUID())];
      expect({ text, ...others }).toEqual({ text, ...nobodys });
      expect(JSON.stringify(others)).not.toContain('secret');
    }
  });

  it('a cursor of another list or another person opens nothing', async () => {
    const group = await createGroup(server, ann, []);
    for (let i = 0; i < 3; i += 1) await send(server, ann, { conversationId: group, text: `secret ${i}` });
    const PAGE = `query ($id: ID!, $after: String) { conversation(id: $id) { messages(first: 2, after: $after) { edges { cursor node { text } } } } }`;
    interface Messages {
      conversation: { messages: { edges: { cursor: string; node: { text: string } }[] } };
    }
    const annsPage: Messages = await query(server, PAGE, { variables: { id: group }, token: ann.token });
    const notes = await startDirect(server, bob, bob);
    await send(server, bob, { conversationId: notes, text: 'mine' });
    const after = annsPage.conversation.messages.edges[0]?.cursor;
    const bobsPage: Messages = await query(server, PAGE, { variables: { id: notes, after }, token: bob.token });
    expect(bobsPage.conversation.messages.edges.map(({ node }) => node.text)).toEqual(['mine']);
  });
});
