import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, leaveGroup, removeFromGroup, renameGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
let eve: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  eve = await registerPerson(server, 'eve');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

interface Told {
  readonly seq: number;
  readonly systemEvent: { kind: string; name: string | null; users: { id: string }[] } | null;
  readonly sender: { id: string };
}

async function timelineOf(person: TestPerson, id: string): Promise<Told[]> {
  const { conversation } = await query<{ conversation: { messages: { edges: { node: Told }[] } } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { seq sender { id } systemEvent { kind name users { id } } } } } } }',
    { variables: { id }, token: person.token },
  );
  return conversation.messages.edges.map(({ node }) => node);
}

async function membersOf(person: TestPerson, id: string): Promise<{ id: string; role: string }[]> {
  const { conversation } = await query<{ conversation: { members: { edges: { node: { role: string; user: { id: string } } }[] } } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { members(first: 100) { edges { node { role user { id } } } } } }',
    { variables: { id }, token: person.token },
  );
  return conversation.members.edges.map(({ node }) => ({ id: node.user.id, role: node.role }));
}

const told = (kind: string, sender: TestPerson, { users = [], name = null }: { users?: TestPerson[]; name?: string | null }) => ({
  seq: expect.any(Number),
  systemEvent: { kind, name, users: users.map(({ id }) => ({ id })) },
  sender: { id: sender.id },
});

describe('changes of a group (CONV-2)', () => {
  it('are told in its timeline, in the order of the sequence', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const owner = { as: olga, conversationId };
    await addToGroup(server, owner, [bob, ann, eve, bob]);
    await renameGroup(server, owner, '  Release 5  ');
    await renameGroup(server, owner, 'Release 5');
    await removeFromGroup(server, owner, eve);
    await leaveGroup(server, { as: bob, conversationId });
    expect(await timelineOf(ann, conversationId)).toEqual([
      told('GROUP_CREATED', olga, { users: [ann], name: 'Release 4.2' }),
      told('MEMBERS_ADDED', olga, { users: [bob, eve] }),
      told('GROUP_RENAMED', olga, { name: 'Release 5' }),
      told('MEMBER_REMOVED', olga, { users: [eve] }),
      told('MEMBER_LEFT', bob, { users: [bob] }),
    ]);
    expect(await membersOf(ann, conversationId)).toEqual([
      { id: olga.id, role: 'OWNER' },
      { id: ann.id, role: 'MEMBER' },
    ]);
  });

  it('reach every member live: joins, a new name, removals, each with its number', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const owner = { as: olga, conversationId };
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    await addToGroup(server, owner, [bob]);
    await renameGroup(server, owner, 'Release 5');
    await removeFromGroup(server, owner, bob);
    await annSees.next(({ message, seq }) => message?.kind === 'SYSTEM' && seq === 9);
    const about = (events: readonly { __typename: string; seq?: number }[]) => events.map(({ __typename, seq }) => `${seq} ${__typename}`);
    expect(about(annSees.events)).toEqual([
      '4 MemberChanged',
      '5 MessageChanged',
      '6 ConversationChanged',
      '7 MessageChanged',
      '8 MemberChanged',
      '9 MessageChanged',
    ]);
    expect(annSees.events[2]).toMatchObject({ name: 'Release 5' });
    expect(about(bobSees.events)).toEqual([
      '4 MemberChanged',
      '5 MessageChanged',
      '6 ConversationChanged',
      '7 MessageChanged',
      '8 MemberChanged',
    ]);
    expect(bobSees.events.at(-1)).toMatchObject({ member: { user: { id: bob.id }, leftSeq: 8 } });
    await Promise.all([annSees.stop(), bobSees.stop()]);
  });

  it('leave the group of an owner who leaves to the one who has been there longest', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob]);
    await removeFromGroup(server, { as: olga, conversationId }, ann);
    await addToGroup(server, { as: olga, conversationId }, [ann]);
    await leaveGroup(server, { as: olga, conversationId });
    expect(await membersOf(ann, conversationId)).toEqual([
      { id: bob.id, role: 'OWNER' },
      { id: ann.id, role: 'MEMBER' },
    ]);
    await addToGroup(server, { as: bob, conversationId }, [olga]);
    expect(await membersOf(ann, conversationId)).toContainEqual({ id: olga.id, role: 'MEMBER' });
    for (const person of [bob, ann, olga]) await leaveGroup(server, { as: person, conversationId });
    const { rows } = await server.app.db.pool.query('SELECT 1 FROM members WHERE conversation_id = $1 AND left_seq IS NULL', [
      conversationId,
    ]);
    expect(rows).toEqual([]);
  });

  it('survive an owner who leaves while people are added: there is always one owner', async () => {
    for (let round = 0; round < 10; round += 1) {
      const conversationId = await createGroup(server, olga, []);
      await Promise.all([
        addToGroup(server, { as: olga, conversationId }, [ann]).catch(() => undefined),
        leaveGroup(server, { as: olga, conversationId }),
        request(server, 'mutation ($id: ID!, $u: [ID!]!) { addMembers(conversationId: $id, userIds: $u) { id } }', {
          variables: { id: conversationId, u: [bob.id] },
          token: olga.token,
        }),
      ]);
      const { rows } = await server.app.db.pool.query<{ role: string }>(
        'SELECT role FROM members WHERE conversation_id = $1 AND left_seq IS NULL',
        [conversationId],
      );
      expect(rows.filter(({ role }) => role === 'OWNER')).toHaveLength(rows.length === 0 ? 0 : 1);
    }
  });

  it('give a member who comes back the group again, with nothing unread from before', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    await removeFromGroup(server, { as: olga, conversationId }, ann);
    await send(server, olga, { conversationId, text: 'while ann was away' });
    await addToGroup(server, { as: olga, conversationId }, [ann]);
    await send(server, olga, { conversationId, text: 'welcome back' });
    const { conversation } = await query<{ conversation: object }>(
      server,
      'query ($id: ID!) { conversation(id: $id) { unreadCount viewerMember { joinedSeq leftSeq leftAt role } } }',
      { variables: { id: conversationId }, token: ann.token },
    );
    expect(conversation).toEqual({ unreadCount: 1, viewerMember: { joinedSeq: 7, leftSeq: null, leftAt: null, role: 'MEMBER' } });
  });
});

