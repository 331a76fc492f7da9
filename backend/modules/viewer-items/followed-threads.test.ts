import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, type SentMessage, send, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { setItem } from '../../test/viewer-items-client.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let group: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});
beforeEach(async () => {
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  cleo = await registerPerson(server, 'cleo');
  group = await createGroup(server, ann, [bob, cleo]);
});

interface Listed {
  readonly root: { readonly text: string };
  readonly unreadCount: number;
  readonly isFollowed: boolean;
  readonly readSeq: number;
}

const THREADS = `query ($filter: ThreadFilter, $first: Int, $after: String) { threads(filter: $filter, first: $first, after: $after) {
  pageInfo { endCursor hasNextPage } edges { node { root { text } unreadCount isFollowed readSeq thread { replyCount } } } } }`;

async function threads(person: TestPerson, variables: object = {}) {
  const { threads: page } = await query<{
    threads: { edges: { node: Listed }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
  }>(server, THREADS, { token: person.token, variables });
  return { ...page.pageInfo, nodes: page.edges.map(({ node }) => node) };
}

/** What a person follows: text and unread count. */
const followed = async (person: TestPerson, filter = 'FOLLOWED') =>
  (await threads(person, { filter })).nodes.map(({ root, unreadCount }) => [root.text, unreadCount]);

const say = (person: TestPerson, text: string, threadRootId?: string) =>
  send(server, person, { conversationId: group, text, ...(threadRootId !== undefined && { threadRootId }) });

const follow = (person: TestPerson, root: SentMessage, thread: object) =>
  setItem(server, person, { kind: 'THREAD', key: root.id, thread: { conversationId: group, rootSeq: root.seq, ...thread } });

it('lists what a person began, replied in or was mentioned in, the newest reply first', async () => {
  const begun = await say(ann, 'begun by ann');
  const joined = await say(bob, 'joined by ann');
  const named = await say(bob, 'names ann');
  const foreign = await say(bob, 'foreign');
  await say(ann, 'mine', joined.id);
  await say(bob, `@${ann.username} look`, named.id);
  await say(cleo, 'nothing to do with ann', foreign.id);
  await say(bob, 'reply', begun.id);
  await say(ann, 'without replies');
  expect(await followed(ann)).toEqual([
    ['begun by ann', 1],
    ['names ann', 1],
    ['joined by ann', 0],
  ]);
  expect(await followed(cleo)).toEqual([['foreign', 0]]);
});

it('counts the replies of others after what was read, and takes one’s own reply for having read', async () => {
  const root = await say(ann, 'question');
  const replies = [await say(bob, 'one', root.id), await say(cleo, 'two', root.id), await say(bob, 'three', root.id)];
  expect(await followed(ann, 'UNREAD')).toEqual([['question', 3]]);
  await follow(ann, root, { readSeq: replies[0]?.seq });
  expect(await followed(ann, 'UNREAD')).toEqual([['question', 2]]);
  await say(ann, 'thanks', root.id);
  expect([await followed(ann, 'UNREAD'), await followed(ann)]).toEqual([[], [['question', 0]]]);
  await say(cleo, 'you are welcome', root.id);
  expect(await followed(ann, 'UNREAD')).toEqual([['question', 1]]);
});

it('does not count a reply that is deleted', async () => {
  const root = await say(ann, 'question');
  const [kept, deleted] = [await say(bob, 'kept', root.id), await say(bob, 'deleted', root.id)];
  const text = 'mutation ($input: ChangeMessageInput!) { deleteMessage(input: $input) { id } }';
  const input = { conversationId: group, messageId: deleted.id, clientOperationId: randomUUID() };
  await query(server, text, { token: bob.token, variables: { input } });
  expect(await followed(ann)).toEqual([['question', 1]]);
  expect(kept.seq).toBeLessThan(deleted.seq);
});

it('obeys what the person decided, until they take it back', async () => {
  const root = await say(ann, 'question');
  await say(bob, 'answer', root.id);
  await follow(ann, root, { isFollowed: false });
  await follow(cleo, root, { isFollowed: true });
  expect([await followed(ann), await followed(cleo)]).toEqual([[], [['question', 1]]]);
  await follow(ann, root, { isFollowed: null });
  await setItem(server, cleo, { kind: 'THREAD', key: root.id });
  expect([await followed(ann), await followed(cleo)]).toEqual([[['question', 1]], []]);
});

it('gives pages', async () => {
  for (const text of ['a', 'b', 'c']) await say(bob, 'reply', (await say(ann, text)).id);
  const first = await threads(ann, { first: 2 });
  expect([first.nodes.map(({ root }) => root.text), first.hasNextPage]).toEqual([['c', 'b'], true]);
  const second = await threads(ann, { first: 2, after: first.endCursor });
  expect([second.nodes.map(({ root }) => root.text), second.hasNextPage]).toEqual([['a'], false]);
});

it('shows one thread to members, and to nobody who is none, or no more', async () => {
  const root = await say(ann, 'question');
  await say(bob, 'answer', root.id);
  const stranger = await registerPerson(server, 'stranger');
  const one = (person: TestPerson) =>
    request<{ thread: Listed | null }>(
      server,
      'query ($c: ID!, $r: ID!) { thread(conversationId: $c, rootId: $r) { unreadCount isFollowed readSeq } }',
      {
        token: person.token,
        variables: { c: group, r: root.id },
      },
    );
  expect((await one(cleo)).data).toEqual({ thread: { unreadCount: 1, isFollowed: false, readSeq: 0 } });
  expect((await one(stranger)).data).toEqual({ thread: null });
  await removeFromGroup(server, { as: ann, conversationId: group }, bob);
  expect([(await one(bob)).data, await followed(bob)]).toEqual([{ thread: null }, []]);
});
