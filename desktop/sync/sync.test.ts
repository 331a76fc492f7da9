import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { ACKNOWLEDGE, CHANGES, CONVERSATIONS, EVENTS } from './documents.ts';
import { MemoryStore } from './memory-store.ts';
import { SEND_MESSAGE } from './operation-documents.ts';
import { RENAMED_PEOPLE } from './people-documents.ts';
import { NOTE_INPUT, WATCH_PRESENCE } from './presence-documents.ts';

it('subscribes first, then asks for what was missed', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  expect(ann.network.asked.slice(0, 3)).toEqual([EVENTS, WATCH_PRESENCE, CONVERSATIONS]);
  const { store } = ann;
  await ann.crash();
  say(server, [BOB, 'team'], 'while away');
  const again = await openTestClient(server, ANN, { store });
  expect(again.network.asked.slice(0, 3)).toEqual([EVENTS, WATCH_PRESENCE, CHANGES]);
  expect(again.sync.replica.conversation('team')?.lastMessage?.text).toBe('while away');
});

it('shows what is stored before there is a network', async () => {
  const server = startWorld();
  say(server, [BOB, 'team'], 'kept');
  const { store, crash } = await openTestClient(server, ANN);
  await crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store, network });
  await offline.sync.history.open('team').catch(() => {});
  expect(offline.sync.isLoaded.get()).toBe(true);
  expect(offline.sync.connection.state.get().state).toBe('offline');
  expect(offline.sync.replica.timeline('team').get()?.messages.at(-1)?.text).toBe('kept');
  await offline.crash();
});

it('heals a gap by asking for the changes of that conversation', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  ann.network.isStreaming = false;
  say(server, [BOB, 'team'], 'lost');
  say(server, [BOB, 'team'], 'seen');
  ann.network.inTransit.shift();
  ann.network.deliver(ann.network.inTransit.shift() ?? expect.fail());
  await ann.platform.advance(1_000);
  expect(ann.sync.replica.conversation('team')).toMatchObject({ cursor: 6, unreadCount: 2, lastMessage: { text: 'seen' } });
  expect(ann.network.socketCount).toBe(1);
  await ann.crash();
});

it('asks nothing for an event that comes twice, or is only a moment late', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  ann.network.isStreaming = false;
  for (const text of ['one', 'two', 'three']) say(server, [BOB, 'team'], text);
  const [one, two, three] = ann.network.inTransit;
  if (one === undefined || two === undefined || three === undefined) expect.fail();
  const asked = () => ann.network.asked.filter((document) => document !== ACKNOWLEDGE).length;
  const before = asked();
  for (const event of [three, one, one, two, three]) ann.network.deliver(event);
  await ann.platform.advance(1_000);
  expect(ann.sync.replica.conversation('team')).toMatchObject({ cursor: 7, unreadCount: 3, lastMessage: { text: 'three' } });
  expect(asked()).toBe(before);
  await ann.crash();
});

it('takes the newest page instead of every change after a long absence', async () => {
  const server = startWorld();
  const { store, crash } = await openTestClient(server, ANN);
  await crash();
  for (let i = 0; i < 3_000; i += 1) say(server, [BOB, 'team'], `message ${i}`);
  const ann = await openTestClient(server, ANN, { store });
  await settled();
  expect(ann.sync.replica.conversation('team')).toMatchObject({ cursor: 3_004, unreadCount: 3_000 });
  // Of the conversations; who was renamed and which device is used are asked once, however long it was.
  const asked = ann.network.asked.filter((document) => document !== RENAMED_PEOPLE && document !== NOTE_INPUT);
  expect(asked.length).toBeLessThan(6);
  await ann.sync.history.open('team');
  expect(ann.sync.replica.timeline('team').get()?.messages).toHaveLength(50);
  await ann.crash();
});

it('catches up with more conversations than one question can name, and with new ones', async () => {
  const server = startWorld();
  for (let i = 0; i < 600; i += 1) server.addConversation(`group-${i}`, 'GROUP', [BOB, ANN]);
  const { store, crash } = await openTestClient(server, ANN);
  await crash();
  for (const id of ['group-0', 'group-599']) say(server, [BOB, id], 'while away');
  server.addConversation('new', 'GROUP', [BOB, ANN]);
  const ann = await openTestClient(server, ANN, { store });
  const rows = ann.sync.replica.conversations.get();
  expect(['group-0', 'group-599'].map((id) => rows.get(id)?.lastMessage?.text)).toEqual(['while away', 'while away']);
  expect([rows.size, rows.has('new')]).toEqual([603, true]);
  await ann.crash();
});

it('takes over a conversation that the viewer is added to, and lets go of one they are removed from', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  server.addConversation('new', 'GROUP', [BOB]);
  say(server, [BOB, 'new'], 'before');
  server.join('new', ANN);
  await ann.platform.advance(10);
  expect(ann.sync.replica.conversation('new')).toMatchObject({ name: 'new', memberCount: 2 });
  server.leave('new', ANN);
  await ann.platform.advance(10);
  expect(ann.sync.replica.conversation('new')).toBeUndefined();
  expect((await ann.store.load()).conversations.map(({ id }) => id)).not.toContain('new');
  expect(await ann.store.listMessages('new', { before: 1_000, limit: 10 })).toBeNull();
  await ann.crash();
});

