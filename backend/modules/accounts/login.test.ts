import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, payloadOf, post, postLogin, postRegister, refusalOf, sessionsOf } from '../../test/accounts-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  payloadOf(await postRegister(server, { username: 'ann' }));
});
afterAll(() => server.stop());

const WRONG = { code: 'UNAUTHENTICATED', retryable: false };

async function auditOf(action: string) {
  const { rows } = await server.app.db.pool.query<{ actor_id: string | null; target: string | null; address: string }>(
    'SELECT actor_id, target, address FROM audit_events WHERE action = $1 ORDER BY id',
    [action],
  );
  return rows;
}

describe('signing in', () => {
  it('opens a session of its own each time, whatever the case of the username', async () => {
    const first = payloadOf(await postLogin(server, { username: 'ann' }));
    const second = payloadOf(await postLogin(server, { username: ' ANN ' }));
    expect(second.viewer).toEqual(first.viewer);
    expect(new Set((await sessionsOf(server, second.accessToken)).map(({ id }) => id)).size).toBe(3);
  });

  it('takes the same password typed in another form of Unicode', async () => {
    payloadOf(await postRegister(server, { username: 'forms', password: 'Käse und Brötchen'.normalize('NFC') }));
    expect(payloadOf(await postLogin(server, { username: 'forms', password: 'Käse und Brötchen'.normalize('NFD') })).viewer.username).toBe(
      'forms',
    );
  });

  it('answers a wrong password, an unknown name and an account without a password alike', async () => {
    await server.app.db.pool.query(`INSERT INTO users (id, username, display_name) VALUES (gen_random_uuid(), 'imported', 'Imported')`);
    const answers = await Promise.all([
      postLogin(server, { username: 'ann', password: `${PASSWORD}!` }),
      postLogin(server, { username: 'nobody' }),
      postLogin(server, { username: 'imported', password: '' }),
    ]);
    expect(answers.map(refusalOf)).toEqual([WRONG, WRONG, WRONG]);
    expect(new Set(answers.map(({ result }) => result.errors?.[0]?.message)).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null, null]);
  });

  it('takes the same time for an unknown name as for a wrong password (G11)', async () => {
    const timeOf = async (username: string) => {
      const start = performance.now();
      expect(refusalOf(await postLogin(server, { username, password: 'not the password' }))).toEqual(WRONG);
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 25; round++) {
      known.push(await timeOf('ann'));
      unknown.push(await timeOf(`nobody-${round}`));
    }
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.67);
  });

  it.each(['\0', 'ann\0', '\ud800', '', 'x'.repeat(5000)])('answers a username like %j without an internal error', async (username) => {
    expect(['UNAUTHENTICATED', 'VALIDATION_ERROR']).toContain(refusalOf(await postLogin(server, { username })).code);
  });

  it.each(['pass\0word word', 'half \udc00 a pair'])('answers a password like %j without an internal error', async (password) => {
    expect(refusalOf(await postLogin(server, { username: 'ann', password }))).toEqual({
      code: 'VALIDATION_ERROR',
      field: 'input.password',
      retryable: false,
    });
  });

  it('keeps a record of who registered, signed in and failed to', async () => {
    const bob = payloadOf(await postRegister(server, { username: 'bob' }));
    await postLogin(server, { username: 'bob' });
    await postLogin(server, { username: 'bob', password: 'not the password' });
    const byBob = { actor_id: bob.viewer.id, address: '127.0.0.1' };
    expect(await auditOf('account.registered')).toContainEqual({ ...byBob, target: bob.viewer.id });
    expect((await auditOf('session.started')).at(-1)).toMatchObject(byBob);
    expect((await auditOf('session.refused')).at(-1)).toEqual({ actor_id: null, target: bob.viewer.id, address: '127.0.0.1' });
  });
});

describe('changing the password', () => {
  const change = (token: string, input: { currentPassword: string; newPassword: string }) =>
    post(server, 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }', { token, variables: { input } });

  it('ends the other sessions and lets only the new password in', async () => {
    const here = payloadOf(await postRegister(server, { username: 'carla' }));
    const elsewhere = payloadOf(await postLogin(server, { username: 'carla' }));
    const newPassword = 'eleven purple kettles';
    const { result } = await change(here.accessToken, { currentPassword: PASSWORD, newPassword });
    expect(result).toEqual({ data: { changePassword: true } });
    expect((await post(server, '{ viewer { id } }', { token: here.accessToken })).result.data).toEqual({ viewer: { id: here.viewer.id } });
    expect(refusalOf(await post(server, '{ viewer { id } }', { token: elsewhere.accessToken })).code).toBe('UNAUTHENTICATED');
    expect(refusalOf(await postLogin(server, { username: 'carla' }))).toEqual(WRONG);
    payloadOf(await postLogin(server, { username: 'carla', password: newPassword }));
    expect((await auditOf('password.changed')).map(({ actor_id }) => actor_id)).toEqual([here.viewer.id]);
  });

  it('refuses a wrong current password and a poor new one, and changes nothing', async () => {
    const { accessToken } = payloadOf(await postRegister(server, { username: 'dora' }));
    const wrong = await change(accessToken, { currentPassword: 'not the password', newPassword: 'eleven purple kettles' });
    expect(refusalOf(wrong)).toEqual({ code: 'VALIDATION_ERROR', field: 'input.currentPassword', retryable: false });
    const poor = await change(accessToken, { currentPassword: PASSWORD, newPassword: '1234567890' });
    expect(refusalOf(poor)).toEqual({ code: 'VALIDATION_ERROR', field: 'input.newPassword', retryable: false });
    payloadOf(await postLogin(server, { username: 'dora' }));
  });

  it('is closed to those who are not signed in', async () => {
    const posted = await post(server, 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }', {
      variables: { input: { currentPassword: PASSWORD, newPassword: 'eleven purple kettles' } },
    });
    expect(refusalOf(posted)).toEqual(WRONG);
  });
});

it('has logged no error over any of it', () => {
  expect(server.logged).toEqual([]);
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
