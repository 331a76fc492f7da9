import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../backend/test/test-server.ts';
import { RealClient, until } from './real-client.ts';

let server: TestServer;
const clients: RealClient[] = [];
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
  expect(server.logged).toEqual([]);
});

async function join(name: string): Promise<RealClient> {
  count += 1;
  const client = await RealClient.register(server, `${name}${count}`);
  clients.push(client);
  return client;
}

const lastText = (client: RealClient, id: string, text: string) =>
  until(client.sync.replica.conversations, (rows) => rows.get(id)?.lastMessage?.text === text);
const outboxEmpty = (client: RealClient) => until(client.sync.outbox.items, (items) => items.length === 0);

it('lets two people talk, with the same timeline and exact counts', async () => {
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  const id = await ann.sync.startDirect(bob.viewerId);
  for (const text of ['hello', 'are you there?']) await ann.sync.send(id, { text });
  await lastText(bob, id, 'are you there?');
  expect(bob.sync.replica.conversation(id)).toMatchObject({ unreadCount: 2, peerId: ann.viewerId });
  await bob.sync.send(id, { text: 'yes' });
  await Promise.all([lastText(ann, id, 'yes'), outboxEmpty(bob)]);
  expect(bob.sync.replica.conversation(id)?.unreadCount).toBe(0);
  expect(await ann.read(id)).toEqual(await bob.read(id));
  expect((await ann.read(id)).map(([, text]) => text)).toEqual(['hello', 'are you there?', 'yes']);
});

it('brings a person who was away to where everyone is', async () => {
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  const id = await ann.sync.createGroup({ name: 'Team', memberIds: [bob.viewerId] });
  await until(bob.sync.replica.conversations, (rows) => rows.has(id));
  await bob.leave();
  for (let i = 0; i < 120; i += 1) await ann.sync.send(id, { text: `message ${i}` });
  await outboxEmpty(ann);
  await ann.sync.renameGroup(id, 'Crew');
  await bob.comeBack();
  expect(bob.sync.replica.conversation(id)).toMatchObject({
    name: 'Crew',
    unreadCount: 120,
    cursor: ann.sync.replica.conversation(id)?.cursor,
  });
  expect(await bob.read(id)).toEqual(await ann.read(id));
  bob.sync.readMarks.mark(id, bob.sync.replica.conversation(id)?.cursor ?? 0);
  await bob.sync.readMarks.flush();
  await bob.leave();
  await bob.comeBack();
  expect(bob.sync.replica.conversation(id)?.unreadCount).toBe(0);
});

it('knows what was read on another device while it was away, in many conversations', async () => {
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  const ids: string[] = [];
  for (let i = 0; i < 12; i += 1) ids.push(await bob.sync.createGroup({ name: `Group ${i}`, memberIds: [ann.viewerId] }));
  for (const id of ids) await bob.sync.send(id, { text: '@all unread' });
  await until(ann.sync.replica.conversations, (rows) => ids.every((id) => rows.get(id)?.mentionCount === 1));
  await ann.leave();
  const elsewhere = await RealClient.signIn(server, ann.session.state.get().viewer?.username ?? '');
  clients.push(elsewhere);
  for (const id of ids) elsewhere.sync.readMarks.mark(id, elsewhere.sync.replica.conversation(id)?.cursor ?? 0);
  await elsewhere.sync.readMarks.flush();
  await ann.comeBack();
  const counts = ids.map((id) => ann.sync.replica.conversation(id)).map((row) => [row?.unreadCount, row?.mentionCount]);
  expect(counts).toEqual(ids.map(() => [0, 0]));
  for (const id of ids) bob.sync.receipts.watch(id);
  for (const id of ids) await until(bob.sync.receipts.of(id), (receipts) => (receipts?.get(ann.viewerId)?.readSeq ?? 0) > 0);
});

it('starts with the newest message of each conversation and reads back to the first', async () => {
  const ann = await join('ann');
  const notes = await ann.sync.startDirect(ann.viewerId);
  for (let i = 0; i < 130; i += 1) await ann.sync.send(notes, { text: `note ${i}` });
  await outboxEmpty(ann);
  const fresh = await RealClient.register(server, `reader${Date.now()}`);
  clients.push(fresh);
  const id = await ann.sync.createGroup({ name: 'Late', memberIds: [] });
  for (let i = 0; i < 130; i += 1) await ann.sync.send(id, { text: `text ${i}` });
  await outboxEmpty(ann);
  await ann.sync.addMembers(id, [fresh.viewerId]);
  await until(fresh.sync.replica.conversations, (rows) => rows.has(id));
  expect((await fresh.read(id)).filter(([, text]) => text !== null)).toHaveLength(130);
  expect((await ann.read(notes)).map(([, text]) => text)).toEqual(Array.from({ length: 130 }, (_, i) => `note ${i}`));
});

it('takes a conversation from a person who is removed, and gives it back', async () => {
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  const id = await ann.sync.createGroup({ name: 'Team', memberIds: [bob.viewerId] });
  await until(bob.sync.replica.conversations, (rows) => rows.has(id));
  await ann.sync.history.openMembers(id);
  await ann.sync.removeMember(id, bob.viewerId);
  await until(bob.sync.replica.conversations, (rows) => !rows.has(id));
  await until(ann.sync.replica.members(id), (members) => members?.filter(({ leftSeq }) => leftSeq === null).length === 1);
  await bob.sync.send(id, { text: 'too late' });
  await until(bob.sync.outbox.items, ([item]) => item?.state === 'failed');
  expect(bob.sync.outbox.items.get()[0]?.row.refusal?.code).toBe('NOT_IN_CONVERSATION');
  await ann.sync.addMembers(id, [bob.viewerId]);
  await until(bob.sync.replica.conversations, (rows) => rows.has(id));
  expect(await bob.read(id)).toEqual(await ann.read(id));
});

it('shows who types', async () => {
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  const id = await ann.sync.startDirect(bob.viewerId);
  await until(bob.sync.replica.conversations, (rows) => rows.has(id));
  ann.sync.typing.notifyKey(id);
  await until(bob.sync.typing.people, (people) => people.get(id)?.[0]?.id === ann.viewerId);
  ann.sync.typing.stop(id);
  await until(bob.sync.typing.people, (people) => !people.has(id));
});

it('signs out on this device when the session is ended elsewhere', async () => {
  const ann = await join('ann');
  await ann.session.request('mutation { logout }');
  await until(ann.session.state, ({ status }) => status === 'signedOut');
});
