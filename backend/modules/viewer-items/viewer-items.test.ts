import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { itemsHeard, setItem, trySetItem, viewerChanges } from '../../test/viewer-items-client.ts';
import { preferencesOf } from './viewer-items.service.ts';

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

const AT = '2026-11-21T12:00:00.000000Z';
const pinned = (key: string, at = AT) => ({ kind: 'CONVERSATION', key, conversation: { pinnedAt: at } });
const draftOf = (key: string, text: string) => ({ kind: 'DRAFT', key, draft: { text, updatedAt: AT } });
const newFolder = (name: string) => ({ kind: 'FOLDER', key: randomUUID(), folder: { name, position: 1 } });

describe('what a person keeps for themselves', () => {
  it('takes the next number of their own sequence with each change, and none where nothing changes', async () => {
    const eve = await registerPerson(server, 'eve');
    const chat = await startDirect(server, eve, ann);
    const first = await setItem(server, eve, pinned(chat));
    expect(first).toMatchObject({ kind: 'CONVERSATION', key: chat, seq: 1, isRemoved: false, draft: null, conversation: { pinnedAt: AT } });
    expect(await setItem(server, eve, pinned(chat))).toEqual(first);
    expect(await setItem(server, eve, draftOf(chat, 'hi'))).toMatchObject({
      seq: 2,
      draft: { text: 'hi', replyToSeq: null, updatedAt: AT },
    });
    expect(await setItem(server, eve, { kind: 'DRAFT', key: chat })).toMatchObject({ seq: 3, isRemoved: true, draft: null });
    expect(await setItem(server, eve, { kind: 'DRAFT', key: chat })).toMatchObject({ seq: 3, isRemoved: true });
    expect(await setItem(server, eve, { kind: 'FOLDER', key: randomUUID() })).toMatchObject({ seq: 0, isRemoved: true });
    expect((await viewerChanges(server, eve, 0)).seq).toBe(3);
  });

  it('changes of a conversation’s preferences only what is given', async () => {
    const chat = await startDirect(server, ann, bob);
    await setItem(server, ann, pinned(chat));
    await setItem(server, ann, {
      kind: 'CONVERSATION',
      key: chat,
      conversation: { isMarkedUnread: true, unreadFromSeq: 7, mutedUntil: '9999-12-31T00:00:00Z' },
    });
    const { conversation } = await setItem(server, ann, { kind: 'CONVERSATION', key: chat, conversation: { pinnedAt: null } });
    const expected = {
      pinnedAt: null,
      mutedUntil: '9999-12-31T00:00:00.000000Z',
      archivedAt: null,
      isMarkedUnread: true,
      unreadFromSeq: 7,
      notificationLevel: null,
      folderId: null,
    };
    expect(conversation).toEqual(expected);
    const { data } = { data: await query<{ conversation: object }>(server, PREFERENCES, { variables: { id: chat }, token: ann.token }) };
    expect(data.conversation).toEqual({ viewerPreferences: expected });
    const asked = await preferencesOf(server.app, [ann.id, bob.id], chat);
    expect([asked.get(ann.id), asked.get(bob.id)?.isMarkedUnread]).toEqual([expected, false]);
  });

  it('reads a list’s preferences with one statement', async () => {
    const eve = await registerPerson(server, 'eve');
    for (const other of [ann, bob, eve]) await setItem(server, eve, pinned(await startDirect(server, eve, other)));
    const text = '{ conversations { edges { node { viewerPreferences { pinnedAt } } } } }';
    const { conversations } = await query<{ conversations: { edges: object[] } }>(server, text, { token: eve.token });
    expect(conversations.edges).toEqual(Array.from({ length: 3 }, () => ({ node: { viewerPreferences: { pinnedAt: AT } } })));
  });

  it('never reads a thread backwards, and remembers whether it is followed', async () => {
    const chat = await startDirect(server, ann, bob);
    const root = await send(server, bob, { conversationId: chat, text: 'a question' });
    const thread = { conversationId: chat, rootSeq: root.seq };
    await setItem(server, ann, { kind: 'THREAD', key: root.id, thread: { ...thread, readSeq: 9 } });
    const { thread: kept } = await setItem(server, ann, {
      kind: 'THREAD',
      key: root.id,
      thread: { ...thread, readSeq: 4, isFollowed: false },
    });
    expect(kept).toEqual({ ...thread, readSeq: 9, isFollowed: false });
  });

  it('reaches all of one’s devices, and nobody else’s', async () => {
    const chat = await startDirect(server, ann, bob);
    const [own, others] = [await listen(server, ann), await listen(server, bob)];
    const { seq } = await setItem(server, ann, draftOf(chat, `secret ${randomUUID()}`));
    const { seq: bobs } = await setItem(server, bob, draftOf(chat, 'mine'));
    await own.next((event) => event.__typename === 'ViewerItemChanged' && event.seq === seq);
    await others.next((event) => event.__typename === 'ViewerItemChanged' && event.seq === bobs);
    expect(itemsHeard(own).map(({ item }) => item.draft?.text.slice(0, 6))).toEqual(['secret']);
    expect(itemsHeard(others).map(({ item }) => item.draft?.text)).toEqual(['mine']);
    await Promise.all([own.stop(), others.stop()]);
  });

  it('is all there after any absence: current state, removals included, in pages', async () => {
    const eve = await registerPerson(server, 'eve');
    const chat = await startDirect(server, eve, bob);
    for (const text of ['a', 'ab', 'abc']) await setItem(server, eve, draftOf(chat, text));
    const folder = newFolder('Work');
    await setItem(server, eve, folder);
    await setItem(server, eve, { kind: 'FOLDER', key: folder.key });
    await setItem(server, eve, pinned(chat));
    expect((await viewerChanges(server, eve, 0)).items.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['DRAFT', 3],
      ['CONVERSATION', 6],
    ]);
    const page = await viewerChanges(server, eve, [2, 2]);
    expect(page).toMatchObject({
      hasMore: true,
      seq: 5,
      items: [
        { kind: 'DRAFT', draft: { text: 'abc' } },
        { kind: 'FOLDER', isRemoved: true },
      ],
    });
    expect(await viewerChanges(server, eve, page.seq)).toMatchObject({ hasMore: false, seq: 6, items: [{ kind: 'CONVERSATION' }] });
    expect(await viewerChanges(server, eve, 6)).toEqual({ hasMore: false, seq: 6, items: [] });
  });

  it('goes with the membership: nothing of a conversation is left with who was removed from it', async () => {
    const eve = await registerPerson(server, 'eve');
    const group = await createGroup(server, ann, [eve]);
    const other = await startDirect(server, eve, ann);
    const message = await send(server, ann, { conversationId: group, text: 'keep me' });
    await setItem(server, eve, draftOf(group, 'unsaid'));
    await setItem(server, eve, { kind: 'SAVED', key: message.id, saved: { conversationId: group, seq: message.seq, savedAt: AT } });
    await setItem(server, eve, pinned(other));
    const [own, { seq }] = [await listen(server, eve), await viewerChanges(server, eve, 0)];
    await removeFromGroup(server, { as: ann, conversationId: group }, eve);
    await own.next((event) => event.__typename === 'ViewerItemChanged' && event.seq === 5);
    expect((await viewerChanges(server, eve, seq)).items).toMatchObject([
      { kind: 'DRAFT', key: group, seq: 4, isRemoved: true, draft: null },
      { kind: 'SAVED', key: message.id, seq: 5, isRemoved: true },
    ]);
    expect((await viewerChanges(server, eve, 0)).items).toMatchObject([{ kind: 'CONVERSATION', key: other }]);
    const { rows } = await server.app.db.pool.query('SELECT 1 FROM viewer_items WHERE conversation_id = $1 AND value IS NOT NULL', [group]);
    expect(rows).toEqual([]);
    await own.stop();
  });
});

