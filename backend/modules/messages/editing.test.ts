import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, registerPerson, request, startDirect, type TestPerson } from '../../test/api-client.ts';
import { acknowledge, removeFromGroup } from '../../test/group-client.ts';
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

const EDITS = 'query ($c: ID!, $m: ID!) { messageEdits(conversationId: $c, messageId: $m) { text writtenAt } }';
const editsOf = (person: TestPerson, { conversationId, id }: { conversationId: string; id: string }) =>
  request<{ messageEdits: { text: string; writtenAt: string }[] }>(server, EDITS, {
    variables: { c: conversationId, m: id },
    token: person.token,
  });

describe('an edit (MSG-2)', () => {
  it('takes the next number, reaches everybody and whoever catches up, and keeps what was said before', async () => {
    const live = await listen(server, bob);
    const first = await say(as(ann), { conversationId: chat, text: 'helo' });
    const second = await act(as(ann), 'editMessage', { ...placeOf(first), text: 'hello' });
    const third = await act(as(ann), 'editMessage', { ...placeOf(first), text: 'hello!' });
    expect(second).toEqual({ ...first, text: 'hello', changeSeq: first.seq + 1, editedAt: second.editedAt });
    expect(third).toEqual({ ...first, text: 'hello!', changeSeq: first.seq + 2, editedAt: third.editedAt });
    expect([first.createdAt, second.editedAt, third.editedAt]).toEqual([first.createdAt, second.editedAt, third.editedAt].toSorted());
    expect((await live.next(({ seq }) => seq === third.changeSeq)).message).toMatchObject({ id: first.id, seq: first.seq, text: 'hello!' });
    expect(await changesSince(as(bob), chat, first.seq)).toMatchObject({ seq: third.changeSeq, messages: [third] });
    const { data } = await editsOf(bob, first);
    expect(data?.messageEdits).toEqual([
      { text: 'helo', writtenAt: first.createdAt },
      { text: 'hello', writtenAt: second.editedAt },
    ]);
    await live.stop();
  });

  it('that changes nothing takes no number', async () => {
    const message = await say(as(ann), { conversationId: chat, text: 'as it is' });
    expect(await act(as(ann), 'editMessage', { ...placeOf(message), text: 'as it is' })).toEqual(message);
    expect((await standing(as(ann), chat)).lastSeq).toBe(message.seq);
  });

  it('is for who wrote the message: not for another, nor for its writer once they are out', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(bob), { conversationId: group, text: 'mine' });
    const edit = { ...placeOf(message), text: 'yours' };
    expect(await refusal(as(ann), 'editMessage', edit)).toEqual({ code: 'FORBIDDEN', retryable: false, field: 'input.messageId' });
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    const out = { code: 'NOT_IN_CONVERSATION', retryable: false, field: 'input.conversationId' };
    expect(await refusal(as(bob), 'editMessage', edit)).toEqual(out);
    expect((await read(as(ann), message))?.text).toBe('mine');
    const eve = await registerPerson(server, 'eve');
    expect(await refusal(as(eve), 'editMessage', edit)).toEqual(out);
  });

  it('ends with the window that the server sets', async () => {
    const strict = await startTestServer({ MESSAGE_EDIT_WINDOW: '0s' });
    const carl = await registerPerson(strict, 'carl');
    const notes = await startDirect(strict, carl, carl);
    const hand = { server: strict, as: carl };
    const message = await say(hand, { conversationId: notes, text: 'for good' });
    expect(await refusal(hand, 'editMessage', { ...placeOf(message), text: 'not' })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await act(hand, 'deleteMessage', placeOf(message))).text).toBeNull();
    await strict.stop();
  });

  it('finds out anew whom it mentions, and raises no count of what was read', async () => {
    const message = await say(as(ann), { conversationId: chat, text: 'nobody' });
    const unread = await say(as(ann), { conversationId: chat, text: 'nobody either' });
    await acknowledge(server, { as: bob, conversationId: chat }, { readSeq: message.seq });
    const text = `@${bob.username} after all`;
    expect((await act(as(ann), 'editMessage', { ...placeOf(message), text })).mentions).toEqual([bob.id]);
    expect(await standing(as(bob), chat)).toMatchObject({ unreadCount: 1, mentionCount: 0 });
    await act(as(ann), 'editMessage', { ...placeOf(unread), text });
    expect(await standing(as(bob), chat)).toMatchObject({ unreadCount: 1, mentionCount: 1 });
    await act(as(ann), 'editMessage', { ...placeOf(unread), text: 'nobody' });
    expect(await standing(as(bob), chat)).toMatchObject({ unreadCount: 1, mentionCount: 0 });
  });

  it('shows the texts before to members alone', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(ann), { conversationId: group, text: 'one' });
    await act(as(ann), 'editMessage', { ...placeOf(message), text: 'two' });
    expect((await editsOf(bob, message)).data?.messageEdits.map(({ text }) => text)).toEqual(['one']);
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    const eve = await registerPerson(server, 'eve');
    for (const person of [bob, eve]) {
      expect((await editsOf(person, message)).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
    }
  });
});

