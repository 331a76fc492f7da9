import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf, post, postRegister, refusalOf } from '../../test/accounts-client.ts';
import { query } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function countAccounts(): Promise<number> {
  const { rows } = await server.app.db.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM users');
  return rows[0]?.count ?? 0;
}

describe('registration', () => {
  it('makes exactly one owner of ten first accounts made at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => postRegister(server, { username: `first-${i}` })));
    expect(all.map((posted) => payloadOf(posted).viewer.role).sort()).toEqual([...Array(9).fill('MEMBER'), 'OWNER']);
  });

  it('signs the new person in, for a quarter of an hour', async () => {
    const before = Date.now();
    const posted = await postRegister(server, { username: 'a.b_c-9', displayName: '  Zoë 👩‍🚀 ' });
    const { accessToken, accessTokenExpiresAt, refreshToken, viewer } = payloadOf(posted);
    expect(viewer).toEqual({ id: viewer.id, username: 'a.b_c-9', displayName: 'Zoë 👩‍🚀', role: 'MEMBER' });
    expect(refreshToken).toMatch(/^[\w-]{43}$/);
    expect(posted.headers.get('set-cookie')).toBeNull();
    const lifetimeMs = Date.parse(accessTokenExpiresAt) - before;
    expect(lifetimeMs).toBeGreaterThan(14.9 * 60_000);
    expect(lifetimeMs).toBeLessThan(15.1 * 60_000);
    const { result } = await post(server, '{ viewer { id email sessions { current } } }', { token: accessToken });
    expect(result.data).toEqual({ viewer: { id: viewer.id, email: null, sessions: [{ current: true }] } });
  });

  it('keeps the password and the refresh token as hashes alone', async () => {
    const { refreshToken, viewer } = payloadOf(await postRegister(server, { username: 'hashed' }));
    const { rows } = await server.app.db.pool.query<{ password: string; token: string }>(
      `SELECT u.password_hash AS password, encode(t.hash, 'hex') AS token FROM users u JOIN sessions s ON s.user_id = u.id
         JOIN refresh_tokens t ON t.session_id = s.id WHERE u.id = $1`,
      [viewer.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0]?.token).toMatch(/^[0-9a-f]{64}$/);
    expect(rows[0]?.token).not.toContain(Buffer.from(refreshToken ?? '').toString('hex'));
  });

  it('folds an email address, and takes an empty one for none', async () => {
    const ann = payloadOf(await postRegister(server, { username: 'ann.mail', email: ' Ann@Example.ORG ' }));
    expect((await post(server, '{ viewer { email } }', { token: ann.accessToken })).result.data).toEqual({
      viewer: { email: 'ann@example.org' },
    });
    const bob = payloadOf(await postRegister(server, { username: 'bob.mail', email: ' ' }));
    expect((await post(server, '{ viewer { email } }', { token: bob.accessToken })).result.data).toEqual({ viewer: { email: null } });
  });

  it('refuses a username or an email address in use, naming which, and a race gives one account', async () => {
    payloadOf(await postRegister(server, { username: 'taken', email: 'taken@example.org' }));
    const conflict = (field: string) => ({ code: 'CONFLICT', field, retryable: false });
    expect(refusalOf(await postRegister(server, { username: 'taken' }))).toEqual(conflict('input.username'));
    expect(refusalOf(await postRegister(server, { username: 'taken2', email: 'TAKEN@example.org' }))).toEqual(conflict('input.email'));
    const before = await countAccounts();
    const all = await Promise.all(Array.from({ length: 5 }, () => postRegister(server, { username: 'wanted' })));
    expect(all.filter(({ result }) => result.data?.register)).toHaveLength(1);
    expect(await countAccounts()).toBe(before + 1);
  });

  const letters = (length: number) => 'a'.repeat(length);
  const refused: [string, Record<string, unknown>, string][] = [
    ['a username of 2 characters', { username: 'ab' }, 'input.username'],
    ['a username of 31 characters', { username: letters(31) }, 'input.username'],
    ['upper case in a username', { username: 'Ann' }, 'input.username'],
    ['a space in a username', { username: 'ann lee' }, 'input.username'],
    ['a line break after a username', { username: 'annlee\n' }, 'input.username'],
    ['a letter of another script in a username', { username: 'аnnlee' }, 'input.username'],
    ['NUL in a username', { username: 'ann\0lee' }, 'input.username'],
    ['half a surrogate pair in a username', { username: 'ann\ud800' }, 'input.username'],
    ['an empty username', { username: '' }, 'input.username'],
    ['a username that is a number', { username: 12345 }, 'input.username'],
    ['a username that is null', { username: null }, 'input.username'],
    ['an empty display name', { displayName: '' }, 'input.displayName'],
    ['a display name of spaces', { displayName: ' \u2003\u00a0 ' }, 'input.displayName'],
    ['a display name of zero-width characters', { displayName: '\u200b\u2060\u200d' }, 'input.displayName'],
    ['a display name of blank letters', { displayName: '\u3164\u2800\u115f' }, 'input.displayName'],
    ['a display name of 81 characters', { displayName: letters(81) }, 'input.displayName'],
    ['a line break in a display name', { displayName: 'Ann\nLee' }, 'input.displayName'],
    ['NUL in a display name', { displayName: 'Ann\0' }, 'input.displayName'],
    ['half a surrogate pair in a display name', { displayName: 'Ann \udc00' }, 'input.displayName'],
    ['a mark that turns the writing direction in a display name', { displayName: 'Ann \u202eeeL' }, 'input.displayName'],
    ['a password of 9 characters', { password: 'aB3$xYz9!' }, 'input.password'],
    ['a password of 9 four-byte characters', { password: '🚲'.repeat(9) }, 'input.password'],
    ['a password of 257 characters', { password: `xY${'7q'.repeat(128)}` }, 'input.password'],
    ['a common password', { password: 'password123' }, 'input.password'],
    ['a common password in another case', { password: 'PassWord123' }, 'input.password'],
    ['one character repeated as a password', { password: 'zzzzzzzzzzzz' }, 'input.password'],
    ['a run of digits as a password', { password: '0123456789' }, 'input.password'],
    ['the username as a password', { username: 'annabelle.lee', password: 'Annabelle.Lee' }, 'input.password'],
    ['NUL in a password', { password: 'seven\0green bicycles' }, 'input.password'],
    ['half a surrogate pair in a password', { password: 'seven green \ud800 bicycles' }, 'input.password'],
    ['an email address without a host', { email: 'ann@' }, 'input.email'],
    ['an email address of 255 characters', { email: `${letters(243)}@example.org` }, 'input.email'],
    ['NUL in an email address', { email: 'ann\0@example.org' }, 'input.email'],
    ['half a surrogate pair in an email address', { email: 'ann\ud800@example.org' }, 'input.email'],
  ];

  it.each(refused)('refuses %s and stores nothing', async (_what, input, field) => {
    const before = await countAccounts();
    const posted = await postRegister(server, { username: 'refused', ...input });
    expect(refusalOf(posted)).toEqual({ code: 'VALIDATION_ERROR', field, retryable: false });
    expect(await countAccounts()).toBe(before);
  });

  const taken: [string, Record<string, unknown>][] = [
    ['a username of 3 characters', { username: 'abc' }],
    ['a username of 30 characters', { username: letters(30) }],
    ['a display name of 80 four-byte characters', { username: 'long.name', displayName: '😀'.repeat(80) }],
    ['a display name from right to left', { username: 'rtl.name', displayName: 'دانا کاظمی' }],
    ['a display name with __proto__ in it', { username: '__proto__', displayName: '__proto__' }],
    ['a password of 10 characters', { username: 'short.password', password: 'x9 kQ!w2z_' }],
    ['a password of 256 characters', { username: 'long.password', password: '🚲x'.repeat(128) }],
  ];

  it.each(taken)('takes %s exactly as given', async (_what, input) => {
    const { viewer } = payloadOf(await postRegister(server, { username: 'overwritten', ...input }));
    expect(viewer).toMatchObject({ username: input.username, displayName: input.displayName ?? 'Ann Lee' });
  });
});

it('has logged no error over any of it', () => {
  expect(server.logged).toEqual([]);
});

describe('closed registration', () => {
  it('lets the owner in and nobody after, and says so to strangers', async () => {
    const closed = await startTestServer({ REGISTRATION: 'closed' });
    const welcome = () => query(closed, '{ welcome { isNew mayRegister } }');
    try {
      expect(await welcome()).toEqual({ welcome: { isNew: true, mayRegister: true } });
      expect(payloadOf(await postRegister(closed, { username: 'owner' })).viewer.role).toBe('OWNER');
      expect(refusalOf(await postRegister(closed, { username: 'late' }))).toEqual({ code: 'FORBIDDEN', retryable: false });
      expect(await welcome()).toEqual({ welcome: { isNew: false, mayRegister: false } });
    } finally {
      await closed.stop();
    }
  });
});
