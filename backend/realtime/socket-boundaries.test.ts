import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, send, type TestPerson } from '../test/api-client.ts';
import { type GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { addToGroup } from '../test/group-client.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

const EVENTS = 'subscription { events { __typename ... on MessageChanged { message { text } } } }';
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const draft = (conversationId: string, text: string) => ({ input: { conversationId, clientMessageId: randomUUID(), text } });

/** The texts of the messages that the socket was told of under the operation id. */
const heard = ({ inbox }: GraphqlSocket, id: string) =>
  inbox.items.flatMap((message) => {
    const { data } = (message.id === id ? (message.payload ?? {}) : {}) as { data?: { events?: { message?: { text: string | null } } } };
    return data?.events?.message?.text ?? [];
  });

/** Follows the person's events under an operation id of the test's choosing; resolves when they flow. */
async function follow(person: TestPerson, id: string): Promise<GraphqlSocket> {
  const socket = await openSocket(server, person);
  socket.send({ type: 'subscribe', id, payload: { query: EVENTS } });
  await socket.run('{ changes(since: []) { hasMore } }');
  return socket;
}

describe('W8 a socket whose session has ended', () => {
  it('is heard no more, although its peer does not let go of it', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, ann, [carl]);
    const witness = await follow(ann, 'events');
    const socket = await openSocket(server, carl);
    expect((await socket.run(SEND, draft(conversationId, 'while it lasts'))).errors).toBeUndefined();

    // It never reads that the server closes, and goes on.
    socket.webSocket.pause();
    await query(server, 'mutation { logout }', { token: carl.token });
    socket.start(SEND, draft(conversationId, 'too late'));
    socket.start('mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }', { id: conversationId });
    // What the peer sent is read by the server before its connection ends, at the latest.
    socket.webSocket.resume();
    expect(await socket.closed).toBe(4401);

    await send(server, ann, { conversationId, text: 'the end' });
    await expect.poll(() => heard(witness, 'events').at(-1)).toBe('the end');
    expect(heard(witness, 'events').slice(-2)).toEqual(['while it lasts', 'the end']);
    expect(JSON.stringify(witness.inbox.items)).not.toContain('TypingChanged');
    witness.close();
  });

  it('is told nothing more, whatever happens in its conversations', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await createGroup(server, ann, [carl]);
    const socket = await follow(carl, 'events');
    socket.webSocket.pause();
    await query(server, 'mutation { logout }', { token: carl.token });
    await send(server, ann, { conversationId, text: 'among ourselves' });
    socket.webSocket.resume();
    expect(await socket.closed).toBe(4401);
    expect(heard(socket, 'events')).toEqual([]);
  });
});

describe('W10 the operation id of another socket', () => {
  it('completes nothing but one’s own', async () => {
    const conversationId = await createGroup(server, ann, []);
    const [anns, bobs] = [await follow(ann, 'events'), await openSocket(server, bob)];
    bobs.send({ type: 'complete', id: 'events' });
    expect((await bobs.run('{ viewer { id } }')).errors).toBeUndefined();
    await send(server, ann, { conversationId, text: 'still here' });
    await expect.poll(() => heard(anns, 'events')).toEqual(['still here']);
    for (const socket of [anns, bobs]) socket.close();
  });

  it('brings one’s own events and nobody else’s, also with the very same operation', async () => {
    const [secret, common] = [await createGroup(server, ann, []), await createGroup(server, ann, [])];
    const [anns, bobs] = [await follow(ann, 'events'), await follow(bob, 'events')];
    await send(server, ann, { conversationId: secret, text: 'secret' });
    await addToGroup(server, { as: ann, conversationId: common }, [bob]);
    await send(server, ann, { conversationId: common, text: 'for both' });
    await expect.poll(() => heard(anns, 'events').at(-1)).toBe('for both');
    await expect.poll(() => heard(bobs, 'events').at(-1)).toBe('for both');
    expect(JSON.stringify(bobs.inbox.items)).not.toContain('secret');
    for (const socket of [anns, bobs]) socket.close();
  });
});

describe('W10 what names a conversation or a message of others over a socket', () => {
  const operations: [string, string][] = [
    [
      'the changes of a conversation',
      'query ($id: ID!) { changes(since: [{ conversationId: $id, seq: 0 }]) { hasMore conversations { seq } } }',
    ],
    ['a conversation', 'query ($id: ID!) { conversation(id: $id) { name lastSeq members { edges { node { user { id } } } } } }'],
    [
      'the readers of a message',
      'query ($id: ID!) { messageReaders(conversationId: $id, seq: 2) { totalCount readCount edges { cursor } } }',
    ],
    ['typing', 'mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }'],
    ['an acknowledgement', 'mutation ($id: ID!) { acknowledge(conversationId: $id, deliveredSeq: 2, readSeq: 2) { readSeq unreadCount } }'],
  ];
  it.each(operations)('is the same as of nobody: %s', async (_name, text) => {
    const conversationId = await createGroup(server, ann, []);
    await send(server, ann, { conversationId, text: 'secret' });
    const socket = await openSocket(server, await registerPerson(server, 'eve'));
    const [others, nobodys] = [await socket.run(text, { id: conversationId }), await socket.run(text, { id: randomUUID() })];
    expect(others).toEqual(nobodys);
    socket.close();
  });

  it('is the same as of nobody: the message that an answer names', async () => {
    const eve = await registerPerson(server, 'eve');
    const [others, own] = [await createGroup(server, ann, []), await createGroup(server, eve, [])];
    const { id } = await send(server, ann, { conversationId: others, text: 'secret' });
    const socket = await openSocket(server, eve);
    const answer = (replyToId: string) => socket.run(SEND, { input: { ...draft(own, 'an answer').input, replyToId } });
    const [toOthers, toNobodys] = [await answer(id), await answer(randomUUID())];
    expect(toOthers.errors?.[0]?.extensions.code).toBe('VALIDATION_ERROR');
    expect(toOthers).toEqual(toNobodys);
    socket.close();
  });

  it('is the same as of nobody: the presence of somebody who shows it to nobody', async () => {
    const shy = await registerPerson(server, 'shy');
    await query(server, 'mutation { updateSettings(input: { presenceAudience: NOBODY }) { presenceAudience } }', { token: shy.token });
    const [here, socket] = [await openSocket(server, shy), await openSocket(server, await registerPerson(server, 'eve'))];
    const stranger = randomUUID();
    const { data } = await socket.run<{ watchPresence: { userId: string; status: string; lastSeenAt: string | null }[] }>(
      'mutation ($ids: [ID!]!) { watchPresence(userIds: $ids) { userId status lastSeenAt } }',
      { ids: [shy.id, stranger] },
    );
    expect(data?.watchPresence).toEqual([shy.id, stranger].map((userId) => ({ userId, status: 'OFFLINE', lastSeenAt: null })));
    for (const each of [here, socket]) each.close();
  });
});