describe('a deletion for everyone (MSG-2)', () => {
  it('leaves a tombstone in the place, on every device, and nothing of it in the database', async () => {
    const live = await listen(server, bob);
    const asked = await say(as(bob), { conversationId: chat, text: 'a question' });
    const message = await say(as(ann), {
      conversationId: chat,
      text: `the secret of @${bob.username}`,
      replyToId: asked.id,
      poll: { options: ['a secret', 'another secret'] },
    });
    await act(as(bob), 'setReaction', { ...placeOf(message), emoji: '👍', isOn: true });
    await act(as(bob), 'votePoll', { ...placeOf(message), optionIndexes: [1] });
    await act(as(bob), 'setPinned', { ...placeOf(message), isPinned: true });
    const edited = await say(as(ann), { conversationId: chat, text: 'a secret that was edited' });
    await act(as(ann), 'editMessage', { ...placeOf(edited), text: 'another secret' });
    await act(as(ann), 'deleteMessage', placeOf(edited));

    const tombstone = await act(as(ann), 'deleteMessage', placeOf(message));
    expect(tombstone).toEqual({
      ...message,
      changeSeq: tombstone.changeSeq,
      deletedAt: tombstone.deletedAt,
      text: null,
      mentions: [],
      poll: null,
    });
    expect(tombstone.replyToSeq).toBe(asked.seq);
    expect((await live.next(({ seq }) => seq === tombstone.changeSeq)).message).toMatchObject({ id: message.id, text: null });
    expect((await changesSince(as(bob), chat, tombstone.changeSeq - 1)).messages).toEqual([tombstone]);
    expect((await editsOf(ann, edited)).data?.messageEdits).toEqual([]);

    const { pool } = server.app.db;
    const { rows } = await pool.query<{ row: string }>('SELECT to_jsonb(m)::text AS row FROM messages m WHERE m.id = ANY ($1::uuid[])', [
      [message.id, edited.id],
    ]);
    expect(rows).toHaveLength(2);
    for (const { row } of rows) expect(row).not.toMatch(new RegExp(`secret|👍|${bob.id}`));
    const edits = await pool.query('SELECT 1 FROM message_edits WHERE message_id = ANY ($1::uuid[])', [[message.id, edited.id]]);
    expect(edits.rows).toEqual([]);
    await live.stop();
  });

  it('is for who wrote it and who may remove people from the group, not for others or who is out', async () => {
    const carl = await registerPerson(server, 'carl');
    const group = await createGroup(server, ann, [bob, carl]);
    const [one, two] = [await say(as(bob), { conversationId: group }), await say(as(bob), { conversationId: group })];
    expect(await refusal(as(carl), 'deleteMessage', placeOf(one))).toMatchObject({ code: 'FORBIDDEN', field: 'input.messageId' });
    expect((await act(as(bob), 'deleteMessage', placeOf(one))).deletedAt).not.toBeNull();
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await refusal(as(bob), 'deleteMessage', placeOf(two))).toMatchObject({ code: 'NOT_IN_CONVERSATION' });
    expect((await act(as(ann), 'deleteMessage', placeOf(two))).text).toBeNull();
    const direct = await say(as(bob), { conversationId: chat });
    expect(await refusal(as(ann), 'deleteMessage', placeOf(direct))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lowers the count of what is unread, and mentions with it', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(ann), { conversationId: group, text: '@all come' });
    await say(as(ann), { conversationId: group, text: 'please' });
    expect(await standing(as(bob), group)).toMatchObject({ unreadCount: 2, mentionCount: 1 });
    await act(as(ann), 'deleteMessage', placeOf(message));
    expect(await standing(as(bob), group)).toMatchObject({ unreadCount: 1, mentionCount: 0 });
  });

  it('happens once, and nothing is done to the message after it', async () => {
    const message = await say(as(ann), { conversationId: chat, poll: { options: ['a', 'b'] } });
    const tombstone = await act(as(ann), 'deleteMessage', placeOf(message));
    expect(await act(as(ann), 'deleteMessage', placeOf(message))).toEqual(tombstone);
    const gone = { code: 'CONFLICT', retryable: false, field: 'input.messageId' };
    const place = placeOf(message);
    expect(await refusal(as(ann), 'editMessage', { ...place, text: 'again' })).toEqual(gone);
    expect(await refusal(as(ann), 'setReaction', { ...place, emoji: '👍', isOn: true })).toEqual(gone);
    expect(await refusal(as(ann), 'setPinned', { ...place, isPinned: true })).toEqual(gone);
    expect(await refusal(as(ann), 'votePoll', { ...place, optionIndexes: [0] })).toEqual(gone);
    expect(await refusal(as(ann), 'closePoll', place)).toEqual(gone);
    expect((await standing(as(ann), chat)).lastSeq).toBe(tombstone.changeSeq);
  });

  it('gives a resend of the message the tombstone', async () => {
    const clientMessageId = randomUUID();
    const message = await say(as(ann), { conversationId: chat, text: 'soon gone', clientMessageId });
    const tombstone = await act(as(ann), 'deleteMessage', placeOf(message));
    expect(await say(as(ann), { conversationId: chat, text: 'soon gone', clientMessageId })).toEqual(tombstone);
  });
});

describe('what Parley tells of a conversation', () => {
  it('is neither edited nor deleted nor reacted to', async () => {
    const group = await createGroup(server, ann, []);
    const [told] = (await changesSince(as(ann), group, 0)).messages;
    const place = { conversationId: group, messageId: told?.id };
    const forbidden = { code: 'FORBIDDEN', retryable: false, field: 'input.messageId' };
    expect(await refusal(as(ann), 'editMessage', { ...place, text: 'else' })).toEqual(forbidden);
    expect(await refusal(as(ann), 'deleteMessage', place)).toEqual(forbidden);
    expect(await refusal(as(ann), 'setReaction', { ...place, emoji: '👍', isOn: true })).toEqual(forbidden);
    expect(await refusal(as(ann), 'setPinned', { ...place, isPinned: true })).toEqual(forbidden);
  });
});