describe('every permission: who may, who may not, who may no longer', () => {
  type Answer = 'done' | 'FORBIDDEN' | 'NOT_IN_CONVERSATION';
  type Actor = 'owner' | 'member' | 'former owner' | 'former member' | 'stranger' | 'one of two';

  const ACTS: Record<string, string> = {
    send: 'mutation ($id: ID!, $new: ID!) { sendMessage(input: { conversationId: $id, clientMessageId: $new, text: "hello" }) { id } }',
    type: 'mutation ($id: ID!) { setTyping(conversationId: $id, typing: true) }',
    acknowledge: 'mutation ($id: ID!) { acknowledge(conversationId: $id, readSeq: 1) { readSeq } }',
    rename: 'mutation ($id: ID!) { renameGroup(conversationId: $id, name: "Renamed") { id } }',
    add: 'mutation ($id: ID!, $someone: ID!) { addMembers(conversationId: $id, userIds: [$someone]) { id } }',
    remove: 'mutation ($id: ID!, $present: ID!) { removeMember(conversationId: $id, userId: $present) { id } }',
    leave: 'mutation ($id: ID!) { leaveConversation(conversationId: $id) }',
  };
  const OUT = 'NOT_IN_CONVERSATION';
  const EXPECTED: Record<string, Record<Actor, Answer>> = {
    send: { owner: 'done', member: 'done', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'done' },
    type: { owner: 'done', member: 'done', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'done' },
    acknowledge: { owner: 'done', member: 'done', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'done' },
    rename: { owner: 'done', member: 'FORBIDDEN', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'FORBIDDEN' },
    add: { owner: 'done', member: 'FORBIDDEN', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'FORBIDDEN' },
    remove: { owner: 'done', member: 'FORBIDDEN', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'FORBIDDEN' },
    leave: { owner: 'done', member: 'done', 'former owner': OUT, 'former member': OUT, stranger: OUT, 'one of two': 'FORBIDDEN' },
  };

  /** The conversation in which the person stands so, and the person. */
  async function stand(actor: Actor): Promise<{ conversationId: string; person: TestPerson }> {
    if (actor === 'one of two') return { conversationId: await startDirect(server, olga, ann), person: olga };
    const conversationId = await createGroup(server, olga, [ann, bob]);
    const isFormer = actor.startsWith('former');
    const person = { owner: olga, 'former owner': olga, member: ann, 'former member': ann, stranger: eve }[actor];
    if (isFormer) await leaveGroup(server, { as: person, conversationId });
    return { conversationId, person };
  }

  const cases = Object.entries(EXPECTED).flatMap(([act, answers]) =>
    Object.entries(answers).map(([actor, answer]) => [act, actor as Actor, answer] as const),
  );
  it.each(cases)('%s by %s: %s', async (act, actor, answer) => {
    const { conversationId, person } = await stand(actor);
    const someone = await registerPerson(server, 'newcomer');
    const variables = { id: conversationId, new: randomUUID(), someone: someone.id, present: bob.id };
    const { errors } = await request(server, declared(ACTS[act] ?? '', variables), { variables, token: person.token });
    expect(errors?.[0]?.extensions.code ?? 'done').toBe(answer);
  });

  it('may be asked for by anonymous people in vain', async () => {
    const conversationId = await createGroup(server, olga, []);
    for (const text of Object.values(ACTS)) {
      const variables = { id: conversationId, new: randomUUID(), someone: ann.id, present: ann.id };
      const { errors } = await request(server, declared(text, variables), { variables });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    }
  });

  it('removes nobody who is not in the group', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    await removeFromGroup(server, { as: olga, conversationId }, ann);
    for (const userId of [ann.id, eve.id, randomUUID()]) {
      const { errors } = await request(server, ACTS.remove ?? '', {
        variables: { id: conversationId, present: userId },
        token: olga.token,
      });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'userId' });
    }
  });

  /** Only the variables that the operation declares. */
  function declared(text: string, variables: Record<string, string>): string {
    for (const name of Object.keys(variables)) if (!text.includes(`$${name}:`)) delete variables[name];
    return text;
  }
});
