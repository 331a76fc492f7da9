import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { setTyping } from '../../test/group-client.ts';
import { codeOf, doTo, listsOf, makeContacts, tryTo } from '../../test/people-client.ts';
import { isPresence, watch } from '../../test/presence-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const people = async (): Promise<[TestPerson, TestPerson]> => [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];

const run = (text: string, as: TestPerson, variables: object) =>
  request<Record<string, { id: string }>>(server, text, { variables, token: as.token });
const START = 'mutation ($userId: ID!) { startDirect(userId: $userId) { id } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
const trySend = (as: TestPerson, conversationId: string) =>
  run(SEND, as, { input: { conversationId, clientMessageId: crypto.randomUUID(), text: 'hello' } });

describe('who is blocked (PEOPLE-3)', () => {
  it('begins no conversation, asks for no contact and adds to no group, and may all of it again once unblocked', async () => {
    const [ann, bob] = await people();
    const group = await createGroup(server, bob, []);
    await doTo(server, 'blockUser', { as: ann, to: bob });
    const acts = () => [
      run(START, bob, { userId: ann.id }),
      tryTo(server, 'requestContact', { as: bob, to: ann }),
      run('mutation ($ids: [ID!]!) { createGroup(input: { name: "x", memberIds: $ids }) { id } }', bob, { ids: [ann.id] }),
      run('mutation ($id: ID!, $ids: [ID!]!) { addMembers(conversationId: $id, userIds: $ids) { id } }', bob, { id: group, ids: [ann.id] }),
    ];
    expect((await Promise.all(acts())).map(codeOf)).toEqual(Array(4).fill('FORBIDDEN'));
    await doTo(server, 'unblockUser', { as: ann, to: bob });
    for (const act of acts()) expect(codeOf(await act)).toBeUndefined();
  });

  it('writes, edits and reacts no more in their direct conversation; a shared group stays', async () => {
    const [ann, bob] = await people();
    const [direct, group] = [await startDirect(server, ann, bob), await createGroup(server, ann, [bob])];
    const { id: messageId } = await send(server, bob, { conversationId: direct, text: 'before' });
    await doTo(server, 'blockUser', { as: ann, to: bob });
    expect(codeOf(await trySend(bob, direct))).toBe('FORBIDDEN');
    const edit = 'mutation ($input: EditMessageInput!) { editMessage(input: $input) { id } }';
    expect(codeOf(await run(edit, bob, { input: { conversationId: direct, messageId, text: 'after' } }))).toBe('FORBIDDEN');
    expect(codeOf(await trySend(bob, group))).toBeUndefined();
    expect(codeOf(await run(START, bob, { userId: ann.id }))).toBeUndefined();
    await doTo(server, 'unblockUser', { as: ann, to: bob });
    expect(codeOf(await trySend(bob, direct))).toBeUndefined();
  });

  it('has nothing stored after the answer to the block, however much is on its way', async () => {
    const [ann, bob] = await people();
    const direct = await startDirect(server, ann, bob);
    const sends = Array.from({ length: 60 }, () => trySend(bob, direct));
    await doTo(server, 'blockUser', { as: ann, to: bob });
    const count = async () => (await server.app.db.pool.query('SELECT 1 FROM messages WHERE conversation_id = $1', [direct])).rowCount;
    const stored = await count();
    const codes = (await Promise.all(sends)).map(codeOf);
    expect(await count()).toBe(stored);
    expect(codes.filter((code) => code === undefined)).toHaveLength(stored ?? -1);
    expect(new Set(codes).difference(new Set([undefined, 'FORBIDDEN']))).toEqual(new Set());
  });

  it('is a contact no longer, and is told nothing but that', async () => {
    const [ann, bob] = await people();
    await makeContacts(server, ann, bob);
    await doTo(server, 'blockUser', { as: ann, to: bob });
    expect(await listsOf(server, bob)).toEqual({ contacts: [], requests: [], blocked: [] });
    expect(await listsOf(server, ann)).toEqual({ contacts: [], requests: [], blocked: [bob.id] });
  });

  it('sees the other offline at once and from then on, and again when unblocked', async () => {
    const [ann, bob] = await people();
    await startDirect(server, ann, bob);
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    await bobSees.next(isPresence(ann, 'ONLINE'));
    await doTo(server, 'blockUser', { as: ann, to: bob });
    await bobSees.next(isPresence(ann, 'OFFLINE'));
    const second = await listen(server, bob);
    expect(await watch(second, ann)).toEqual([{ userId: ann.id, status: 'OFFLINE', device: null, lastSeenAt: null }]);
    expect((await watch(annSees, bob))[0]?.status).toBe('ONLINE');
    await doTo(server, 'unblockUser', { as: ann, to: bob });
    await second.next(isPresence(ann, 'ONLINE'));
    await Promise.all([annSees.stop(), bobSees.stop(), second.stop()]);
  });

  it('types unseen', async () => {
    const [ann, bob] = await people();
    const direct = await startDirect(server, ann, bob);
    const annSees = await listen(server, ann);
    await doTo(server, 'blockUser', { as: ann, to: bob });
    await setTyping(server, { as: bob, conversationId: direct }, true);
    await doTo(server, 'unblockUser', { as: ann, to: bob });
    await setTyping(server, { as: bob, conversationId: direct }, true);
    await annSees.next(({ typing }) => typing === true);
    expect(annSees.events.filter(({ typing }) => typing === true)).toHaveLength(1);
    await annSees.stop();
  });
});
