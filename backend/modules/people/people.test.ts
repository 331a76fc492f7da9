import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, payloadOf, post, postRegister, refusalOf } from '../../test/accounts-client.ts';
import { query } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { PeopleCache } from './people-cache.ts';

const PEOPLE: readonly [username: string, displayName: string][] = [
  ['ann', 'Ann Lee'],
  ['anna.kovacs', 'Anna Kovács'],
  ['emile', 'Émile Zola'],
  ['john.smith', 'John Smith'],
  ['jonas', 'Jonas O’Brien-Smith'],
  ['michael', 'Michael Ende'],
  ['yamada', '山田 太郎'],
  ['soren', 'Søren Strauß'],
  ['percent', '100% _real_'],
  ['zed', 'ann zed'],
];

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  for (const [username, displayName] of PEOPLE) {
    token = payloadOf(await postRegister(server, { username, displayName, password: PASSWORD })).accessToken;
  }
});
afterAll(() => server.stop());

interface People {
  readonly people: {
    readonly edges: { readonly cursor: string; readonly node: { readonly username: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const SEARCH = `query ($search: String!, $first: Int, $after: String) {
  people(search: $search, first: $first, after: $after) { edges { cursor node { id username displayName } } pageInfo { hasNextPage endCursor } } }`;

const page = (variables: { search: string; first?: number; after?: string | null }) =>
  query<People>(server, SEARCH, { variables, token }).then(({ people }) => people);
const find = async (search: string) => (await page({ search })).edges.map(({ node }) => node.username);
const refuse = async (variables: object) => refusalOf(await post(server, SEARCH, { variables, token }));

describe('searching people', () => {
  it.each([
    ['a username, which comes first', 'ann', ['ann', 'zed', 'anna.kovacs']],
    ['the beginning of a name', 'anna', ['anna.kovacs']],
    ['the beginning of a surname', 'kov', ['anna.kovacs']],
    ['words in any order', 'smith john', ['john.smith']],
    ['a word that is right, not by ones that are like it', 'john', ['john.smith']],
    ['beginnings of words', 'j sm', ['john.smith', 'jonas']],
    ['a part after a hyphen or an apostrophe', 'brien', ['jonas']],
    ['any case', 'ANNA KOVÁCS', ['anna.kovacs']],
    ['letters without their accents', 'emile', ['emile']],
    ['letters with their accents', 'Kovács', ['anna.kovacs']],
    ['letters that fold to others', 'soren strauss', ['soren']],
    ['another script', '山田', ['yamada']],
    ['spaces around', '  zola  ', ['emile']],
    ['letters that changed places', 'jonh', ['john.smith', 'jonas']],
    ['a wrong letter', 'michoel', ['michael']],
    ['a letter too many', 'michhael', ['michael']],
    ['a letter too few', 'micael', ['michael']],
    ['an error in one of two words', 'jonh smith', ['john.smith', 'jonas']],
    ['what SQL takes for patterns', '100%', ['percent']],
    ['nobody', 'xavier', []],
    ['signs alone', '%', []],
    ['an emoji', '😀', []],
  ])('finds by %s', async (_what, search, expected) => {
    expect(await find(search)).toEqual(expected);
  });

  it('gives everybody in alphabetical order for an empty search, oneself included', async () => {
    const expected = ['percent', 'ann', 'zed', 'anna.kovacs', 'emile', 'john.smith', 'jonas', 'michael', 'soren', 'yamada'];
    expect(await find('')).toEqual(expected);
    expect(await find('  ')).toEqual(expected);
  });

  it.each(['', 'j', 'jonh smith', 'ann'])('gives the same people page by page (%j)', async (search) => {
    const all = await find(search);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await page({ search, first: 1, after });
      paged.push(...edges.map(({ node }) => node.username));
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(all);
  });

  it('finds a person by the name they have now', async () => {
    await server.app.db.pool.query(`UPDATE users SET display_name = 'Émile Ajar' WHERE username = 'emile'`);
    expect([await find('zola'), await find('ajar')]).toEqual([[], ['emile']]);
  });

  it('is closed to those who are not signed in', async () => {
    expect(refusalOf(await post(server, SEARCH, { variables: { search: '' } }))).toEqual({ code: 'UNAUTHENTICATED', retryable: false });
  });

  it.each([
    ['first', { search: '', first: 0 }],
    ['first', { search: '', first: -1 }],
    ['first', { search: '', first: 101 }],
    ['after', { search: '', after: 'x' }],
    ['after', { search: '', after: '' }],
    ['after', { search: '', after: Buffer.from(JSON.stringify(['9', ' ann', crypto.randomUUID()])).toString('base64url') }],
    ['after', { search: '', after: Buffer.from(JSON.stringify(['1', '\0', crypto.randomUUID()])).toString('base64url') }],
    ['search', { search: 'x'.repeat(201) }],
    ['search', { search: 'ann\0' }],
    ['search', { search: 'ann\ud800' }],
  ])('refuses a wrong %s', async (field, variables) => {
    expect(await refuse(variables)).toEqual({ code: 'VALIDATION_ERROR', field, retryable: false });
  });

  it.each([
    '\ud83d\ude00'.repeat(100),
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
    "';--",
    '\\',
    '__proto__',
    '\u202e',
    'x'.repeat(200),
  ])('answers %j without an error', async (search) => {
    expect(await find(search)).toEqual([]);
  });

  it('has logged no error over any of it', () => {
    expect(server.logged).toEqual([]);
  });
});

describe('the cache of people', () => {
  it('reads each person once, in one query, until told to forget', async () => {
    const { rows } = await server.app.db.pool.query<{ id: string }>(
      `SELECT id FROM users WHERE username IN ('ann', 'zed') ORDER BY username`,
    );
    const [ann = '', zed = ''] = rows.map(({ id }) => id);
    let queries = 0;
    const pool = new Proxy(server.app.db.pool, {
      get: (target, name) => {
        if (name === 'query') queries += 1;
        return Reflect.get(target, name);
      },
    });
    const people = new PeopleCache({ pool }, server.app.bus);
    expect(people.get(ann)).toBeUndefined();
    const stranger = crypto.randomUUID();
    const loaded = await people.load([ann, zed, ann, stranger]);
    expect(loaded).toEqual(
      new Map([
        [ann, { id: ann, username: 'ann', displayName: 'Ann Lee' }],
        [zed, { id: zed, username: 'zed', displayName: 'ann zed' }],
      ]),
    );
    expect(people.get(ann)).toBe(loaded.get(ann));
    await people.load([zed, ann]);
    expect(queries).toBe(1);
    await server.app.db.pool.query(`UPDATE users SET display_name = 'Ann Smith' WHERE id = $1`, [ann]);
    people.invalidate(ann);
    expect((await people.load([ann])).get(ann)?.displayName).toBe('Ann Smith');
  });
});
