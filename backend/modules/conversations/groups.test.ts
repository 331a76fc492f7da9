import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, leaveGroup, removeFromGroup, setRole, transferGroup, updateGroup } from '../../test/group-client.ts';
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

interface Group {
  readonly name: string | null;
  readonly topic: string | null;
  readonly isPublic: boolean;
  readonly historyVisibility: string;
  readonly permissions: Record<string, string>;
  readonly lastSeq: number;
  readonly viewerCan: Record<string, boolean>;
  readonly members: { edges: { node: { role: string; user: { id: string } } }[] };
  readonly messages: {
    edges: { node: { sender: { id: string }; systemEvent: { kind: string; name: string | null; users: { id: string }[] } | null } }[];
  };
}

const GROUP = `query ($id: ID!) { conversation(id: $id) { name topic isPublic historyVisibility permissions { post invite pin edit } lastSeq
  viewerCan { send pin leave addMembers invite removeMembers rename editTopic promote transfer setPermissions makePublic }
  members(first: 100) { edges { node { role user { id } } } }
  messages(last: 100) { edges { node { sender { id } systemEvent { kind name users { id } } } } } } }`;

async function read(person: TestPerson, id: string): Promise<Group> {
  const { conversation } = await query<{ conversation: Group }>(server, GROUP, { variables: { id }, token: person.token });
  return conversation;
}

const rolesOf = ({ members }: Group) => Object.fromEntries(members.edges.map(({ node }) => [node.user.id, node.role]));
const toldIn = ({ messages }: Group) =>
  messages.edges.flatMap(({ node: { sender, systemEvent } }) =>
    systemEvent === null ? [] : [[systemEvent.kind, sender.id, systemEvent.name, ...systemEvent.users.map(({ id }) => id)]],
  );
const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => /"code":"(\w+)"/.exec(error.message)?.[1],
  );

describe('a group changes (CONV-2)', () => {
  it('in everything that is named at once, with one number and a system message for each kind of change', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const before = await read(olga, conversationId);
    expect(before).toMatchObject({
      topic: null,
      isPublic: false,
      historyVisibility: 'ALL',
      permissions: { post: 'MEMBERS', invite: 'ADMINS', pin: 'ADMINS', edit: 'ADMINS' },
    });
    const live = await listen(server, ann);
    const changes = { name: 'Launch', topic: '  Ship it ', isPublic: true, historyVisibility: 'JOINED', permissions: { post: 'ADMINS' } };
    await updateGroup(server, { as: olga, conversationId }, changes);
    const after = await read(ann, conversationId);
    expect(after).toMatchObject({
      ...changes,
      topic: 'Ship it',
      permissions: { post: 'ADMINS', invite: 'ADMINS', pin: 'ADMINS', edit: 'ADMINS' },
      lastSeq: before.lastSeq + 5,
      viewerCan: { send: false, leave: true },
    });
    expect(toldIn(after).slice(1)).toEqual([
      ['GROUP_RENAMED', olga.id, 'Launch'],
      ['TOPIC_CHANGED', olga.id, 'Ship it'],
      ['VISIBILITY_CHANGED', olga.id, 'PUBLIC'],
      ['PERMISSIONS_CHANGED', olga.id, null],
    ]);
    const event = await live.next(({ __typename }) => __typename === 'ConversationChanged');
    expect(event).toMatchObject({ seq: before.lastSeq + 1, name: 'Launch' });
    await live.stop();
  });

  it('not at all when nothing is other than it was', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { lastSeq, name } = await read(olga, conversationId);
    await updateGroup(
      server,
      { as: olga, conversationId },
      { name, topic: ' ', isPublic: false, permissions: { post: 'MEMBERS', pin: null } },
    );
    expect((await read(olga, conversationId)).lastSeq).toBe(lastSeq);
  });

  it('not at all when one of several parts is not theirs to change', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    await setRole(server, { as: olga, conversationId }, [ann, 'ADMIN']);
    const before = await read(ann, conversationId);
    expect(await refusalOf(updateGroup(server, { as: ann, conversationId }, { topic: 'Mine', isPublic: true }))).toBe('FORBIDDEN');
    expect(await read(ann, conversationId)).toEqual(before);
    await updateGroup(server, { as: ann, conversationId }, { topic: 'Ours' });
    expect((await read(ann, conversationId)).topic).toBe('Ours');
  });

  it.each([
    ['a topic of 251 characters', { topic: 'x'.repeat(251) }, 'input.topic'],
    ['a topic of two lines', { topic: 'a\nb' }, 'input.topic'],
    ['a name without ink', { name: ' ' }, 'input.name'],
  ])('not by %s', async (_case, changes, field) => {
    const conversationId = await createGroup(server, olga, []);
    const { errors } = await request(server, 'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }', {
      variables: { input: { conversationId, ...changes } },
      token: olga.token,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field });
  });
});

