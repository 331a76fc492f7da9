import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { act, changesSince, placeOf, refusal, say, standing, type WholeMessage } from '../../test/message-client.ts';
import { createTestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let chat: string;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  chat = await startDirect(server, ann, bob);
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const as = (person: TestPerson, at = server) => ({ server: at, as: person });
const reply = (person: TestPerson, { conversationId, id }: WholeMessage, text = 'a reply') =>
  say(as(person), { conversationId, text, threadRootId: id });
const threadOf = async (root: WholeMessage, since = root.seq) => (await changesSince(as(ann), root.conversationId, since)).threads[0];

interface ThreadPage {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly seq: number } }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const PAGE = `query ($id: ID!, $rootId: ID!, $first: Int, $after: String, $last: Int, $before: String) { conversation(id: $id) {
  threadMessages(rootId: $rootId, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { seq } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function page({ conversationId, id: rootId }: WholeMessage, range: object = {}): Promise<ThreadPage> {
  const { conversation } = await query<{ conversation: { threadMessages: ThreadPage } }>(server, PAGE, {
    variables: { id: conversationId, rootId, ...range },
    token: ann.token,
  });
  return conversation.threadMessages;
}
const seqsOf = ({ edges }: ThreadPage) => edges.map(({ node }) => node.seq);

describe('a thread (MSG-2)', () => {
  it('counts its replies and who wrote them, and moves with each reply’s own number', async () => {
    const root = await say(as(ann), { conversationId: chat, text: 'the root' });
    expect(await threadOf(root)).toBeUndefined();
    const one = await reply(bob, root);
    expect(one).toMatchObject({ threadRootId: root.id, threadRootSeq: root.seq });
    const two = await reply(ann, root);
    expect(await threadOf(root)).toEqual({
      rootId: root.id,
      rootSeq: root.seq,
      replyCount: 2,
      lastReplySeq: two.seq,
      participantIds: [ann.id, bob.id].toSorted(),
      changeSeq: two.seq,
    });
    expect(two.seq).toBe(root.seq + 2);
  });

  it('counts a deleted reply no more, by the number of the deletion', async () => {
    const root = await say(as(ann), { conversationId: chat });
    const [one, two, three] = [await reply(bob, root), await reply(ann, root), await reply(ann, root)];
    const gone = await act(as(ann), 'deleteMessage', placeOf(three));
    expect(gone).toMatchObject({ threadRootId: root.id, threadRootSeq: root.seq, text: null });
    expect(await threadOf(root, three.seq)).toMatchObject({ replyCount: 2, lastReplySeq: two.seq, changeSeq: gone.changeSeq });
    await act(as(bob), 'deleteMessage', placeOf(one));
    const last = await act(as(ann), 'deleteMessage', placeOf(two));
    await act(as(ann), 'deleteMessage', placeOf(two));
    expect(await threadOf(root, last.changeSeq - 1)).toMatchObject({ replyCount: 0, changeSeq: last.changeSeq });
    expect(await reply(bob, root)).toMatchObject({ seq: last.changeSeq + 1 });
    expect(await threadOf(root, last.changeSeq)).toMatchObject({ replyCount: 1, lastReplySeq: last.changeSeq + 1 });
  });

  it('outlives the message that began it', async () => {
    const root = await say(as(ann), { conversationId: chat });
    await reply(bob, root);
    await act(as(ann), 'deleteMessage', placeOf(root));
    const more = await reply(bob, root);
    expect(await threadOf(root)).toMatchObject({ replyCount: 2, lastReplySeq: more.seq });
  });

  it('has its replies counted as unread by nobody', async () => {
    const group = await createGroup(server, ann, [bob]);
    const root = await say(as(ann), { conversationId: group });
    await reply(ann, root, '@all here');
    expect(await standing(as(bob), group)).toMatchObject({ unreadCount: 1, mentionCount: 0 });
  });

  it('begins at a message that is no reply itself, of the same conversation', async () => {
    const root = await say(as(ann), { conversationId: chat });
    const first = await reply(bob, root);
    const wrong = { code: 'VALIDATION_ERROR', retryable: false, field: 'input.threadRootId' };
    const input = { text: 'x', clientMessageId: crypto.randomUUID() };
    expect(await refusal(as(bob), 'sendMessage', { ...input, conversationId: chat, threadRootId: first.id })).toEqual(wrong);
    const group = await createGroup(server, ann, [bob]);
    expect(await refusal(as(bob), 'sendMessage', { ...input, conversationId: group, threadRootId: root.id })).toEqual(wrong);
    const own = await say(as(ann), { conversationId: group });
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await refusal(as(bob), 'sendMessage', { ...input, conversationId: group, threadRootId: own.id })).toMatchObject({
      code: 'NOT_IN_CONVERSATION',
    });
  });

  it('counts right with replies and deletions of many at once over two nodes, and leaves no number out', async () => {
    const database = await createTestDatabase();
    const nodes = [await startTestServer({}, { database }), await startTestServer({}, { database })] as const;
    const [first] = nodes;
    const people = await Promise.all(Array.from({ length: 6 }, (_, i) => registerPerson(first, `t${i}x`)));
    const [owner, ...others] = people as [TestPerson, ...TestPerson[]];
    const group = await createGroup(first, owner, others);
    const root = await say(as(owner, first), { conversationId: group });
    const pour = async (person: TestPerson, index: number) => {
      const hand = as(person, nodes[index % 2] ?? first);
      for (let i = 0; i < 10; i += 1) {
        const sent = await say(hand, { conversationId: group, threadRootId: root.id });
        if (i % 3 === 0) await act(hand, 'deleteMessage', placeOf(sent));
      }
    };
    await Promise.all(people.map(pour));
    const { messages, threads, seq } = await changesSince(as(owner, first), group, root.seq);
    expect(messages).toHaveLength(60);
    const left = messages.filter(({ deletedAt }) => deletedAt === null);
    expect(threads).toEqual([
      {
        rootId: root.id,
        rootSeq: root.seq,
        replyCount: 36,
        lastReplySeq: Math.max(...left.map((each) => each.seq)),
        participantIds: people.map(({ id }) => id).toSorted(),
        changeSeq: root.seq + 84,
      },
    ]);
    expect(left).toHaveLength(36);
    expect(seq).toBe(root.seq + 84);
    for (const node of nodes) {
      expect(node.logged).toEqual([]);
      await node.stop();
    }
    await database.drop();
  });
});

describe('the replies of a thread', () => {
  it('come in pages from both ends, without the root and what stands between them', async () => {
    const root = await say(as(ann), { conversationId: chat });
    const seqs: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      seqs.push((await reply(i % 2 === 0 ? ann : bob, root)).seq);
      await say(as(ann), { conversationId: chat });
    }
    expect(seqsOf(await page(root))).toEqual(seqs);
    const first = await page(root, { first: 2 });
    expect([seqsOf(first), first.pageInfo]).toMatchObject([seqs.slice(0, 2), { hasNextPage: true, hasPreviousPage: false }]);
    const next = await page(root, { first: 3, after: first.pageInfo.endCursor });
    expect([seqsOf(next), next.pageInfo]).toMatchObject([seqs.slice(2), { hasNextPage: false, hasPreviousPage: true }]);
    const last = await page(root, { last: 2 });
    expect([seqsOf(last), last.pageInfo]).toMatchObject([seqs.slice(3), { hasNextPage: false, hasPreviousPage: true }]);
    const before = await page(root, { last: 100, before: last.pageInfo.startCursor });
    expect([seqsOf(before), before.pageInfo]).toMatchObject([seqs.slice(0, 3), { hasNextPage: true, hasPreviousPage: false }]);
  });
});
