import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { act, placeOf, refusal, say, standing } from '../../test/message-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let chat: string;
let evesChat: string;

beforeAll(async () => {
  server = await startTestServer();
  [ann, bob, eve] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob'), await registerPerson(server, 'eve')];
  chat = await startDirect(server, ann, bob);
  evesChat = await startDirect(server, bob, eve);
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const as = (person: TestPerson) => ({ server, as: person });
const NOT_THERE = { code: 'NOT_FOUND', retryable: false, field: 'input.forwardOf.messageId' };

describe('a forwarded message (MSG-2)', () => {
  it('says what the first did, who wrote it and when, through as many hands as it goes', async () => {
    const live = await listen(server, eve);
    const source = await say(as(ann), { conversationId: chat, text: 'from ann' });
    const once = await say(as(bob), { conversationId: evesChat, text: 'not what ann said', forwardOf: placeOf(source) });
    const forwardedFrom = { sender: { id: ann.id }, createdAt: source.createdAt };
    expect(once).toMatchObject({ conversationId: evesChat, sender: { id: bob.id }, text: 'from ann', forwardedFrom });
    expect((await live.next(({ seq, conversationId }) => conversationId === evesChat && seq === once.seq)).message?.text).toBe('from ann');
    const notes = await startDirect(server, eve, eve);
    expect(await say(as(eve), { conversationId: notes, text: '', forwardOf: placeOf(once) })).toMatchObject({
      text: 'from ann',
      forwardedFrom,
    });
    expect(await refusal(as(bob), 'editMessage', { ...placeOf(once), text: 'my words' })).toMatchObject({ code: 'FORBIDDEN' });
    await live.stop();
  });

  it('calls nobody whom the first did', async () => {
    const group = await createGroup(server, bob, [eve]);
    const source = await say(as(ann), { conversationId: chat, text: `@all and @${eve.username}` });
    const forwarded = await say(as(bob), { conversationId: group, forwardOf: placeOf(source) });
    expect(forwarded).toMatchObject({ mentions: [], mentionsAll: false });
    expect(await standing(as(eve), group)).toMatchObject({ unreadCount: 1, mentionCount: 0 });
  });

  it('is one that its sender may read now: nothing of other people’s, of a group one is out of, or what is deleted', async () => {
    const group = await createGroup(server, ann, [bob]);
    const source = await say(as(ann), { conversationId: group, text: 'inside' });
    const forward = { conversationId: evesChat, text: '', clientMessageId: randomUUID(), forwardOf: placeOf(source) };
    expect(await refusal(as(eve), 'sendMessage', forward)).toEqual(NOT_THERE);
    expect((await say(as(bob), { ...forward, clientMessageId: randomUUID() })).text).toBe('inside');
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await refusal(as(bob), 'sendMessage', forward)).toEqual(NOT_THERE);
    await act(as(ann), 'deleteMessage', placeOf(source));
    const notes = await startDirect(server, ann, ann);
    expect(await refusal(as(ann), 'sendMessage', { ...forward, conversationId: notes })).toEqual(NOT_THERE);
    expect(await refusal(as(bob), 'sendMessage', { ...forward, forwardOf: { conversationId: chat, messageId: source.id } })).toEqual(
      NOT_THERE,
    );
  });

  it('is stored once: a resend gives it although its source is gone meanwhile', async () => {
    const source = await say(as(ann), { conversationId: chat, text: 'soon gone' });
    const forward = { conversationId: evesChat, text: '', clientMessageId: randomUUID(), forwardOf: placeOf(source) };
    const first = await act(as(bob), 'sendMessage', forward);
    await act(as(ann), 'deleteMessage', placeOf(source));
    expect(await act(as(bob), 'sendMessage', forward)).toEqual(first);
    expect(first.text).toBe('soon gone');
  });
});
