import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPerson, request, type TestPerson } from '../test/api-client.ts';
import { countRows } from '../test/row-counts.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());

const REGISTER = 'register(input: { username: "mallory", displayName: "Mallory", password: "a long enough secret" }) { accessToken }';
const LOGIN = 'login(input: { username: "mallory", password: "a long enough secret" }) { accessToken }';
const nested = (depth: number) => `${'{ edges { node { members '.repeat(depth)}{ edges { cursor } }${' } } }'.repeat(depth)}`;

describe('G4 an operation beyond the bounds is refused before any resolver runs, for less than 20 ms of work', () => {
  const tooMuch: [string, string][] = [
    ['16 aliases', `mutation { ${Array.from({ length: 16 }, (_, i) => `a${i}: setTyping(conversationId: "x", typing: true)`).join(' ')} }`],
    ['1,000 aliased logins', `mutation { ${Array.from({ length: 1000 }, (_, i) => `a${i}: ${LOGIN}`).join(' ')} }`],
    ['1,001 tokens', `mutation { ${REGISTER} ${'__typename '.repeat(1001)} }`],
    ['a deep nesting', `{ conversations ${nested(4)} }`],
    [
      'a deep nesting through fragments',
      `{ conversations { ...A } } fragment A on ConversationConnection { edges { node { ...B } } } fragment B on Conversation { members { edges { node { user { ...C } } } } messages { edges { node { systemEvent { users { id } } } } } } fragment C on User { ... on User { ... on User { ... on User { ... on User { id } } } } }`,
    ],
    ['11 directives', `mutation { ${REGISTER} viewer: __typename ${'@include(if: true) '.repeat(11)} }`],
    ['a fragment that holds itself', 'fragment A on Query { ...A } query { ...A }'],
    ['two logins', `mutation { a: ${LOGIN} b: ${LOGIN} }`],
    ['a registration and a login', `mutation { ${REGISTER} ${LOGIN} }`],
    ['two logins in fragments', `mutation { ...A ...B } fragment A on Mutation { a: ${LOGIN} } fragment B on Mutation { b: ${LOGIN} }`],
    ['two refreshes', 'mutation { a: refresh(refreshToken: "x") { accessToken } b: refresh(refreshToken: "y") { accessToken } }'],
  ];
  it.each(tooMuch)('%s', async (_name, text) => {
    const before = await countRows(server);
    await request(server, '{ __typename }');
    let leastMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i += 1) {
      const started = process.cpuUsage();
      const { data, errors } = await request(server, text, { token: ann.token });
      // Of this process, client and server together: whatever else the machine does meanwhile does not count.
      const { user, system } = process.cpuUsage(started);
      leastMs = Math.min(leastMs, (user + system) / 1000);
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
    }
    expect(leastMs).toBeLessThan(20);
    expect(await countRows(server)).toEqual(before);
  });

  const page = (first: number) =>
    `conversations(first: ${first}) { edges { node { messages(first: ${first}) { edges { node { sender { id } } } } } } }`;
  const tooExpensive: [string, string, object][] = [
    ['pages within pages', `{ ${page(100)} }`, {}],
    ['pages within pages by variables', `query ($n: Int) { ${page(100).replaceAll('100', '$n')} }`, { n: 100 }],
    [
      'pages of the default size within pages',
      '{ conversations(first: 100) { edges { node { messages { edges { node { sender { id username displayName } text } } } } } } }',
      {},
    ],
    ['a costly page beside one of a negative size', `{ ${page(100)} cheap: conversations(first: -1000000) { edges { node { id } } } }`, {}],
    [
      'a costly page beside changes of a negative size',
      `{ ${page(100)} changes(since: [], limit: -1000000) { conversations { seq } } }`,
      {},
    ],
  ];
  it.each(tooExpensive)('the cost of %s', async (_name, text, variables) => {
    const { data, errors } = await request(server, text, { variables, token: ann.token });
    expect(data ?? null).toBeNull();
    expect(errors?.every(({ extensions }) => extensions.code === 'VALIDATION_ERROR')).toBe(true);
    expect(errors?.[0]?.message).toMatch(/too expensive/);
  });

  it('allows what a client of ours asks for', async () => {
    const text =
      '{ conversations(first: 100) { edges { node { id kind name unreadCount lastSeq memberCount viewerCan { send } messages(last: 1) { edges { node { id text sender { id } } } } } } } }';
    expect((await request(server, text, { token: ann.token })).errors).toBeUndefined();
    expect((await request(server, getIntrospectionQuery(), { token: ann.token })).errors).toBeUndefined();
  });
});

