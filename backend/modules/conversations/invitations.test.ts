import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiResult, createGroup, query, registerPerson, request, type TestPerson } from '../../test/api-client.ts';
import { leaveGroup, setRole, updateGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

interface Created {
  readonly token: string;
  readonly url: string;
  readonly invitation: { id: string; useCount: number; maxUses: number | null; expiresAt: string | null; createdBy: { id: string } };
}

async function invite(person: TestPerson, input: { conversationId: string; expiresInHours?: number; maxUses?: number }): Promise<Created> {
  const { createInvitation } = await query<{ createInvitation: Created }>(
    server,
    `mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) {
      token url invitation { id useCount maxUses expiresAt createdBy { id } } } }`,
    { variables: { input }, token: person.token },
  );
  return createInvitation;
}

const accept = (person: TestPerson, token: string): Promise<ApiResult<{ acceptInvitation: { id: string; memberCount: number } }>> =>
  request(server, 'mutation ($token: String!) { acceptInvitation(token: $token) { id memberCount } }', {
    variables: { token },
    token: person.token,
  });
const codeOf = ({ errors }: ApiResult<unknown>) => errors?.[0]?.extensions.code ?? 'done';

async function preview(person: TestPerson, token: string): Promise<object | null> {
  const { invitation } = await query<{ invitation: object | null }>(
    server,
    'query ($token: String!) { invitation(token: $token) { conversationId name memberCount isMember inviter { id } } }',
    { variables: { token }, token: person.token },
  );
  return invitation;
}

async function listed(person: TestPerson, conversationId: string): Promise<{ id: string; useCount: number }[]> {
  const { invitations } = await query<{ invitations: { id: string; useCount: number }[] }>(
    server,
    'query ($id: ID!) { invitations(conversationId: $id) { id useCount } }',
    { variables: { id: conversationId }, token: person.token },
  );
  return invitations;
}

const revoke = (person: TestPerson, id: string) =>
  request(server, 'mutation ($id: ID!) { revokeInvitation(id: $id) }', { variables: { id }, token: person.token });

describe('an invitation (CONV-1)', () => {
  it('shows the group to who holds the link and lets them in, once', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { token, url, invitation } = await invite(olga, { conversationId });
    expect(url).toBe(`${server.app.config.publicUrl}/join/${token}`);
    expect(invitation).toMatchObject({ useCount: 0, maxUses: null, expiresAt: null, createdBy: { id: olga.id } });
    const shown = { conversationId, name: 'Release 4.2', memberCount: 1, isMember: false, inviter: { id: olga.id } };
    expect(await preview(ann, token)).toEqual(shown);
    expect(await accept(ann, token)).toEqual({ data: { acceptInvitation: { id: conversationId, memberCount: 2 } } });
    expect(codeOf(await accept(ann, token))).toBe('done');
    expect(await preview(ann, token)).toEqual({ ...shown, memberCount: 2, isMember: true });
    expect(await listed(olga, conversationId)).toEqual([{ id: invitation.id, useCount: 1 }]);
  });

  it('keeps its token to itself: the database has only a hash of it', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { token } = await invite(olga, { conversationId });
    expect(token).toMatch(/^[\w-]{22}$/);
    const { rows } = await server.app.db.pool.query<{ row: string }>(
      'SELECT i::text AS row FROM group_invitations i WHERE conversation_id = $1',
      [conversationId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(token);
  });

  it('lets in as many as it says, also when more come at once', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { token } = await invite(olga, { conversationId, maxUses: 2 });
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => registerPerson(server, `guest${name}`)));
    const answers = await Promise.all(people.map((person) => accept(person, token)));
    expect(answers.map(codeOf).sort()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'done', 'done']);
    expect(await preview(ann, token)).toBeNull();
    expect(await listed(olga, conversationId)).toEqual([]);
  });

  it('ends when it is revoked or its time is over', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { token, invitation } = await invite(olga, { conversationId });
    expect(codeOf(await revoke(olga, invitation.id))).toBe('done');
    expect(codeOf(await revoke(olga, invitation.id))).toBe('done');
    expect([await preview(ann, token), codeOf(await accept(ann, token))]).toEqual([null, 'NOT_FOUND']);

    const late = await invite(olga, { conversationId, expiresInHours: 1 });
    expect(await preview(ann, late.token)).not.toBeNull();
    await server.app.db.pool.query("UPDATE group_invitations SET expires_at = expires_at - interval '1 hour' WHERE id = $1", [
      late.invitation.id,
    ]);
    expect([await preview(ann, late.token), codeOf(await accept(ann, late.token))]).toEqual([null, 'NOT_FOUND']);
  });

  it('works only while who made it may invite', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    await setRole(server, { as: olga, conversationId }, [ann, 'ADMIN']);
    const { token } = await invite(ann, { conversationId });
    expect(await preview(bob, token)).not.toBeNull();
    await updateGroup(server, { as: olga, conversationId }, { permissions: { invite: 'OWNER' } });
    expect([await preview(bob, token), codeOf(await accept(bob, token))]).toEqual([null, 'NOT_FOUND']);
    await updateGroup(server, { as: olga, conversationId }, { permissions: { invite: 'MEMBERS' } });
    expect(await preview(bob, token)).not.toBeNull();
    await leaveGroup(server, { as: ann, conversationId });
    expect([await preview(bob, token), codeOf(await accept(bob, token))]).toEqual([null, 'NOT_FOUND']);
  });

  it('is seen and ended by those who may invite alone', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const { invitation } = await invite(olga, { conversationId });
    const ask = (person: TestPerson) =>
      request(server, 'query ($id: ID!) { invitations(conversationId: $id) { id } }', {
        variables: { id: conversationId },
        token: person.token,
      });
    expect([codeOf(await ask(olga)), codeOf(await ask(ann)), codeOf(await ask(bob))]).toEqual(['done', 'FORBIDDEN', 'NOT_IN_CONVERSATION']);
    expect([codeOf(await revoke(ann, invitation.id)), codeOf(await revoke(bob, invitation.id))]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(codeOf(await revoke(bob, randomUUID()))).toBe('NOT_FOUND');
    expect(await listed(olga, conversationId)).toHaveLength(1);
  });

  it.each([
    ['no time at all', { expiresInHours: 0 }, 'input.expiresInHours'],
    ['more than a year', { expiresInHours: 8761 }, 'input.expiresInHours'],
    ['no uses', { maxUses: 0 }, 'input.maxUses'],
  ])('is not made for %s', async (_case, limits, field) => {
    const conversationId = await createGroup(server, olga, []);
    const { errors } = await request(server, 'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { token } }', {
      variables: { input: { conversationId, ...limits } },
      token: olga.token,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field });
  });

  it.each(['', 'x', 'a'.repeat(22), '../../../etc/passwd', '\0'])('%j opens nothing', async (token) => {
    expect([await preview(ann, token), codeOf(await accept(ann, token))]).toEqual([null, 'NOT_FOUND']);
  });

  it('is one of at most 50 that work', async () => {
    const conversationId = await createGroup(server, olga, []);
    for (let i = 0; i < 50; i += 1) await invite(olga, { conversationId });
    await expect(invite(olga, { conversationId })).rejects.toThrow('VALIDATION_ERROR');
    const [first] = await listed(olga, conversationId);
    await revoke(olga, first?.id ?? '');
    await invite(olga, { conversationId });
  });
});
