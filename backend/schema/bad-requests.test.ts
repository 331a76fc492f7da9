import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPerson, type TestPerson } from '../test/api-client.ts';
import { GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { countRows } from '../test/row-counts.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());

const REGISTER =
  'mutation { register(input: { username: "mallory", displayName: "Mallory", password: "a long enough secret" }) { accessToken } }';
const START = 'mutation ($id: ID!) { startDirect(userId: $id) { id } }';

interface BadRequest {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly query?: string;
  readonly status: number;
  readonly code?: string;
}

const json = (value: unknown) => JSON.stringify(value);
const INVALID = { status: 400, code: 'VALIDATION_ERROR' };

const CASES: Record<string, BadRequest> = {
  'no body': INVALID,
  'an empty body': { body: '', ...INVALID },
  'spaces for a body': { body: '  \n', ...INVALID },
  'a body cut short': { body: '{"query":"{ __type', ...INVALID },
  'a body that goes on after its end': { body: '{"query":"{ __typename }"}}', ...INVALID },
  'single quotes': { body: "{'query':'{ __typename }'}", ...INVALID },
  'not UTF-8': { body: new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22]), ...INVALID },
  'UTF-16': { body: new Uint8Array(Buffer.from('{"query":"{ __typename }"}', 'utf16le')), ...INVALID },
  'gzip that was not announced': { body: new Uint8Array(gzipSync('{"query":"{ __typename }"}')), ...INVALID },
  'null for a body': { body: 'null', ...INVALID },
  'a number for a body': { body: '42', ...INVALID },
  'text for a body': { body: json(REGISTER), ...INVALID },
  'an empty list': { body: '[]', ...INVALID },
  'a batch of operations': { body: json([{ query: REGISTER }, { query: REGISTER }]), ...INVALID },
  '50,000 lists within lists': { body: '['.repeat(50_000), ...INVALID },
  'an object without a query': { body: '{}', ...INVALID },
  'null for a query': { body: json({ query: null }), ...INVALID },
  'an empty query': { body: json({ query: '' }), status: 200, code: 'VALIDATION_ERROR' },
  'a number for a query': { body: json({ query: 42 }), ...INVALID },
  'a list for a query': { body: json({ query: [REGISTER] }), ...INVALID },
  'a query in __proto__': { body: `{"__proto__":{"query":${json(REGISTER)}}}`, ...INVALID },
  'text for variables': { body: json({ query: START, variables: 'id=1' }), ...INVALID },
  'a list for variables': { body: json({ query: START, variables: ['x'] }), ...INVALID },
  'variables in __proto__': {
    body: `{"query":${json(START)},"variables":{"__proto__":{"id":"x"}}}`,
    status: 200,
    code: 'VALIDATION_ERROR',
  },
  'an operation that is not there': { body: json({ query: 'query A { __typename }', operationName: 'B' }), ...INVALID },
  'an operation name that is no text': { body: json({ query: '{ __typename }', operationName: { a: 1 } }), ...INVALID },
  'text for extensions': { body: json({ query: '{ __typename }', extensions: 'x' }), ...INVALID },
  'a body over the limit': { body: json({ query: '{ __typename }', pad: 'x'.repeat(256 * 1024) }), status: 413, code: 'VALIDATION_ERROR' },
  'a mutation as XML': { body: '<query/>', headers: { 'content-type': 'application/xml' }, status: 415, code: 'VALIDATION_ERROR' },
  'a content type that is none': {
    body: json({ query: REGISTER }),
    headers: { 'content-type': ';;;' },
    status: 415,
    code: 'VALIDATION_ERROR',
  },
  'a GET without a query': { method: 'GET', ...INVALID },
  'a GET with malformed variables': { method: 'GET', query: `query=${encodeURIComponent(START)}&variables={`, ...INVALID },
  'a GET with a broken escape': { method: 'GET', query: 'query=%E0%A4%A', status: 200, code: 'VALIDATION_ERROR' },
  'a GET with malformed extensions': { method: 'GET', query: 'query={__typename}&extensions=x', ...INVALID },
  'a GET of a mutation': { method: 'GET', query: `query=${encodeURIComponent(REGISTER)}`, status: 405, code: 'VALIDATION_ERROR' },
  'a GET of a subscription': { method: 'GET', query: 'query=subscription{events{__typename}}', ...INVALID },
  'a PUT': { method: 'PUT', body: json({ query: REGISTER }), status: 404, code: 'NOT_FOUND' },
  'a DELETE': { method: 'DELETE', status: 404, code: 'NOT_FOUND' },
  'a token that is none': {
    body: json({ query: '{ viewer { id } }' }),
    headers: { authorization: 'Bearer x.y.z' },
    status: 200,
    code: 'UNAUTHENTICATED',
  },
  'a token of another kind': {
    body: json({ query: '{ viewer { id } }' }),
    headers: { authorization: 'Basic YTpi' },
    status: 200,
    code: 'UNAUTHENTICATED',
  },
  'a token of 8,000 letters': {
    body: json({ query: '{ viewer { id } }' }),
    headers: { authorization: `Bearer ${'x'.repeat(8000)}` },
    status: 200,
    code: 'UNAUTHENTICATED',
  },
  'a cookie of another kind': {
    body: json({ query: 'mutation { refresh { accessToken } }' }),
    headers: { cookie: '__Host-parley_refresh=; a=%00; =' },
    status: 200,
    code: 'UNAUTHENTICATED',
  },
  'a subscription by POST': { body: json({ query: 'subscription { events { __typename } }' }), ...INVALID },
};