describe('roles (CONV-2)', () => {
  it('are given and taken by the owner, told in the timeline, and seen live by whom they concern', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob]);
    const live = await listen(server, ann);
    await setRole(server, { as: olga, conversationId }, [ann, 'ADMIN']);
    await setRole(server, { as: olga, conversationId }, [ann, 'ADMIN']);
    await live.next(({ __typename, member }) => __typename === 'MemberChanged' && member?.user.id === ann.id);
    expect((await read(ann, conversationId)).viewerCan).toMatchObject({ addMembers: true, removeMembers: true, promote: false });
    await setRole(server, { as: olga, conversationId }, [ann, 'MEMBER']);
    const group = await read(ann, conversationId);
    expect(rolesOf(group)).toEqual({ [olga.id]: 'OWNER', [ann.id]: 'MEMBER', [bob.id]: 'MEMBER' });
    expect(toldIn(group).slice(1)).toEqual([
      ['ROLE_CHANGED', olga.id, 'ADMIN', ann.id],
      ['ROLE_CHANGED', olga.id, 'MEMBER', ann.id],
    ]);
    expect(await refusalOf(addToGroup(server, { as: ann, conversationId }, [eve]))).toBe('FORBIDDEN');
    await live.stop();
  });

  it('let an admin remove members, and no admin nor the owner', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob, eve]);
    for (const person of [ann, bob]) await setRole(server, { as: olga, conversationId }, [person, 'ADMIN']);
    expect(await refusalOf(removeFromGroup(server, { as: ann, conversationId }, bob))).toBe('FORBIDDEN');
    expect(await refusalOf(removeFromGroup(server, { as: ann, conversationId }, olga))).toBe('FORBIDDEN');
    await removeFromGroup(server, { as: ann, conversationId }, eve);
    await removeFromGroup(server, { as: olga, conversationId }, bob);
    expect(rolesOf(await read(ann, conversationId))).toEqual({ [olga.id]: 'OWNER', [ann.id]: 'ADMIN' });
  });

  it('never make the owner something else, but by handing the group over', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    expect(await refusalOf(setRole(server, { as: olga, conversationId }, [olga, 'ADMIN']))).toBe('VALIDATION_ERROR');
    expect(await refusalOf(setRole(server, { as: olga, conversationId }, [eve, 'ADMIN']))).toBe('NOT_FOUND');
    await transferGroup(server, { as: olga, conversationId }, olga);
    await transferGroup(server, { as: olga, conversationId }, ann);
    const group = await read(olga, conversationId);
    expect(rolesOf(group)).toEqual({ [olga.id]: 'ADMIN', [ann.id]: 'OWNER' });
    expect(toldIn(group).slice(1)).toEqual([['OWNER_CHANGED', olga.id, null, ann.id]]);
    expect(await refusalOf(transferGroup(server, { as: olga, conversationId }, olga))).toBe('FORBIDDEN');
  });

  it('leave the group of an owner who leaves to the longest-standing admin, and say so', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob, eve]);
    for (const person of [eve, bob]) await setRole(server, { as: olga, conversationId }, [person, 'ADMIN']);
    await leaveGroup(server, { as: olga, conversationId });
    const group = await read(ann, conversationId);
    expect(rolesOf(group)).toEqual({ [ann.id]: 'MEMBER', [bob.id]: 'OWNER', [eve.id]: 'ADMIN' });
    expect(toldIn(group).at(-1)).toEqual(['OWNER_CHANGED', olga.id, null, bob.id]);
  });

  it('are one owner, however many hand over, leave and remove at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const conversationId = await createGroup(server, olga, [ann, bob]);
      await Promise.allSettled([
        transferGroup(server, { as: olga, conversationId }, ann),
        transferGroup(server, { as: olga, conversationId }, bob),
        leaveGroup(server, { as: ann, conversationId }),
        removeFromGroup(server, { as: olga, conversationId }, bob),
      ]);
      const { rows } = await server.app.db.pool.query<{ owners: number }>(
        "SELECT count(*) AS owners FROM members WHERE conversation_id = $1 AND left_seq IS NULL AND role = 'OWNER'",
        [conversationId],
      );
      expect(rows).toEqual([{ owners: 1 }]);
    }
  });
});