it('goes on from memory when the store fails, and tells', async () => {
  class FullDisk extends MemoryStore {
    override async save(): Promise<void> {
      throw new Error('The disk is full.');
    }
  }
  const server = startWorld();
  const ann = await openTestClient(server, ANN, { store: new FullDisk() });
  say(server, [BOB, 'team'], 'not kept');
  await settled();
  await ann.sync.history.open('team');
  expect(ann.sync.replica.timeline('team').get()?.messages.at(-1)?.text).toBe('not kept');
  await expect(ann.sync.send('team', { text: 'not kept either' })).rejects.toThrow('The disk is full.');
  expect(ann.sync.outbox.items.get()).toEqual([]);
  expect(ann.storeErrors.length).toBeGreaterThan(0);
  await ann.crash();
});

it('marks read here at once, tells the server, and follows other devices', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  const other = await openTestClient(server, ANN);
  for (const text of ['one', 'two', 'three']) say(server, [BOB, 'direct'], text);
  await settled();
  expect(ann.sync.replica.conversation('direct')?.unreadCount).toBe(3);
  await ann.sync.history.open('direct');
  ann.sync.readMarks.mark('direct', 6);
  expect(ann.sync.replica.conversation('direct')).toMatchObject({ readSeq: 6, unreadCount: 1 });
  await settled();
  expect(other.sync.replica.conversation('direct')).toMatchObject({ readSeq: 6, unreadCount: 1 });
  ann.sync.readMarks.mark('direct', 5);
  expect(ann.sync.replica.conversation('direct')?.readSeq).toBe(6);
  await Promise.all([ann.crash(), other.crash()]);
});

it('keeps a read mark made without a network, and sends it before it counts again', async () => {
  const server = startWorld();
  const network = new ModelNetwork(server, ANN);
  const ann = await openTestClient(server, ANN, { network });
  say(server, [BOB, 'team'], 'read on the train');
  await settled();
  network.isUp = false;
  network.cut();
  await settled();
  ann.sync.readMarks.mark('team', 5);
  await ann.crash();
  expect((await ann.store.load()).readMarks).toEqual([{ conversationId: 'team', readSeq: 5 }]);
  network.isUp = true;
  const again = await openTestClient(server, ANN, { store: ann.store, network });
  expect(again.sync.replica.conversation('team')).toMatchObject({ readSeq: 5, unreadCount: 0 });
  expect((await again.store.load()).readMarks).toEqual([]);
  await again.crash();
});

it('sends once what was answered into a dead cable', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  ann.network.isAnswering = false;
  await ann.sync.send('team', { text: 'only once' });
  await settled();
  ann.network.isAnswering = true;
  ann.network.cut();
  await ann.platform.advance(60_000);
  const stored = server.conversations.get('team')?.messages.filter(({ text }) => text === 'only once');
  expect(stored).toHaveLength(1);
  expect(ann.network.asked.filter((document) => document === SEND_MESSAGE).length).toBeGreaterThan(0);
  expect(ann.sync.outbox.items.get()).toEqual([]);
  await ann.crash();
});

it('shows the newest message of a conversation in the list, not replies in its threads', async () => {
  const server = startWorld();
  server.pageSize = 3;
  say(server, [BOB, 'team'], 'newest');
  for (let i = 0; i < 7; i += 1) say(server, [BOB, 'team'], 'reply', { threadRootId: 'team-5' });
  const ann = await openTestClient(server, ANN);
  const rowOf = () => ann.sync.replica.conversation('team');
  expect(rowOf()).toMatchObject({ lastMessage: { text: 'newest' }, unreadCount: 1 });
  say(server, [BOB, 'team'], 'another reply', { threadRootId: 'team-5' });
  await settled();
  expect(rowOf()).toMatchObject({ lastMessage: { text: 'newest' }, unreadCount: 1, cursor: 13 });
  await ann.sync.history.open('team');
  expect(ann.sync.replica.threads('team').get().get(5)).toMatchObject({ replyCount: 8, participantIds: [BOB] });
  await ann.crash();
});

it('asks the server whom an edited message mentions, where not all that is unread is in memory', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  say(server, [BOB, 'team'], 'hello');
  await settled();
  const rowOf = () => ann.sync.replica.conversation('team');
  expect(rowOf()).toMatchObject({ unreadCount: 1, mentionCount: 0 });
  for (const [text, mentionCount] of [
    [`hello @${ANN}`, 1],
    [`hello again @${ANN}`, 1],
    ['hello all', 0],
  ] as const) {
    server.edit('team', 5, text);
    await settled();
    expect(rowOf()).toMatchObject({ unreadCount: 1, mentionCount });
  }
  await ann.crash();
});