describe(`bad input: ${Object.keys(CASES).length} requests, each refused with its status and code`, () => {
  it.each(Object.entries(CASES))('%s', async (_name, { body, headers = {}, method = 'POST', query = '', status, code }) => {
    const before = await countRows(server);
    const response = await fetch(`${server.url}/graphql${query && `?${query}`}`, {
      method,
      headers: { ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    expect({ status: response.status, text }).toMatchObject({ status });
    if (code !== undefined) {
      const { data = null, errors } = JSON.parse(text) as { data?: unknown; errors: { extensions: { code: string } }[] };
      expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, [code]]);
    }
    expect(text).not.toMatch(/\bat .*\.[jt]s:\d+/);
    expect(await countRows(server)).toEqual(before);
    expect(server.logged).toEqual([]);
  });

  it('a subscription over HTTP is told where to go', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${ann.token}` },
      body: json({ query: 'subscription { events { __typename } }' }),
    });
    expect(await response.text()).toContain('VALIDATION_ERROR');
    expect(server.logged).toEqual([]);
  });
});

describe('bad input: frames, each answered with its close code, and nothing stored', () => {
  const subscribe = (payload: unknown, id: unknown = '1') => ({ type: 'subscribe', id, payload });
  const FRAMES: Record<string, [frame: string | Buffer | object, code: number]> = {
    'lists within lists': ['['.repeat(60_000), 4400],
    'a list of messages': [[{ type: 'ping' }], 4400],
    null: ['null', 4400],
    'a message type that is no text': [{ type: 7 }, 4400],
    'a message type from the prototype': [{ type: 'constructor' }, 4400],
    'a message in __proto__': ['{"__proto__":{"type":"ping"}}', 4400],
    'a payload of null': [subscribe(null), 4400],
    'a payload that is a list': [subscribe([REGISTER]), 4400],
    'no query in the payload': [subscribe({}), 4400],
    'null for a query': [subscribe({ query: null }), 4400],
    'a list for variables': [subscribe({ query: '{ __typename }', variables: [] }), 4400],
    'text for extensions': [subscribe({ query: '{ __typename }', extensions: 'x' }), 4400],
    'an id that is an object': [subscribe({ query: '{ __typename }' }, {}), 4400],
    'a ping with a payload that is no object': [{ type: 'ping', payload: 'x' }, 4400],
    'what only a server says': [{ type: 'connection_ack' }, 4400],
    'a frame over the limit': [Buffer.alloc(64 * 1024 + 1, 0x20), 1009],
  };

  it.each(Object.entries(FRAMES))('%s', async (_name, [frame, code]) => {
    const before = await countRows(server);
    const socket = await openSocket(server, ann);
    socket.send(frame);
    expect(await socket.closed).toBe(code);
    expect(await countRows(server)).toEqual(before);
    expect(server.logged).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString', '\u0000', '\ud83d', 'x'.repeat(10_000)])(
    'takes the operation id %j as any other',
    async (id) => {
      const socket = await openSocket(server, ann);
      socket.send(subscribe({ query: 'subscription { events { __typename } }' }, id));
      socket.send({ type: 'complete', id });
      const { data } = await socket.run('{ viewer { id } }');
      expect(data).toEqual({ viewer: { id: ann.id } });
      socket.close();
      expect(server.logged).toEqual([]);
    },
  );

  it('a frame that is masked wrongly ends the socket', async () => {
    const socket = new GraphqlSocket(server);
    await socket.opened;
    const stream = (socket.webSocket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
    stream.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d]));
    expect([1002, 1006]).toContain(await socket.closed);
    expect(server.logged).toEqual([]);
  });
});