describe('who may post', () => {
  it('is decided under the lock of the send: refused is FORBIDDEN, allowed again it is stored', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob]);
    await setRole(server, { as: olga, conversationId }, [bob, 'ADMIN']);
    await updateGroup(server, { as: olga, conversationId }, { permissions: { post: 'ADMINS' } });
    const write = (person: TestPerson) => refusalOf(send(server, person, { conversationId, text: 'hello' }));
    expect([await write(olga), await write(bob), await write(ann)]).toEqual(['done', 'done', 'FORBIDDEN']);
    await updateGroup(server, { as: olga, conversationId }, { permissions: { post: 'OWNER' } });
    expect([await write(olga), await write(bob), await write(ann)]).toEqual(['done', 'FORBIDDEN', 'FORBIDDEN']);
    await updateGroup(server, { as: olga, conversationId }, { permissions: { post: 'MEMBERS' } });
    expect(await write(ann)).toBe('done');
  });

  it('a resend of what was stored before gives the message, whatever the permission says now', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const first = await send(server, ann, { conversationId, text: 'early' });
    await updateGroup(server, { as: olga, conversationId }, { permissions: { post: 'OWNER' } });
    const { sendMessage } = await query<{ sendMessage: { id: string } }>(
      server,
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
      { variables: { input: { conversationId, clientMessageId: first.clientMessageId, text: 'early' } }, token: ann.token },
    );
    expect(sendMessage.id).toBe(first.id);
  });
});

describe('every right over a group: who may, who may not, who may no longer', () => {
  type Actor = 'owner' | 'admin' | 'member' | 'former member' | 'stranger' | 'one of two';
  const OUT = 'NOT_IN_CONVERSATION';
  const ownerOnly = {
    owner: 'done',
    admin: 'FORBIDDEN',
    member: 'FORBIDDEN',
    'former member': OUT,
    stranger: OUT,
    'one of two': 'FORBIDDEN',
  };
  const adminsToo = { ...ownerOnly, admin: 'done' };
  const ACTS: Record<string, [string, Record<Actor, string>]> = {
    name: ['updateGroup(input: { conversationId: $id, name: "New" }) { id }', adminsToo],
    topic: ['updateGroup(input: { conversationId: $id, topic: "New" }) { id }', adminsToo],
    add: ['addMembers(conversationId: $id, userIds: [$who]) { id }', adminsToo],
    invite: ['createInvitation(input: { conversationId: $id }) { url }', adminsToo],
    remove: ['removeMember(conversationId: $id, userId: $who) { id }', adminsToo],
    public: ['updateGroup(input: { conversationId: $id, isPublic: true }) { id }', ownerOnly],
    permissions: ['updateGroup(input: { conversationId: $id, permissions: { post: ADMINS } }) { id }', ownerOnly],
    history: ['updateGroup(input: { conversationId: $id, historyVisibility: JOINED }) { id }', ownerOnly],
    role: ['setMemberRole(input: { conversationId: $id, userId: $who, role: ADMIN }) { id }', ownerOnly],
    transfer: ['transferOwnership(conversationId: $id, userId: $who) { id }', ownerOnly],
  };

  async function stand(actor: Actor): Promise<{ conversationId: string; person: TestPerson }> {
    if (actor === 'one of two') return { conversationId: await startDirect(server, olga, ann), person: olga };
    const conversationId = await createGroup(server, olga, [ann, bob]);
    const person = { owner: olga, admin: ann, member: ann, 'former member': ann, stranger: eve }[actor];
    if (actor === 'admin') await setRole(server, { as: olga, conversationId }, [ann, 'ADMIN']);
    if (actor === 'former member') await removeFromGroup(server, { as: olga, conversationId }, ann);
    return { conversationId, person };
  }

  const cases = Object.entries(ACTS).flatMap(([act, [field, answers]]) =>
    Object.entries(answers).map(([actor, answer]) => ({ act, field, actor: actor as Actor, answer })),
  );
  it.each(cases)('$act by $actor: $answer', async ({ field, actor, answer }) => {
    const { conversationId, person } = await stand(actor);
    const variables = field.includes('$who') ? { id: conversationId, who: bob.id } : { id: conversationId };
    const declared = field.includes('$who') ? '$id: ID!, $who: ID!' : '$id: ID!';
    const { errors } = await request(server, `mutation (${declared}) { ${field} }`, { variables, token: person.token });
    expect(errors?.[0]?.extensions.code ?? 'done').toBe(answer);
  });
});