describe('G5 page sizes', () => {
  const lists: [string, string][] = [
    ['conversations', 'query ($first: Int) { conversations(first: $first) { edges { cursor } } }'],
    ['people', 'query ($first: Int) { people(search: "", first: $first) { edges { cursor } } }'],
  ];
  const sizes = [0, -1, 101, -(2 ** 31), 2 ** 31, 2 ** 53, 1.5, Number.NaN, '10', true, [10], {}];
  it.each(lists.flatMap(([name, text]) => sizes.map((size) => [name, size, text] as const)))(
    '%s refuses first: %j',
    async (_name, first, text) => {
      // JSON has no NaN; a client that tries sends null, which means the default.
      const { data, errors } = await request(server, text, { variables: { first }, token: ann.token });
      if (Number.isNaN(first)) expect(errors).toBeUndefined();
      else expect([data ?? null, errors?.[0]?.extensions]).toEqual([null, { code: 'VALIDATION_ERROR', retryable: false, field: 'first' }]);
    },
  );

  it('refuses the largest whole number for what it would cost', async () => {
    for (const [, text] of lists) {
      const { data, errors } = await request(server, text, { variables: { first: 2 ** 31 - 1 }, token: ann.token });
      expect([data ?? null, errors?.[0]?.extensions]).toEqual([null, { code: 'VALIDATION_ERROR', retryable: false }]);
    }
  });

  it.each([1, 100, null])('accepts first: %j', async (first) => {
    for (const [, text] of lists) expect((await request(server, text, { variables: { first }, token: ann.token })).errors).toBeUndefined();
  });

  it('refuses NaN written into the operation', async () => {
    const { errors } = await request(server, '{ conversations(first: NaN) { edges { cursor } } }', { token: ann.token });
    expect(errors?.[0]?.extensions.code).toBe('VALIDATION_ERROR');
  });
});

describe('G6 what the API tells about itself', () => {
  const INTROSPECTION = '{ __schema { queryType { name } } }';
  const PAGE = { headers: { accept: 'text/html' } };

  it('lets clients read the schema and serves GraphiQL unless it is set otherwise', async () => {
    expect(await request(server, INTROSPECTION)).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    const response = await fetch(`${server.url}/graphql`, PAGE);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Parley API')]);
  });

  it('hides both, suggestions too, in the hardened profile', async () => {
    const hardened = await startTestServer({ INTROSPECTION: 'off', GRAPHIQL: 'off' });
    for (const text of [INTROSPECTION, '{ __type(name: "User") { name } }', getIntrospectionQuery()]) {
      const { data, errors } = await request(hardened, text);
      expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'VALIDATION_ERROR']);
    }
    const { errors } = await request(hardened, '{ conversationz { edges { cursor } } }');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|conversations"/i);
    expect((await fetch(`${hardened.url}/graphql`, PAGE)).headers.get('content-type')).not.toContain('text/html');
    await hardened.stop();
  });

  it('masks what fails unexpectedly: the code and nothing else to the client, the cause to the log', async () => {
    const broken = await startTestServer();
    const bob = await registerPerson(broken, 'bob');
    await broken.app.db.pool.query('ALTER TABLE members RENAME COLUMN role TO role_of_the_member');
    const { errors } = await request(broken, '{ conversations { edges { cursor } } }', { token: bob.token });
    expect(errors).toEqual([
      {
        message: 'Something went wrong on the server.',
        path: ['conversations'],
        locations: expect.anything(),
        extensions: { code: 'INTERNAL', retryable: true },
      },
    ]);
    expect(broken.logged.join()).toContain('role does not exist');
    expect(broken.logged.join()).not.toContain(bob.token);
    await broken.stop();
  });

  it('logged nothing as an error', () => {
    expect(server.logged).toEqual([]);
  });
});
