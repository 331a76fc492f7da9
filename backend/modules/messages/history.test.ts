import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { getConversation } from '../conversations/conversations.service.ts';
import { listMessages, listNewestMessages } from './history.service.ts';

const COUNT = 24;

let server: TestServer;
let ann: TestPerson;
let group: string;
let whole: Edge[];

interface Edge {
  readonly cursor: string;
  readonly node: { seq: number; createdAt: string };
}

interface Page {
  readonly edges: Edge[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

interface Range {
  readonly first?: number;
  readonly after?: string | null;
  readonly last?: number;
  readonly before?: string | null;
}

const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { conversation(id: $id) {
  messages(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { seq createdAt } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function readPage(range: Range, id = group): Promise<Page> {
  const { conversation } = await query<{ conversation: { messages: Page } }>(server, PAGE, {
    variables: { id, ...range },
    token: ann.token,
  });
  return conversation.messages;
}

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  group = await createGroup(server, ann, []);
  for (let i = 1; i < COUNT; i += 1) await send(server, ann, { conversationId: group, text: `message ${i}` });
  whole = (await readPage({ first: 100 })).edges;
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const SIZES = [1, 2, 3, 5, 7, COUNT - 1, COUNT, COUNT + 1, 100];

describe('history', () => {
  it('is in the order of the sequence, which is the order of time', () => {
    expect(whole.map(({ node }) => node.seq)).toEqual(Array.from({ length: COUNT }, (_, i) => i + 2));
    const times = whole.map(({ node }) => node.createdAt);
    expect(times).toEqual([...new Set(times)].sort());
  });

  it.each(SIZES)('forwards in pages of %i gives the same list', async (first) => {
    const edges: Edge[] = [];
    for (let after: string | null = null; ; ) {
      const page: Page = await readPage({ first, after });
      expect(page.pageInfo).toMatchObject({
        hasPreviousPage: after !== null,
        startCursor: page.edges[0]?.cursor,
        endCursor: page.edges.at(-1)?.cursor,
      });
      edges.push(...page.edges);
      if (!page.pageInfo.hasNextPage) break;
      expect(page.edges).toHaveLength(first);
      after = page.pageInfo.endCursor;
    }
    expect(edges).toEqual(whole);
  });

  it.each(SIZES)('backwards in pages of %i gives the same list', async (last) => {
    const edges: Edge[] = [];
    for (let before: string | null = null; ; ) {
      const page: Page = await readPage({ last, before });
      expect(page.pageInfo).toMatchObject({
        hasNextPage: before !== null,
        startCursor: page.edges[0]?.cursor,
        endCursor: page.edges.at(-1)?.cursor,
      });
      edges.unshift(...page.edges);
      if (!page.pageInfo.hasPreviousPage) break;
      expect(page.edges).toHaveLength(last);
      before = page.pageInfo.startCursor;
    }
    expect(edges).toEqual(whole);
  });

  it('is full to the last item without promising more', async () => {
    expect((await readPage({ first: COUNT })).pageInfo.hasNextPage).toBe(false);
    expect((await readPage({ last: COUNT })).pageInfo.hasPreviousPage).toBe(false);
    expect((await readPage({ first: COUNT - 1 })).pageInfo.hasNextPage).toBe(true);
    expect((await readPage({ last: COUNT - 1 })).pageInfo.hasPreviousPage).toBe(true);
  });

  it('lies between two cursors, from either side', async () => {
    const [after, before] = [whole[4]?.cursor ?? '', whole[10]?.cursor ?? ''];
    expect((await readPage({ after, before, first: 100 })).edges).toEqual(whole.slice(5, 10));
    expect((await readPage({ after, before, last: 2 })).edges).toEqual(whole.slice(8, 10));
    expect((await readPage({ after, before, first: 2 })).edges).toEqual(whole.slice(5, 7));
    expect((await readPage({ after: before, before: after, first: 2 })).edges).toEqual([]);
  });

  it('goes around a message both ways', async () => {
    const middle = whole[12]?.cursor ?? '';
    expect((await readPage({ last: 3, before: middle })).edges).toEqual(whole.slice(9, 12));
    expect((await readPage({ first: 3, after: middle })).edges).toEqual(whole.slice(13, 16));
  });

  it('is the newest 50 when nothing is asked, and ends at its ends', async () => {
    expect((await readPage({})).edges).toEqual(whole);
    expect((await readPage({ first: 5, after: whole.at(-1)?.cursor ?? '' })).edges).toEqual([]);
    expect((await readPage({ last: 5, before: whole[0]?.cursor ?? '' })).edges).toEqual([]);
  });

  it('is empty where nothing was said', async () => {
    const notes = await startDirect(server, ann, ann);
    const nothing = { edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } };
    for (const range of [{}, { first: 10 }, { last: 10 }]) expect(await readPage(range, notes)).toEqual(nothing);
  });

  it('shows the newest messages of many conversations in one list, each its own', async () => {
    const ids = [await createGroup(server, ann, []), await createGroup(server, ann, [])];
    for (const conversationId of ids)
      for (let i = 0; i < 3; i += 1) await send(server, ann, { conversationId, text: `${conversationId} ${i}` });
    const { conversations } = await query<{
      conversations: { edges: { node: { id: string; messages: { edges: { node: { text: string } }[]; pageInfo: object } } }[] };
    }>(
      server,
      '{ conversations(first: 2) { edges { node { id messages(last: 2) { edges { node { text } } pageInfo { hasPreviousPage hasNextPage } } } } } }',
      { token: ann.token },
    );
    expect(conversations.edges.map(({ node }) => node)).toEqual(
      ids.toReversed().map((id) => ({
        id,
        messages: {
          edges: [1, 2].map((i) => ({ node: { text: `${id} ${i}` } })),
          pageInfo: { hasPreviousPage: true, hasNextPage: false },
        },
      })),
    );
  });

  it('ends where the conversation did when the membership was read', async () => {
    const viewer = await server.app.accessTokens.verify(ann.token);
    const conversationId = await createGroup(server, ann, []);
    const { seq } = await send(server, ann, { conversationId, text: 'seen' });
    const conversation = await getConversation(server.app, viewer, conversationId);
    await send(server, ann, { conversationId, text: 'later' });
    const range = { size: 10, after: null, before: null };
    const pages = [
      await listMessages(server.app, conversation, { ...range, direction: 'forward' }),
      await listMessages(server.app, conversation, { ...range, direction: 'backward' }),
      ...(await listNewestMessages(server.app, [conversation], 10)),
    ];
    for (const { items } of pages) expect(items.at(-1)).toMatchObject({ seq, text: 'seen' });
  });

  it('is asked from one end only', async () => {
    const { errors } = await request(server, PAGE, { variables: { id: group, first: 1, last: 1 }, token: ann.token });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'last' });
  });
});
