import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { act, changesSince, placeOf, read, refusal, say, standing } from '../../test/message-client.ts';
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

const as = (person: TestPerson) => ({ server, as: person });

const PINNED = `query ($id: ID!, $first: Int, $after: String) { conversation(id: $id) { pinnedMessages(first: $first, after: $after) {
  edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

interface PinnedPage {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
}

async function pinnedIn(id: string, range: { first?: number; after?: string | null } = {}): Promise<PinnedPage> {
  const { conversation } = await query<{ conversation: { pinnedMessages: PinnedPage } }>(server, PINNED, {
    variables: { id, ...range },
    token: ann.token,
  });
  return conversation.pinnedMessages;
}

describe('a pin (MSG-2)', () => {
  it('is told of in the timeline, shows who pinned when, and can be taken away', async () => {
    const live = await listen(server, bob);
    const message = await say(as(ann), { conversationId: chat, text: 'important' });
    const pinned = await act(as(bob), 'setPinned', { ...placeOf(message), isPinned: true });
    expect(pinned).toEqual({ ...message, changeSeq: message.seq + 2, pinnedAt: pinned.pinnedAt, pinnedById: bob.id });
    expect(pinned.pinnedAt).not.toBeNull();
    const { messages } = await changesSince(as(bob), chat, message.seq);
    expect(messages).toMatchObject([
      { seq: message.seq + 1, sender: { id: bob.id }, systemEvent: { kind: 'MESSAGE_PINNED', messageSeq: message.seq } },
      pinned,
    ]);
    await live.next(({ seq }) => seq === message.seq + 1);
    await live.next(({ seq }) => seq === message.seq + 2);
    expect(await act(as(ann), 'setPinned', { ...placeOf(message), isPinned: true })).toEqual(pinned);
    const unpinned = await act(as(ann), 'setPinned', { ...placeOf(message), isPinned: false });
    expect(unpinned).toEqual({ ...message, changeSeq: message.seq + 3 });
    expect((await standing(as(ann), chat)).lastSeq).toBe(message.seq + 3);
    await live.stop();
  });

  it('of a group is for whom the group lets pin, while they are in it', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(bob), { conversationId: group });
    const pin = { ...placeOf(message), isPinned: true };
    expect(await refusal(as(bob), 'setPinned', pin)).toEqual({ code: 'FORBIDDEN', retryable: false, field: 'input.messageId' });
    expect((await act(as(ann), 'setPinned', pin)).pinnedById).toBe(ann.id);
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await refusal(as(bob), 'setPinned', pin)).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
  });

  it('puts a message into the list of the conversation, newest pin first, in pages', async () => {
    const group = await createGroup(server, ann, []);
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push((await say(as(ann), { conversationId: group, text: `message ${i}` })).id);
    for (const id of ids) await act(as(ann), 'setPinned', { conversationId: group, messageId: id, isPinned: true });
    await act(as(ann), 'setPinned', { conversationId: group, messageId: ids[1], isPinned: false });
    await act(as(ann), 'deleteMessage', { conversationId: group, messageId: ids[3] });
    const wanted = [ids[4], ids[2], ids[0]];
    expect((await pinnedIn(group)).edges.map(({ node }) => node.id)).toEqual(wanted);
    const first = await pinnedIn(group, { first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await pinnedIn(group, { first: 2, after: first.pageInfo.endCursor });
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(wanted);
  });
});

describe('a poll (MSG-2)', () => {
  const ask = (rest: object = {}) =>
    say(as(ann), { conversationId: chat, text: 'Where?', poll: { options: ['here', ' there ', 'elsewhere'], ...rest } });
  const votersOf = ({ poll }: Awaited<ReturnType<typeof ask>>) => poll?.options.map(({ voterIds }) => voterIds);

  it('takes one answer of each person, which may change and be taken back', async () => {
    const poll = await ask();
    expect(poll.poll).toEqual({
      options: ['here', 'there', 'elsewhere'].map((text) => ({ text, voterIds: [] })),
      isMultiple: false,
      closedAt: null,
    });
    const vote = (person: TestPerson, optionIndexes: number[]) => act(as(person), 'votePoll', { ...placeOf(poll), optionIndexes });
    await vote(bob, [1]);
    expect(votersOf(await vote(ann, [1]))).toEqual([[], [bob.id, ann.id], []]);
    expect(votersOf(await vote(bob, [0]))).toEqual([[bob.id], [ann.id], []]);
    const last = await vote(ann, []);
    expect(votersOf(last)).toEqual([[bob.id], [], []]);
    expect(await vote(bob, [0])).toEqual(last);
    expect(last).toMatchObject({ changeSeq: poll.seq + 4, editedAt: null });
    expect(await refusal(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [0, 1] })).toMatchObject({
      code: 'VALIDATION_ERROR',
      field: 'input.optionIndexes',
    });
  });

  it('takes several answers where it says so', async () => {
    const poll = await ask({ isMultiple: true });
    expect(votersOf(await act(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [2, 0] }))).toEqual([[bob.id], [], [bob.id]]);
    expect(votersOf(await act(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [2] }))).toEqual([[], [], [bob.id]]);
  });

  it('is closed by who asked, and takes no vote after that', async () => {
    const poll = await ask();
    expect(await refusal(as(bob), 'closePoll', placeOf(poll))).toEqual({ code: 'FORBIDDEN', retryable: false, field: 'input.messageId' });
    const closed = await act(as(ann), 'closePoll', placeOf(poll));
    expect(closed.poll?.closedAt).not.toBeNull();
    expect(await act(as(ann), 'closePoll', placeOf(poll))).toEqual(closed);
    expect(await refusal(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [0] })).toEqual({
      code: 'CONFLICT',
      retryable: false,
      field: 'input.messageId',
    });
  });

  it('takes no vote of who is out', async () => {
    const group = await createGroup(server, ann, [bob]);
    const poll = await say(as(ann), { conversationId: group, poll: { options: ['yes', 'no'] } });
    await act(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [0] });
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await refusal(as(bob), 'votePoll', { ...placeOf(poll), optionIndexes: [1] })).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
    expect((await read(as(ann), poll))?.poll?.options[0]?.voterIds).toEqual([bob.id]);
  });

  it('keeps the votes of everybody who votes at once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, (_, i) => registerPerson(server, `v${i}x`)));
    const group = await createGroup(server, ann, people);
    const poll = await say(as(ann), { conversationId: group, poll: { options: ['a', 'b'], isMultiple: true } });
    await Promise.all(people.map((person, i) => act(as(person), 'votePoll', { ...placeOf(poll), optionIndexes: [i % 2] })));
    const now = await read(as(ann), poll);
    expect(now?.changeSeq).toBe(poll.seq + people.length);
    expect(now?.poll?.options.map(({ voterIds }) => voterIds.toSorted())).toEqual(
      [0, 1].map((side) =>
        people
          .filter((_, i) => i % 2 === side)
          .map(({ id }) => id)
          .toSorted(),
      ),
    );
  });
});
