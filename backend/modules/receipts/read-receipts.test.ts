import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { acknowledge, addToGroup, removeFromGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const people = (...names: string[]) => Promise.all(names.map((name) => registerPerson(server, name)));

const setReceipts = ({ token }: TestPerson, readReceipts: boolean) =>
  query(server, 'mutation ($on: Boolean!) { updateSettings(input: { readReceipts: $on }) { readReceipts } }', {
    variables: { on: readReceipts },
    token,
  });

interface Readers {
  readonly totalCount: number;
  readonly readCount: number;
  readonly edges: readonly { cursor: string; node: { user: { id: string }; readAt: string | null } }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const READERS = `query ($conversationId: ID!, $seq: Int!, $first: Int, $after: String) {
  messageReaders(conversationId: $conversationId, seq: $seq, first: $first, after: $after) {
    totalCount readCount edges { cursor node { user { id } readAt } } pageInfo { hasNextPage endCursor } } }`;

const readersOf = async (
  { token }: TestPerson,
  variables: { conversationId: string; seq: number; first?: number; after?: string | null },
) => (await query<{ messageReaders: Readers }>(server, READERS, { variables, token })).messageReaders;

const namesIn = ({ edges }: Readers) => edges.map(({ node }) => [node.user.id, node.readAt !== null] as const);

const receiptsSeenBy = async ({ token }: TestPerson, id: string) => {
  const { conversation } = await query<{ conversation: { memberReceipts: { userId: string; deliveredSeq: number; readSeq: number }[] } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { memberReceipts { userId deliveredSeq readSeq } } }',
    { variables: { id }, token },
  );
  return new Map(conversation.memberReceipts.map(({ userId, deliveredSeq, readSeq }) => [userId, { deliveredSeq, readSeq }]));
};

describe('who has read a message (RECEIPT-1)', () => {
  it('names them in the order they read it with the time of the first acknowledgement at or beyond it, then whom it only reached', async () => {
    const [ann, bob, carl, dora, eve] = (await people('ann', 'bob', 'carl', 'dora', 'eve')) as [
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
    ];
    const conversationId = await createGroup(server, ann, [bob, carl, dora, eve]);
    const first = await send(server, ann, { conversationId, text: 'one' });
    const second = await send(server, ann, { conversationId, text: 'two' });
    const before = Date.now();
    await acknowledge(server, { as: carl, conversationId }, { readSeq: first.seq });
    await acknowledge(server, { as: bob, conversationId }, { readSeq: second.seq });
    await acknowledge(server, { as: carl, conversationId }, { readSeq: second.seq });
    await acknowledge(server, { as: dora, conversationId }, { deliveredSeq: second.seq });
    const ofFirst = await readersOf(ann, { conversationId, seq: first.seq });
    expect(namesIn(ofFirst)).toEqual([
      [carl.id, true],
      [bob.id, true],
      [dora.id, false],
    ]);
    expect(ofFirst).toMatchObject({ totalCount: 3, readCount: 2 });
    expect(namesIn(await readersOf(eve, { conversationId, seq: second.seq }))).toEqual([
      [bob.id, true],
      [carl.id, true],
      [dora.id, false],
    ]);
    const times = ofFirst.edges.flatMap(({ node }) => (node.readAt === null ? [] : [Date.parse(node.readAt)]));
    expect(times.every((time) => time >= before - 1_000 && time <= Date.now() + 1_000)).toBe(true);
  });

  it('answers for any message of a long conversation, page by page', async () => {
    const [ann, bob, carl] = (await people('ann', 'bob', 'carl')) as [TestPerson, TestPerson, TestPerson];
    const conversationId = await createGroup(server, ann, [bob, carl]);
    const seqs: number[] = [];
    for (let i = 0; i < 300; i += 1) seqs.push((await send(server, ann, { conversationId, text: `message ${i}` })).seq);
    const [early, late] = [seqs[10] as number, seqs[290] as number];
    for (const readSeq of [early - 3, early + 2, late - 1, late + 5]) await acknowledge(server, { as: bob, conversationId }, { readSeq });
    await acknowledge(server, { as: carl, conversationId }, { readSeq: late });
    const { rows } = await server.app.db.pool.query<{ points: number; rows: number }>(
      'SELECT sum(cardinality(seqs_after)) AS points, count(*) AS rows FROM read_points WHERE conversation_id = $1',
      [conversationId],
    );
    expect(rows).toEqual([{ points: 5, rows: 2 }]);
    const readAt = async (seq: number) =>
      (await readersOf(ann, { conversationId, seq })).edges.find(({ node }) => node.user.id === bob.id)?.node.readAt;
    // Everything between two acknowledgements was read with the later one.
    expect(await readAt(early + 3)).toBe(await readAt(late - 2));
    expect(await readAt(early)).toBe(await readAt(early + 2));
    expect((await readAt(early)) === (await readAt(early - 4))).toBe(false);
    const page = await readersOf(ann, { conversationId, seq: late, first: 1 });
    expect([namesIn(page), page.pageInfo.hasNextPage, page.totalCount]).toEqual([[[bob.id, true]], true, 2]);
    const next = await readersOf(ann, { conversationId, seq: late, first: 1, after: page.pageInfo.endCursor });
    expect([namesIn(next), next.pageInfo.hasNextPage]).toEqual([[[carl.id, true]], false]);
  });

  it('answers members, not strangers, and no longer former members; bad input is refused with its field', async () => {
    const [ann, bob, eve] = (await people('ann', 'bob', 'eve')) as [TestPerson, TestPerson, TestPerson];
    const conversationId = await createGroup(server, ann, [bob]);
    const { seq } = await send(server, ann, { conversationId, text: 'hello' });
    const failure = async ({ token }: TestPerson, variables: object) =>
      (await request(server, READERS, { variables: { conversationId, seq, ...variables }, token })).errors?.[0]?.extensions;
    expect(await failure(bob, {})).toBeUndefined();
    expect(await failure(eve, {})).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
    await removeFromGroup(server, { as: ann, conversationId }, bob);
    expect(await failure(bob, {})).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
    expect(await failure(ann, { seq: 1 })).toMatchObject({ code: 'NOT_FOUND', field: 'seq' });
    expect(await failure(ann, { seq: -1 })).toMatchObject({ code: 'VALIDATION_ERROR', field: 'seq' });
    expect(await failure(ann, { first: 101 })).toMatchObject({ code: 'VALIDATION_ERROR', field: 'first' });
    expect(await failure(ann, { after: 'nonsense' })).toMatchObject({ code: 'VALIDATION_ERROR', field: 'after' });
    expect(await failure(ann, { conversationId: 'x' })).toMatchObject({ code: 'VALIDATION_ERROR', field: 'conversationId' });
  });
});

describe('read receipts that are turned off (RECEIPT-4)', () => {
  it('show others delivered at most, and show the person nobody’s, live and when asked', async () => {
    const [ann, bob, carl] = (await people('ann', 'bob', 'carl')) as [TestPerson, TestPerson, TestPerson];
    const conversationId = await createGroup(server, ann, [bob, carl]);
    const { seq } = await send(server, ann, { conversationId, text: 'hello' });
    await setReceipts(bob, false);
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    await acknowledge(server, { as: bob, conversationId }, { readSeq: seq });
    await acknowledge(server, { as: carl, conversationId }, { readSeq: seq });
    const of = (person: TestPerson) => (event: { __typename: string; userId?: string }) =>
      event.__typename === 'ReceiptChanged' && event.userId === person.id;
    expect(await annSees.next(of(bob))).toMatchObject({ deliveredSeq: seq, readSeq: 0 });
    expect(await annSees.next(of(carl))).toMatchObject({ deliveredSeq: seq, readSeq: seq });
    expect(await bobSees.next(of(bob))).toMatchObject({ readSeq: seq });
    expect(await bobSees.next(of(carl))).toMatchObject({ deliveredSeq: seq, readSeq: 0 });
    const [seenByAnn, seenByBob] = [await receiptsSeenBy(ann, conversationId), await receiptsSeenBy(bob, conversationId)];
    expect([seenByAnn.get(bob.id)?.readSeq, seenByAnn.get(carl.id)?.readSeq]).toEqual([0, seq]);
    expect([seenByBob.get(bob.id)?.readSeq, seenByBob.get(carl.id)?.readSeq]).toEqual([seq, 0]);
    expect(namesIn(await readersOf(ann, { conversationId, seq }))).toEqual([
      [carl.id, true],
      [bob.id, false],
    ]);
    expect((await readersOf(bob, { conversationId, seq })).readCount).toBe(0);
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('do not even tell the moment of a reading, of others or to others', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await startDirect(server, ann, bob);
    const { seq } = await send(server, ann, { conversationId, text: 'hello' });
    await setReceipts(bob, false);
    for (const each of [ann, bob]) await acknowledge(server, { as: each, conversationId }, { deliveredSeq: seq });
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    for (const each of [ann, bob]) await acknowledge(server, { as: each, conversationId }, { readSeq: seq });
    const last = await send(server, ann, { conversationId, text: 'that was all' });
    for (const [sees, own] of [
      [annSees, ann],
      [bobSees, bob],
    ] as const) {
      await sees.next((event) => event.seq === last.seq);
      expect(sees.events.filter(({ __typename }) => __typename === 'ReceiptChanged').map(({ userId }) => userId)).toEqual([own.id]);
      await sees.stop();
    }
  });

  it('take effect at once for a socket that is open, and tell nothing afterwards of what was read meanwhile', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await startDirect(server, ann, bob);
    const first = await send(server, ann, { conversationId, text: 'one' });
    const second = await send(server, ann, { conversationId, text: 'two' });
    const bobSees = await listen(server, bob);
    await setReceipts(bob, false);
    await bobSees.next(({ __typename }) => __typename === 'SettingsChanged');
    await acknowledge(server, { as: ann, conversationId }, { readSeq: second.seq });
    expect(await bobSees.next(({ userId }) => userId === ann.id)).toMatchObject({ readSeq: 0 });
    await acknowledge(server, { as: bob, conversationId }, { readSeq: first.seq });
    await setReceipts(bob, true);
    expect((await receiptsSeenBy(ann, conversationId)).get(bob.id)?.readSeq).toBe(0);
    expect((await readersOf(ann, { conversationId, seq: first.seq })).readCount).toBe(0);
    await acknowledge(server, { as: bob, conversationId }, { readSeq: second.seq });
    expect((await receiptsSeenBy(ann, conversationId)).get(bob.id)?.readSeq).toBe(second.seq);
    await bobSees.stop();
  });

  it('are of no one’s business who joins later: a new member has read nothing yet', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await createGroup(server, ann, []);
    await send(server, ann, { conversationId, text: 'before' });
    await addToGroup(server, { as: ann, conversationId }, [bob]);
    expect((await receiptsSeenBy(ann, conversationId)).get(bob.id)?.readSeq).toBe(0);
  });
});

