import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, registerPerson, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { act, changesSince, placeOf, read, refusal, say, standing, type WholeMessage } from '../../test/message-client.ts';
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

const as = (person: TestPerson) => ({ server, as: person });
const put = (person: TestPerson, message: WholeMessage, emoji: string) =>
  act(as(person), 'setReaction', { ...placeOf(message), emoji, isOn: true });
const take = (person: TestPerson, message: WholeMessage, emoji: string) =>
  act(as(person), 'setReaction', { ...placeOf(message), emoji, isOn: false });

describe('a reaction (MSG-2)', () => {
  it('is put and taken away, each with the next number, in the order of first use, and no edit', async () => {
    const live = await listen(server, bob);
    const message = await say(as(ann), { conversationId: chat });
    await put(bob, message, '👍');
    await put(ann, message, '❤️');
    const three = await put(ann, message, '👍');
    expect(three).toEqual({
      ...message,
      changeSeq: message.seq + 3,
      reactions: [
        { emoji: '👍', userIds: [bob.id, ann.id] },
        { emoji: '❤️', userIds: [ann.id] },
      ],
    });
    await take(bob, message, '👍');
    const last = await take(ann, message, '👍');
    expect(last).toMatchObject({ changeSeq: message.seq + 5, editedAt: null, reactions: [{ emoji: '❤️', userIds: [ann.id] }] });
    await live.next(({ seq }) => seq === last.changeSeq);
    expect(live.events.flatMap(({ message: told, seq }) => (told?.id === message.id ? [seq] : []))).toEqual(
      Array.from({ length: 6 }, (_, i) => message.seq + i),
    );
    expect((await changesSince(as(bob), chat, message.seq)).messages).toEqual([last]);
    await live.stop();
  });

  it('that is there already, or not there, takes no number', async () => {
    const message = await say(as(ann), { conversationId: chat });
    expect(await take(bob, message, '👍')).toEqual(message);
    const once = await put(bob, message, '👍');
    expect(await put(bob, message, '👍')).toEqual(once);
    expect((await standing(as(ann), chat)).lastSeq).toBe(once.changeSeq);
  });

  it('is one of at most 20 different ones', async () => {
    const message = await say(as(ann), { conversationId: chat });
    const signs = [...'😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗'];
    expect(new Set(signs).size).toBe(20);
    for (const sign of signs) await put(ann, message, sign);
    const refused = await refusal(as(bob), 'setReaction', { ...placeOf(message), emoji: '👍', isOn: true });
    expect(refused).toEqual({ code: 'VALIDATION_ERROR', retryable: false, field: 'input.emoji' });
    expect((await put(bob, message, '🤗')).reactions).toHaveLength(20);
  });

  it.each(['👍', '👍🏽', '❤️', '🇨🇭', '👩‍👩‍👧‍👦', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('may be %s', async (emoji) => {
    const message = await say(as(ann), { conversationId: chat });
    expect((await put(ann, message, emoji)).reactions).toEqual([{ emoji, userIds: [ann.id] }]);
  });

  it('is for members: not for strangers, nor for who is out', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(ann), { conversationId: group });
    await put(bob, message, '👍');
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    const eve = await registerPerson(server, 'eve');
    for (const person of [bob, eve]) {
      expect(await refusal(as(person), 'setReaction', { ...placeOf(message), emoji: '👍', isOn: false })).toEqual({
        code: 'NOT_IN_CONVERSATION',
        retryable: false,
        field: 'input.conversationId',
      });
    }
    expect((await read(as(ann), message))?.reactions).toEqual([{ emoji: '👍', userIds: [bob.id] }]);
  });

  it('of 20 people at once over two nodes is kept with all the others, and no number is left out', async () => {
    const database = await createTestDatabase();
    const nodes = [await startTestServer({}, { database }), await startTestServer({}, { database })] as const;
    const [first] = nodes;
    const people = await Promise.all(Array.from({ length: 20 }, (_, i) => registerPerson(first, `p${i}x`)));
    const [owner, ...others] = people as [TestPerson, ...TestPerson[]];
    const group = await createGroup(first, owner, others);
    const message = await say({ server: first, as: owner }, { conversationId: group });
    const signs = ['👍', '❤️', '😂'];
    const changes = people.flatMap((person, i) =>
      signs.map((emoji, j) =>
        act({ server: nodes[(i + j) % 2] ?? first, as: person }, 'setReaction', { ...placeOf(message), emoji, isOn: true }),
      ),
    );
    const results = await Promise.all(changes);
    expect(results.map(({ changeSeq }) => changeSeq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, i) => message.seq + 1 + i),
    );
    const last = await read({ server: first, as: owner }, message);
    expect(last?.changeSeq).toBe(message.seq + 60);
    const everybody = people.map(({ id }) => id).toSorted();
    expect(new Map(last?.reactions.map(({ emoji, userIds }) => [emoji, userIds.toSorted()]))).toEqual(
      new Map(signs.map((emoji) => [emoji, everybody])),
    );
    for (const node of nodes) {
      expect(node.logged).toEqual([]);
      await node.stop();
    }
    await database.drop();
  });
});

