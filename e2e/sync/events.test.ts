import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../backend/test/test-database.ts';
import { startTestRedis, type TestRedis } from '../../backend/test/test-redis.ts';
import { startTestServer, type TestServer } from '../../backend/test/test-server.ts';
import { heldBy } from '../../desktop/test/held-state.ts';
import { RealClient, until } from './real-client.ts';

/** Two nodes of one installation: what is done on the one is heard on the other. */
let database: TestDatabase;
let redis: TestRedis;
let near: TestServer;
let far: TestServer;
const clients: RealClient[] = [];
let count = 0;

beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
  [near, far] = await Promise.all([openNode(), openNode()]);
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await Promise.all([near.stop(), far.stop()]);
  await redis.remove();
  await database.drop();
});

const openNode = () => startTestServer({ REDIS_URL: redis.url }, { database });

/** Ann here and on another device, Bob and as many others elsewhere, in a group and a direct conversation that Ann shows here. */
interface Scene {
  readonly here: RealClient;
  readonly elsewhere: RealClient;
  readonly bob: RealClient;
  readonly groupId: string;
  readonly directId: string;
}

async function join(server: TestServer, name: string): Promise<RealClient> {
  count += 1;
  const client = await RealClient.register(server, `${name}${count}`);
  clients.push(client);
  return client;
}

async function open(othersCount = 1): Promise<Scene> {
  const here = await join(near, 'ann');
  const username = `ann${count}`;
  const bob = await join(far, 'bob');
  const others = await Promise.all(Array.from({ length: othersCount - 1 }, () => join(far, 'other')));
  const elsewhere = await RealClient.signIn(far, username);
  clients.push(elsewhere);
  const groupId = await elsewhere.sync.createGroup({ name: 'Team', memberIds: [bob, ...others].map(({ viewerId }) => viewerId) });
  const directId = await elsewhere.sync.startDirect(bob.viewerId);
  for (const id of [groupId, directId]) {
    await elsewhere.sync.send(id, { text: 'first' });
    await until(here.sync.replica.conversations, (rows) => rows.get(id)?.lastMessage?.text === 'first');
    await until(bob.sync.replica.conversations, (rows) => rows.get(id)?.lastMessage?.text === 'first');
  }
  await showAll(here, bob);
  return { here, elsewhere, bob, groupId, directId };
}

/** Shows everything there is, with the presence of Bob. */
async function showAll({ sync }: RealClient, bob: RealClient): Promise<void> {
  sync.presence.watch(bob.viewerId);
  sync.profiles.watch(bob.viewerId);
  for (const { id } of sync.replica.conversations.get().values()) {
    sync.receipts.watch(id);
    await sync.history.open(id);
    await sync.history.openMembers(id);
    await until(sync.receipts.of(id), (receipts) => receipts !== null);
  }
  await until(sync.presence.people, (people) => people.has(bob.viewerId));
  await until(sync.profiles.people, (people) => people.has(bob.viewerId));
}

const lastSeq = ({ sync }: RealClient, id: string) => sync.replica.conversation(id)?.lastMessage?.seq ?? 0;

/** What can cause each kind of event, done elsewhere; and when it has come here. */
const deeds: Readonly<
  Record<string, { deed: (scene: Scene) => Promise<unknown>; isHere: (scene: Scene) => boolean; othersCount?: number }>
> = {
  MessageChanged: {
    deed: ({ bob, groupId }) => bob.sync.send(groupId, { text: '@all hello' }),
    isHere: ({ here, groupId }) => here.sync.replica.conversation(groupId)?.lastMessage?.text === '@all hello',
  },
  ConversationChanged: {
    deed: ({ elsewhere, groupId }) => elsewhere.sync.renameGroup(groupId, 'Crew'),
    isHere: ({ here, groupId }) => here.sync.replica.conversation(groupId)?.name === 'Crew',
  },
  MemberChanged: {
    deed: ({ elsewhere, bob, groupId }) => elsewhere.sync.removeMember(groupId, bob.viewerId),
    isHere: ({ here, groupId }) => here.sync.replica.conversation(groupId)?.memberCount === 1,
  },
  ReceiptChanged: {
    deed: async ({ bob, directId }) => bob.sync.readMarks.mark(directId, lastSeq(bob, directId)),
    isHere: ({ here, bob, directId }) => here.sync.receipts.of(directId).get()?.get(bob.viewerId)?.readSeq === lastSeq(here, directId),
  },
  ReceiptsAdvanced: {
    deed: async ({ bob, groupId }) => bob.sync.readMarks.mark(groupId, lastSeq(bob, groupId)),
    isHere: ({ here, bob, groupId }) => here.sync.receipts.of(groupId).get()?.get(bob.viewerId)?.readSeq === lastSeq(here, groupId),
    othersCount: 9,
  },
  PresenceChanged: {
    deed: ({ bob }) => bob.sync.settings.update({ presenceMode: 'BUSY' }),
    isHere: ({ here, bob }) => here.sync.presence.people.get().get(bob.viewerId)?.status === 'BUSY',
  },
  ProfileChanged: {
    deed: ({ bob }) => bob.sync.people.updateProfile({ statusText: 'On a train' }),
    isHere: ({ here, bob }) => here.sync.profiles.people.get().get(bob.viewerId)?.statusText === 'On a train',
  },
  ViewerItemChanged: {
    deed: ({ elsewhere, groupId }) =>
      elsewhere.sync.viewerItems.set({ kind: 'CONVERSATION', key: groupId, value: { isMarkedUnread: true } }),
    isHere: ({ here, groupId }) => here.sync.viewerItems.state.get().CONVERSATION.get(groupId)?.isMarkedUnread === true,
  },
  SettingsChanged: {
    deed: ({ elsewhere }) => elsewhere.sync.settings.update({ presenceAudience: 'CONTACTS' }),
    isHere: ({ here }) => here.sync.settings.state.get()?.presenceAudience === 'CONTACTS',
  },
};