describe('mentions (MSG-1, CONV-4)', () => {
  const mentionsIn = async ({ token }: TestPerson, id: string) =>
    (
      await query<{ conversation: { mentionCount: number; unreadCount: number } }>(
        server,
        'query ($id: ID!) { conversation(id: $id) { mentionCount unreadCount } }',
        { variables: { id }, token },
      )
    ).conversation;

  it('are found among the members, stored with the message, and counted while unread', async () => {
    const [ann, bob, eve] = (await people('ann', 'bob', 'eve')) as [TestPerson, TestPerson, TestPerson];
    const conversationId = await createGroup(server, ann, [bob]);
    const text = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq mentions mentionsAll } }';
    const say = async (words: string) => {
      const input = { conversationId, clientMessageId: crypto.randomUUID(), text: words };
      return (
        await query<{ sendMessage: { seq: number; mentions: string[]; mentionsAll: boolean } }>(server, text, {
          variables: { input },
          token: ann.token,
        })
      ).sendMessage;
    };
    const named = await say(`@${bob.username.toUpperCase()} and @${eve.username}, who is not here, and @${ann.username}`);
    expect(named.mentions.toSorted()).toEqual([ann.id, bob.id].toSorted());
    expect(named.mentionsAll).toBe(false);
    expect(await say('nobody')).toMatchObject({ mentions: [], mentionsAll: false });
    expect(await say('@all read this')).toMatchObject({ mentions: [], mentionsAll: true });
    expect(await mentionsIn(bob, conversationId)).toEqual({ mentionCount: 2, unreadCount: 3 });
    expect(await mentionsIn(ann, conversationId)).toEqual({ mentionCount: 0, unreadCount: 0 });
    const { acknowledge: receipt } = await acknowledge(server, { as: bob, conversationId }, { readSeq: named.seq });
    expect(receipt).toMatchObject({ mentionCount: 1, unreadCount: 2 });
    const { data } = await request<{ conversation: { messages: { edges: { node: { mentions: string[]; mentionsAll: boolean } }[] } } }>(
      server,
      'query ($id: ID!) { conversation(id: $id) { messages(last: 3) { edges { node { mentions mentionsAll } } } } }',
      { variables: { id: conversationId }, token: bob.token },
    );
    expect(data?.conversation.messages.edges.map(({ node }) => [node.mentions.length, node.mentionsAll])).toEqual([
      [2, false],
      [0, false],
      [0, true],
    ]);
  });

  it('are known to a node of the version before, which sends without them', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [TestPerson, TestPerson];
    const conversationId = await startDirect(server, ann, bob);
    const { rows } = await server.app.db.pool.query<{ status: string }>(
      `SELECT * FROM append_messages(ARRAY[gen_random_uuid()], ARRAY[$1::uuid], ARRAY[$2::uuid], ARRAY[gen_random_uuid()], ARRAY['as before'], ARRAY[NULL::uuid],
        ARRAY[NULL::timestamptz])`,
      [conversationId, ann.id],
    );
    expect(rows).toMatchObject([{ status: 'stored' }]);
    expect(await mentionsIn(bob, conversationId)).toEqual({ mentionCount: 0, unreadCount: 1 });
  });
});