describe('a change with its own id (DELIVERY-2)', () => {
  it('is made once however often it is asked for, and then gives the message as it is now', async () => {
    const message = await say(as(ann), { conversationId: chat });
    const on = { ...placeOf(message), emoji: '👍', isOn: true, clientOperationId: randomUUID() };
    const results = await Promise.all(Array.from({ length: 20 }, () => act(as(bob), 'setReaction', on)));
    expect(new Set(results.map(({ changeSeq }) => changeSeq))).toEqual(new Set([message.seq + 1]));
    const off = await take(bob, message, '👍');
    expect(await act(as(bob), 'setReaction', { ...on, clientOperationId: on.clientOperationId.toUpperCase() })).toEqual(off);
    expect((await standing(as(ann), chat)).lastSeq).toBe(off.changeSeq);
  });

  it('that was refused can be asked for again', async () => {
    const group = await createGroup(server, ann, [bob]);
    const message = await say(as(ann), { conversationId: group });
    const pin = { ...placeOf(message), isPinned: true, clientOperationId: randomUUID() };
    expect(await refusal(as(bob), 'setPinned', pin)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await act(as(ann), 'setPinned', pin)).pinnedById).toBe(ann.id);
    expect(await refusal(as(bob), 'setPinned', pin)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of another person with the same id is a change of their own', async () => {
    const message = await say(as(ann), { conversationId: chat });
    const on = { ...placeOf(message), emoji: '👍', isOn: true, clientOperationId: randomUUID() };
    await act(as(ann), 'setReaction', on);
    expect((await act(as(bob), 'setReaction', on)).reactions).toEqual([{ emoji: '👍', userIds: [ann.id, bob.id] }]);
  });

  it('repeated at a node that did not tell of it is told, once, so that nobody waits for the next change to see it', async () => {
    const database = await createTestDatabase();
    const [dead, node] = [await startTestServer({}, { database }), await startTestServer({}, { database })];
    const [carl, dora] = [await registerPerson(dead, 'carl'), await registerPerson(dead, 'dora')];
    const conversationId = await startDirect(dead, carl, dora);
    const message = await say({ server: dead, as: carl }, { conversationId, text: 'before' });
    const live = await listen(node, dora);
    const edit = { ...placeOf(message), text: 'after', clientOperationId: randomUUID() };
    const edited = await act({ server: dead, as: carl }, 'editMessage', edit);
    for (let time = 0; time < 2; time += 1) expect(await act({ server: node, as: carl }, 'editMessage', edit)).toEqual(edited);
    const last = await say({ server: node, as: carl }, { conversationId, text: 'last' });
    await live.next(({ seq }) => seq === last.seq);
    expect(live.events.flatMap(({ message: told, seq }) => (told === undefined ? [] : [[seq, told.text]]))).toEqual([
      [edited.changeSeq, 'after'],
      [last.seq, 'last'],
    ]);
    await live.stop();
    for (const each of [dead, node]) await each.stop();
    await database.drop();
  });
});
