import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { act, placeOf, read, say, type WholeMessage } from '../../test/message-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

const COUNT = 20;

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let group: string;
/** All messages in their order. */
let all: WholeMessage[];
/** The number of a change that is no message. */
let editSeq: number;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  group = await createGroup(server, ann, [bob]);
  const sent: WholeMessage[] = [];
  for (let i = 0; i < COUNT; i += 1) {
    sent.push(await say({ server, as: ann }, { conversationId: group, text: `message ${i}` }));
    if (i === 9)
      editSeq = (await act({ server, as: ann }, 'editMessage', { ...placeOf(sent[0] ?? { conversationId: '', id: '' }), text: 'e' }))
        .changeSeq;
  }
  all = sent;
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly seq: number } }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $aroundSeq: Int, $aroundAt: DateTime) {
  conversation(id: $id) { messages(first: $first, after: $after, last: $last, before: $before, aroundSeq: $aroundSeq, aroundAt: $aroundAt) {
    edges { cursor node { seq } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function page(range: object): Promise<Page> {
  const { conversation } = await query<{ conversation: { messages: Page } }>(server, PAGE, {
    variables: { id: group, ...range },
    token: ann.token,
  });
  return conversation.messages;
}

const seqsOf = ({ edges }: Page) => edges.map(({ node }) => node.seq);
/** With the message that tells of the group before the first. */
const seqs = () => [(all[0]?.seq ?? 0) - 1, ...all.map(({ seq }) => seq)];
const around = (index: number, before: number, after: number) => seqs().slice(Math.max(0, index - before), index + after + 1);

describe('history around a message (MSG-4)', () => {
  it.each([
    { first: 5, before: 2, after: 2 },
    { first: 4, before: 1, after: 2 },
    { first: 1, before: 0, after: 0 },
    { first: 2, before: 0, after: 1 },
  ])('has it in the middle of $first', async ({ first, before, after }) => {
    const found = await page({ aroundSeq: seqs()[12], first });
    expect([seqsOf(found), found.pageInfo]).toMatchObject([around(12, before, after), { hasNextPage: true, hasPreviousPage: true }]);
  });

  it('goes on both ways with the cursors that it gives', async () => {
    const middle = await page({ aroundSeq: seqs()[10], first: 5 });
    const older = await page({ last: 100, before: middle.pageInfo.startCursor });
    const newer = await page({ first: 100, after: middle.pageInfo.endCursor });
    expect([...seqsOf(older), ...seqsOf(middle), ...seqsOf(newer)]).toEqual(seqs());
  });

  it('ends where the history does, and says so', async () => {
    const oldest = await page({ aroundSeq: 0, first: 5 });
    expect([seqsOf(oldest), oldest.pageInfo]).toMatchObject([around(0, 0, 2), { hasPreviousPage: false, hasNextPage: true }]);
    const newest = await page({ aroundSeq: seqs().at(-1), first: 5 });
    expect([seqsOf(newest), newest.pageInfo]).toMatchObject([around(COUNT, 2, 0), { hasPreviousPage: true, hasNextPage: false }]);
    expect(seqsOf(await page({ aroundSeq: 1_000_000, first: 3 }))).toEqual(seqs().slice(-3));
    const whole = await page({ aroundSeq: seqs()[10], first: 100 });
    expect([seqsOf(whole), whole.pageInfo]).toMatchObject([seqs(), { hasPreviousPage: false, hasNextPage: false }]);
  });

  it('has the next message in the middle where another change took the number', async () => {
    expect(seqs()).not.toContain(editSeq);
    expect(seqsOf(await page({ aroundSeq: editSeq, first: 3 }))).toEqual(around(seqs().indexOf(editSeq + 1), 1, 1));
  });

  it('finds the first message at or after a time', async () => {
    const at = all[7]?.createdAt ?? '';
    expect(seqsOf(await page({ aroundAt: '2001-01-01T00:00:00Z', first: 3 }))).toEqual(around(0, 0, 1));
    expect(seqsOf(await page({ aroundAt: '2999-01-01T00:00:00+02:00', first: 3 }))).toEqual(seqs().slice(-3));
    const second = Date.parse(at);
    const index = 1 + all.findIndex(({ createdAt }) => Date.parse(createdAt) >= second);
    expect(seqsOf(await page({ aroundAt: new Date(second).toISOString(), first: 3 }))).toEqual(around(index, 1, 1));
  });
});

describe('one message', () => {
  it('is read by members; nobody else can tell whether it is there', async () => {
    const [message] = all;
    if (message === undefined) throw new Error('Nothing was sent.');
    const eve = await registerPerson(server, 'eve');
    expect(await read({ server, as: bob }, message)).toMatchObject({ id: message.id, text: 'e' });
    expect(await read({ server, as: eve }, message)).toBeNull();
    expect(await read({ server, as: bob }, { ...message, id: randomUUID() })).toBeNull();
    const other = await createGroup(server, ann, []);
    expect(await read({ server, as: ann }, { conversationId: other, id: message.id })).toBeNull();
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await read({ server, as: bob }, message)).toBeNull();
  });
});
