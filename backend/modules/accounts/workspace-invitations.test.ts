import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, postRegister, refusalOf } from '../../test/accounts-client.ts';
import { type ApiResult, query, registerPerson, request, type TestPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let olga: TestPerson;
/** Somebody who got in by an invitation. */
let ann: TestPerson;

interface Created {
  readonly token: string;
  readonly url: string;
  readonly invitation: { id: string; useCount: number; maxUses: number | null; expiresAt: string | null; createdBy: { id: string } };
}

async function invite(input: { expiresAt?: string; maxUses?: number } = {}, on = server, by = olga): Promise<Created> {
  const { createWorkspaceInvitation } = await query<{ createWorkspaceInvitation: Created }>(
    on,
    `mutation ($input: CreateWorkspaceInvitationInput!) { createWorkspaceInvitation(input: $input) {
      token url invitation { id useCount maxUses expiresAt createdBy { id } } } }`,
    { variables: { input }, token: by.token },
  );
  return createWorkspaceInvitation;
}

let count = 0;
const join = (invitationToken: string | null, on = server) => {
  count += 1;
  return postRegister(on, { username: `guest${count}`, invitationToken });
};

const preview = async (token: string, on = server) =>
  (
    await query<{ workspaceInvitation: object | null }>(
      on,
      'query ($token: String!) { workspaceInvitation(token: $token) { workspace inviterName state } }',
      { variables: { token } },
    )
  ).workspaceInvitation;

const listed = (person: TestPerson): Promise<ApiResult<{ workspaceInvitations: { id: string; useCount: number }[] }>> =>
  request(server, '{ workspaceInvitations { id useCount } }', { token: person.token });
const revoke = (person: TestPerson, id: string): Promise<ApiResult<{ revokeWorkspaceInvitation: true }>> =>
  request(server, 'mutation ($id: ID!) { revokeWorkspaceInvitation(id: $id) }', { variables: { id }, token: person.token });
const make = (person: TestPerson, on = server): Promise<ApiResult<object>> =>
  request(on, 'mutation { createWorkspaceInvitation(input: {}) { token } }', { token: person.token });
const codeOf = ({ errors }: ApiResult<unknown>) => errors?.[0]?.extensions.code ?? 'done';

const ended = (code: string) => ({ code, field: 'input.invitationToken', retryable: false });

async function accountCount(on = server): Promise<number> {
  const { rows } = await on.app.db.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM users');
  return rows[0]?.count ?? 0;
}

beforeAll(async () => {
  server = await startTestServer({ REGISTRATION: 'invitation' });
  olga = await registerPerson(server, 'olga');
  const { viewer, accessToken } = payloadOf(await join((await invite()).token));
  ann = { id: viewer.id, username: viewer.username, token: accessToken, refreshToken: '' };
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

describe('registration by invitation (ID-1)', () => {
  it('tells strangers that they need one, and takes none without', async () => {
    expect(await query(server, '{ welcome { isNew mayRegister registration } }')).toEqual({
      welcome: { isNew: false, mayRegister: false, registration: 'INVITATION' },
    });
    const before = await accountCount();
    expect(refusalOf(await join(null))).toEqual(ended('FORBIDDEN'));
    expect(await accountCount()).toBe(before);
  });

  it('says to who holds the link who invites and where to, and lets them in', async () => {
    const { token, url, invitation } = await invite();
    expect(url).toBe(`${server.app.config.publicUrl}/invite/${token}`);
    expect(invitation).toMatchObject({ useCount: 0, maxUses: null, expiresAt: null, createdBy: { id: olga.id } });
    expect(await preview(token)).toEqual({ workspace: 'localhost:4000', inviterName: 'Olga', state: 'WORKS' });
    expect(payloadOf(await join(token)).viewer.role).toBe('MEMBER');
    expect((await listed(olga)).data?.workspaceInvitations).toContainEqual({ id: invitation.id, useCount: 1 });
  });

  it('uses nothing up when the account could not be made', async () => {
    const { token } = await invite({ maxUses: 1 });
    expect(refusalOf(await postRegister(server, { username: olga.username, invitationToken: token }))).toMatchObject({ code: 'CONFLICT' });
    expect(await preview(token)).toMatchObject({ state: 'WORKS' });
    payloadOf(await join(token));
  });

  it('keeps its token to itself: the database has only a hash of it', async () => {
    const { token, invitation } = await invite();
    expect(token).toMatch(/^[\w-]{22}$/);
    const { rows } = await server.app.db.pool.query<{ row: string }>('SELECT i::text AS row FROM workspace_invitations i WHERE id = $1', [
      invitation.id,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(token);
    const { rows: audited } = await server.app.db.pool.query<{ row: string }>('SELECT a::text AS row FROM audit_events a');
    expect(audited.map(({ row }) => row).join()).not.toContain(token);
  });

  it('lets in as many as it says, also when more come at once, and says that it is used up', async () => {
    const { token } = await invite({ maxUses: 2 });
    const before = await accountCount();
    const all = await Promise.all([1, 2, 3, 4].map(() => join(token)));
    expect(all.filter(({ result }) => result.data?.register)).toHaveLength(2);
    expect(await accountCount()).toBe(before + 2);
    expect(await preview(token)).toMatchObject({ inviterName: 'Olga', state: 'USED_UP' });
    expect(refusalOf(await join(token))).toEqual(ended('FORBIDDEN'));
  });

  it('says that its time is over', async () => {
    const { token, invitation } = await invite({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await preview(token)).toMatchObject({ state: 'WORKS' });
    await server.app.db.pool.query("UPDATE workspace_invitations SET expires_at = expires_at - interval '1 hour' WHERE id = $1", [
      invitation.id,
    ]);
    expect([await preview(token), refusalOf(await join(token))]).toEqual([
      { workspace: 'localhost:4000', inviterName: 'Olga', state: 'EXPIRED' },
      ended('FORBIDDEN'),
    ]);
  });

  it('says that it was revoked, which may be said twice and is audited once', async () => {
    const { token, invitation } = await invite();
    expect([codeOf(await revoke(olga, invitation.id)), codeOf(await revoke(olga, invitation.id))]).toEqual(['done', 'done']);
    expect([await preview(token), refusalOf(await join(token))]).toEqual([
      { workspace: 'localhost:4000', inviterName: 'Olga', state: 'REVOKED' },
      ended('FORBIDDEN'),
    ]);
    const { rows } = await server.app.db.pool.query<{ action: string; actor_id: string }>(
      'SELECT action, actor_id FROM audit_events WHERE target = $1 ORDER BY id',
      [invitation.id],
    );
    expect(rows).toEqual(['invitation.created', 'invitation.revoked'].map((action) => ({ action, actor_id: olga.id })));
  });

  it('notes with the account by which invitation it was made', async () => {
    const { token, invitation } = await invite();
    const { viewer } = payloadOf(await join(token));
    const { rows } = await server.app.db.pool.query<{ detail: object }>(
      "SELECT detail FROM audit_events WHERE action = 'account.registered' AND actor_id = $1",
      [viewer.id],
    );
    expect(rows).toEqual([{ detail: { invitation: invitation.id } }]);
  });

  it('is made, seen and ended by the owner alone, and works while they own the server', async () => {
    const { token, invitation } = await invite();
    expect([codeOf(await make(ann)), codeOf(await listed(ann)), codeOf(await revoke(ann, invitation.id))]).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect(codeOf(await revoke(olga, randomUUID()))).toBe('NOT_FOUND');
    await server.app.db.pool.query("UPDATE users SET role = 'MEMBER' WHERE id = $1", [olga.id]);
    try {
      expect([await preview(token), refusalOf(await join(token))]).toMatchObject([{ state: 'REVOKED' }, ended('FORBIDDEN')]);
    } finally {
      await server.app.db.pool.query("UPDATE users SET role = 'OWNER' WHERE id = $1", [olga.id]);
    }
    payloadOf(await join(token));
  });

  it.each(['', 'x', 'a'.repeat(22), '../../../etc/passwd'])('%j lets nobody in', async (token) => {
    expect([await preview(token), refusalOf(await join(token))]).toEqual([null, ended('NOT_FOUND')]);
  });

  it('is one of at most 50 that work', async () => {
    const { data } = await listed(olga);
    for (let made = data?.workspaceInvitations.length ?? 0; made < 50; made += 1) await invite();
    expect(codeOf(await make(olga))).toBe('VALIDATION_ERROR');
    const [first] = (await listed(olga)).data?.workspaceInvitations ?? [];
    await revoke(olga, first?.id ?? '');
    expect(codeOf(await make(olga))).toBe('done');
  });
});

describe('an invitation elsewhere', () => {
  let other: TestServer;
  let owner: TestPerson;
  const open = async (settings: Record<string, string>) => {
    other = await startTestServer(settings);
    owner = await registerPerson(other, 'owner');
  };
  afterEach(() => other.stop());

  it('counts where registration is open, and one that has ended is still refused', async () => {
    await open({ REGISTRATION: 'open' });
    const { token } = await invite({ maxUses: 1 }, other, owner);
    payloadOf(await join(token, other));
    expect(refusalOf(await join(token, other))).toEqual(ended('FORBIDDEN'));
    payloadOf(await join(null, other));
  });

  it('is neither made nor works where registration is closed', async () => {
    await open({ REGISTRATION: 'closed' });
    expect(codeOf(await make(owner, other))).toBe('FORBIDDEN');
    await other.app.db.pool.query(
      "INSERT INTO workspace_invitations (id, token_hash, created_by_id) VALUES ($1, sha256('aaaaaaaaaaaaaaaaaaaaaa'), $2)",
      [randomUUID(), owner.id],
    );
    expect([await preview('a'.repeat(22), other), refusalOf(await join('a'.repeat(22), other))]).toEqual([
      { workspace: 'localhost:4000', inviterName: 'Owner', state: 'CLOSED' },
      { code: 'FORBIDDEN', retryable: false },
    ]);
  });

  it('is not looked at without end, nor made', async () => {
    await open({ RATE_LIMITS: 'on', LIMIT_INVITATION_LOOKS_PER_ADDRESS: '2/1h', LIMIT_INVITATIONS: '1/1h' });
    const look = () => request(other, '{ workspaceInvitation(token: "x") { state } }');
    expect([codeOf(await look()), codeOf(await look()), codeOf(await look())]).toEqual(['done', 'done', 'RATE_LIMITED']);
    expect([codeOf(await make(owner, other)), codeOf(await make(owner, other))]).toEqual(['done', 'RATE_LIMITED']);
  });
});