const event = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8')).getType('Event');
const kinds = isUnionType(event) ? event.getTypes().map(({ name }) => name) : [];

/** The state of a client that has just signed in and shows the same. */
async function freshLike({ bob }: Scene, username: string): Promise<RealClient> {
  const fresh = await RealClient.signIn(near, username);
  clients.push(fresh);
  await showAll(fresh, bob);
  return fresh;
}

async function expectSameAsFresh(scene: Scene): Promise<void> {
  const username = scene.here.session.state.get().viewer?.username ?? '';
  const fresh = await freshLike(scene, username);
  await expect.poll(() => heldBy(scene.here)).toBe(await heldBy(fresh));
}

it('has a case for every kind of event that the API has', () => {
  expect([...Object.keys(deeds), 'TypingChanged', 'EventsInterrupted', 'ChangeHidden', 'DeviceUsed']).toEqual(
    expect.arrayContaining(kinds),
  );
  expect(kinds.length).toBeGreaterThan(0);
});

describe('on two nodes, brings a client to where a fresh one begins', () => {
  it.each(Object.keys(deeds).filter((kind) => kinds.includes(kind)))('%s', async (kind) => {
    const { deed, isHere, othersCount } = deeds[kind] ?? expect.fail();
    const scene = await open(othersCount);
    await deed(scene);
    await expect.poll(() => isHere(scene)).toBe(true);
    await expectSameAsFresh(scene);
  });
});

it('shows who types on another node, for as long as they do', async () => {
  const { here, bob, directId } = await open();
  bob.sync.typing.notifyKey(directId);
  await until(here.sync.typing.people, (people) => people.get(directId)?.[0]?.id === bob.viewerId);
  bob.sync.typing.stop(directId);
  await until(here.sync.typing.people, (people) => !people.has(directId));
});

it('ChangeHidden takes a newcomer over what is not theirs to see', async () => {
  const scene = await open();
  const { here, bob } = scene;
  const groupId = await bob.sync.createGroup({ name: 'With a past', memberIds: [] });
  await bob.sync.request('mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }', {
    input: { conversationId: groupId, historyVisibility: 'JOINED' },
  });
  await bob.sync.send(groupId, { text: 'before' });
  await until(bob.sync.replica.conversations, (rows) => rows.get(groupId)?.lastMessage?.text === 'before');
  const [old] = bob.sync.replica.timeline(groupId).get()?.messages.slice(-1) ?? [bob.sync.replica.conversation(groupId)?.lastMessage];
  if (old == null) expect.fail('The message is there.');
  await bob.sync.addMembers(groupId, [here.viewerId]);
  await until(here.sync.replica.conversations, (rows) => rows.has(groupId));
  const { cursor = 0 } = here.sync.replica.conversation(groupId) ?? {};
  await bob.sync.outbox.operate(groupId, { type: 'react', messageId: old.id, seq: old.seq, emoji: '👍', isOn: true });
  await expect.poll(() => here.sync.replica.conversation(groupId)?.cursor).toBeGreaterThan(cursor);
  await showAll(here, bob);
  await expectSameAsFresh(scene);
  expect(JSON.stringify(await heldBy(here))).not.toContain(old.id);
});

it('DeviceUsed leaves it to the device that was taken up last to tell its person of messages', async () => {
  const { here, elsewhere } = await open();
  await expect.poll(() => [here.sync.activity.isInUse, elsewhere.sync.activity.isInUse]).toEqual([false, true]);
  const third = await RealClient.signIn(near, here.session.state.get().viewer?.username ?? '');
  clients.push(third);
  const devices = [here, elsewhere, third];
  await expect.poll(() => devices.map(({ sync }) => sync.activity.isInUse)).toEqual([false, false, true]);
});

it('EventsInterrupted makes up for what was lost while the nodes did not hear each other', async () => {
  const scene = await open();
  const { here, elsewhere, bob, groupId, directId } = scene;
  await redis.stop();
  await bob.sync.send(groupId, { text: 'unheard' });
  await elsewhere.sync.renameGroup(groupId, 'Crew');
  await elsewhere.sync.settings.update({ presenceAudience: 'NOBODY' });
  await bob.sync.people.updateProfile({ title: 'Cartographer' });
  bob.sync.readMarks.mark(directId, lastSeq(bob, directId));
  await until(bob.sync.replica.conversations, (rows) => rows.get(groupId)?.name === 'Crew');
  expect(here.sync.replica.conversation(groupId)?.name).toBe('Team');
  const socket = here.sync.connection.state.get();
  await redis.start();
  await expect.poll(() => here.sync.replica.conversation(groupId)?.name).toBe('Crew');
  await expect.poll(() => here.sync.profiles.people.get().get(bob.viewerId)?.title).toBe('Cartographer');
  await expectSameAsFresh(scene);
  expect(here.sync.connection.state.get()).toBe(socket);
});
