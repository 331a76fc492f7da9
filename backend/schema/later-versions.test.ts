import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGroup, type Listener, listen, query, registerPerson, request, send, type TestPerson } from '../test/api-client.ts';
import { updateGroup } from '../test/group-client.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

/** While an installation is upgraded, nodes of this version meet what a later one wrote and tells (docs/operations/upgrades.md). */

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;
let group: string;
let anns: Listener;

beforeAll(async () => {
  server = await startTestServer();
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
  group = await createGroup(server, olga, [ann]);
  await updateGroup(server, { as: olga, conversationId: group }, { permissions: { post: 'MEMBERS', pin: 'ADMINS' } });
  const { pool } = server.app.db;
  for (const [type, value] of [
    ['member_role', 'GUEST'],
    ['permission_level', 'ROBOTS'],
    ['history_visibility', 'LAST_WEEK'],
    ['viewer_item_kind', 'STICKER'],
  ]) {
    await pool.query(`ALTER TYPE ${type} ADD VALUE '${value}'`);
  }
  anns = await listen(server, ann);
});
afterAll(async () => {
  await anns.stop();
  expect(server.logged).toEqual([]);
  await server.stop();
});

const run = (text: string, values: unknown[]) => server.app.db.pool.query(text, values);

it('tells of a change of a kind that it does not know, and of all that stands beside it', async () => {
  const { rows } = await server.app.db.pool.query<{ seq: number }>(
    `UPDATE messages SET system_event = jsonb_set(system_event, '{kind}', '"GROUP_FROZEN"') WHERE conversation_id = $1 AND kind = 'SYSTEM'
     RETURNING seq`,
    [group],
  );
  const { conversation } = await query<{
    conversation: { messages: { edges: { node: { seq: number; systemEvent: { kind: string } | null } }[] } };
  }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { seq systemEvent { kind users { id } } } } } } }',
    { variables: { id: group }, token: ann.token },
  );
  const told = conversation.messages.edges.flatMap(({ node }) => (node.systemEvent === null ? [] : [[node.seq, node.systemEvent.kind]]));
  expect(rows.length).toBeGreaterThan(0);
  expect(told.sort()).toEqual(rows.map(({ seq }) => [seq, 'OTHER']).sort());
});

it('takes a role that it does not know for the least, and a level for the highest', async () => {
  await run("UPDATE members SET role = 'GUEST' WHERE conversation_id = $1 AND user_id = $2", [group, ann.id]);
  await run("UPDATE conversations SET may_invite = 'ROBOTS', history_visibility = 'LAST_WEEK' WHERE id = $1", [group]);
  const text = `query ($id: ID!) { conversation(id: $id) {
    viewerMember { role } viewerCan { send pin invite removeMembers promote } permissions { invite pin } historyVisibility } }`;
  const shown = async (person: TestPerson) =>
    (await query<{ conversation: object }>(server, text, { variables: { id: group }, token: person.token })).conversation;
  const rules = { permissions: { invite: 'OWNER', pin: 'ADMINS' }, historyVisibility: 'JOINED' };
  expect(await shown(ann)).toEqual({
    viewerMember: { role: 'MEMBER' },
    viewerCan: { send: true, pin: false, invite: false, removeMembers: false, promote: false },
    ...rules,
  });
  expect(await shown(olga)).toMatchObject({ viewerCan: { invite: true, pin: true }, ...rules });
  const pinning = await request(server, 'mutation ($input: SetPinnedInput!) { setPinned(input: $input) { id } }', {
    variables: {
      input: { conversationId: group, messageId: (await send(server, ann, { conversationId: group, text: 'x' })).id, isPinned: true },
    },
    token: ann.token,
  });
  expect(pinning.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

it('leaves out items of a kind that it does not know, and counts their numbers', async () => {
  await run("INSERT INTO viewer_items (user_id, kind, key, value, seq) VALUES ($1, 'STICKER', 'star', '{}', 1)", [ann.id]);
  await run('UPDATE users SET viewer_seq = 1 WHERE id = $1', [ann.id]);
  const { viewerChanges } = await query<{ viewerChanges: object }>(server, '{ viewerChanges(since: 0) { seq hasMore items { kind } } }', {
    token: ann.token,
  });
  expect(viewerChanges).toEqual({ seq: 1, hasMore: false, items: [] });
});

it('loses an event that it cannot show, and nothing else: the socket stays', async () => {
  const before = anns.events.length;
  const item = { kind: 'STICKER', key: 'star', seq: 2, value: {} };
  server.app.bus.publish(`person:${ann.id}`, { type: 'ViewerItemChanged', userId: ann.id, seq: 2, item });
  server.app.bus.publish(`person:${ann.id}`, { type: 'GuestArrived', userId: ann.id });
  const { seq } = await send(server, olga, { conversationId: group, text: randomUUID() });
  await anns.next((event) => event.seq === seq);
  expect(anns.events.slice(before).map(({ __typename }) => __typename)).toEqual(['MessageChanged']);
});