const PREFERENCES = `query ($id: ID!) { conversation(id: $id) {
  viewerPreferences { pinnedAt mutedUntil archivedAt isMarkedUnread unreadFromSeq notificationLevel folderId } } }`;

describe('what is refused, with nothing stored', () => {
  const refusal = async (person: { token?: string }, input: object) => {
    const { code, field } = (await trySetItem(server, person, input)).errors?.[0]?.extensions ?? {};
    return field === undefined ? [code] : [code, field];
  };

  it('items of a conversation one is not in, or no longer', async () => {
    const eve = await registerPerson(server, 'eve');
    const group = await createGroup(server, ann, [eve]);
    const message = await send(server, ann, { conversationId: group, text: 'hello' });
    const place = { conversationId: group, seq: message.seq };
    const saved = { kind: 'SAVED', key: message.id, saved: { ...place, savedAt: AT } };
    const hidden = { kind: 'HIDDEN', key: message.id, hidden: place };
    const thread = { kind: 'THREAD', key: message.id, thread: { conversationId: group, rootSeq: message.seq } };
    const all = [pinned(group), draftOf(group, 'x'), draftOf(`${group}:${message.seq}`, 'x'), saved, hidden, thread];
    const expected = [
      'input.key',
      'input.key',
      'input.key',
      'input.saved.conversationId',
      'input.hidden.conversationId',
      'input.thread.conversationId',
    ];
    for (const input of all) expect(await trySetItem(server, eve, input)).toMatchObject({ data: { setViewerItem: { isRemoved: false } } });
    const stranger = await Promise.all(all.map((input) => refusal(bob, input)));
    expect(stranger).toEqual(expected.map((field) => ['NOT_IN_CONVERSATION', field]));
    await removeFromGroup(server, { as: ann, conversationId: group }, eve);
    expect(await Promise.all(all.map((input) => refusal(eve, input)))).toEqual(stranger);
    expect((await viewerChanges(server, bob, 0)).items.filter(({ key }) => key === message.id)).toEqual([]);
    expect((await viewerChanges(server, eve, 0)).items).toEqual([]);
  });

  it('messages that are not there, and people who are not signed in', async () => {
    const chat = await startDirect(server, ann, bob);
    const message = await send(server, ann, { conversationId: chat, text: 'hello' });
    const saved = (key: string, seq: number) => ({ kind: 'SAVED', key, saved: { conversationId: chat, seq, savedAt: AT } });
    expect(await refusal(ann, saved(randomUUID(), message.seq))).toEqual(['NOT_FOUND', 'input.key']);
    expect(await refusal(ann, saved(message.id, message.seq + 1))).toEqual(['NOT_FOUND', 'input.key']);
    expect(await refusal({}, saved(message.id, message.seq))).toEqual(['UNAUTHENTICATED']);
  });

  it('more folders than there is room for', async () => {
    const eve = await registerPerson(server, 'eve');
    const folders = Array.from({ length: 100 }, (_, i) => newFolder(`Folder ${i}`));
    await Promise.all(folders.map((folder) => setItem(server, eve, folder)));
    expect(await refusal(eve, newFolder('one too many'))).toEqual(['VALIDATION_ERROR', 'input.folder']);
    expect((await viewerChanges(server, eve, 0)).seq).toBe(100);
    await setItem(server, eve, { kind: 'FOLDER', key: folders[0]?.key });
    expect(await setItem(server, eve, newFolder('room again'))).toMatchObject({ seq: 102 });
  });

  it.each([
    ['a key that is none', { ...newFolder('x'), key: 'x' }, 'input.key'],
    ['a draft’s key that is none', draftOf(`${randomUUID()}:x`, 'x'), 'input.key'],
    ['a value of another kind', { ...newFolder('x'), draft: { text: 'x', updatedAt: AT } }, 'input.draft'],
    ['a name without a visible character', { ...newFolder(' ') }, 'input.folder.name'],
    ['a name that is too long', { ...newFolder('x'.repeat(41)) }, 'input.folder.name'],
    ['a draft that is too long', draftOf(randomUUID(), 'x'.repeat(10_001)), 'input.draft.text'],
    ['a draft with a NUL', draftOf(randomUUID(), 'a\0b'), 'input.draft.text'],
    ['a draft with half a character', draftOf(randomUUID(), 'a\ud800'), 'input.draft.text'],
    ['a folder that is no id', { kind: 'CONVERSATION', key: randomUUID(), conversation: { folderId: 'x' } }, 'input.conversation.folderId'],
    ['number 0', { kind: 'HIDDEN', key: randomUUID(), hidden: { conversationId: randomUUID(), seq: 0 } }, 'input.hidden.seq'],
    [
      'a read mark below 0',
      { kind: 'THREAD', key: randomUUID(), thread: { conversationId: randomUUID(), rootSeq: 1, readSeq: -1 } },
      'input.thread.readSeq',
    ],
  ])('%s', async (_what, input, field) => {
    expect(await refusal(ann, input)).toEqual(['VALIDATION_ERROR', field]);
  });

  it('questions that are none', async () => {
    await expect(viewerChanges(server, ann, -1)).rejects.toThrow('since');
    await expect(viewerChanges(server, ann, [0, 501])).rejects.toThrow('limit');
  });
});
