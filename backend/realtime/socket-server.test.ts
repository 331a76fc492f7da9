import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { query, registerPerson, request, type TestPerson } from '../test/api-client.ts';
import { GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());
afterEach(() => expect(server.logged).toEqual([]));

describe('W1 the upgrade', () => {
  it.each(['https://evil.example', 'null', `${TEST_ORIGIN}.evil.example`, 'http://localhost:4001'])(
    'refuses the origin %s',
    async (origin) => {
      expect(await new GraphqlSocket(server, { origin }).refused).toBe(403);
    },
  );

  it('accepts an allowed origin, and a program without one', async () => {
    const sockets = [new GraphqlSocket(server, { origin: TEST_ORIGIN }), new GraphqlSocket(server)];
    for (const socket of sockets) {
      await socket.init();
      socket.close();
    }
  });

  it('answers at /graphql only', async () => {
    expect(await new GraphqlSocket(server, { path: '/elsewhere' }).refused).toBe(404);
    expect(await new GraphqlSocket(server, { path: 's' }).refused).toBe(404);
  });

  it.each(['//', '/%', 'http://[', '*'])('survives the target %s of a peer that goes away at once', async (target) => {
    const { hostname, port } = new URL(server.url);
    const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    const connection = connect(Number(port), hostname, () => connection.write(head));
    await once(connection, 'data');
    connection.resetAndDestroy();
    (await openSocket(server, ann)).close();
  });
});

describe('protocol', () => {
  it('W2 closes with 4408 a socket that does not introduce itself in 3 seconds', async () => {
    const started = Date.now();
    expect(await new GraphqlSocket(server).closed).toBe(4408);
    expect(Date.now() - started).toBeGreaterThanOrEqual(2_900);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  const malformed: [string, string | Buffer | object][] = [
    ['no JSON', 'hello'],
    ['JSON that is no object', '42'],
    ['an empty message', ''],
    ['binary noise', Buffer.from([0xff, 0x00, 0xfe])],
    ['an unknown type', { type: 'start', id: '1', payload: {} }],
    ['no type', { id: '1' }],
    ['a subscribe without an id', { type: 'subscribe', payload: { query: '{ __typename }' } }],
    ['a subscribe with an empty id', { type: 'subscribe', id: '', payload: { query: '{ __typename }' } }],
    ['a subscribe with an id that is no text', { type: 'subscribe', id: 7, payload: { query: '{ __typename }' } }],
    ['a subscribe without a payload', { type: 'subscribe', id: '1' }],
    ['a query that is no text', { type: 'subscribe', id: '1', payload: { query: 7 } }],
    ['variables that are no object', { type: 'subscribe', id: '1', payload: { query: '{ __typename }', variables: 'x' } }],
    ['an operation name that is no text', { type: 'subscribe', id: '1', payload: { query: '{ __typename }', operationName: 7 } }],
    ['a complete without an id', { type: 'complete' }],
  ];
  it.each(malformed)('W3 closes with 4400 at %s', async (_name, message) => {
    const socket = await openSocket(server, ann);
    socket.send(message);
    expect(await socket.closed).toBe(4400);
  });

  it('W3 closes with 4400 at text that is not UTF-8, as a 1007 of the transport at the latest', async () => {
    const socket = await openSocket(server, ann);
    socket.webSocket.send(Buffer.from([0x7b, 0xc3, 0x28]), { binary: false });
    expect([4400, 1007]).toContain(await socket.closed);
  });

  it('W3 closes with 4401 at an operation before the introduction', async () => {
    const socket = new GraphqlSocket(server);
    await socket.opened;
    socket.start('{ __typename }');
    expect(await socket.closed).toBe(4401);
  });

  it.each(['Bearer no.such.token', 'Basic YTpi', '', 'Bearer ', 42, {}])(
    'W3 closes with 4401 at the authorization %j',
    async (authorization) => {
      const socket = new GraphqlSocket(server);
      await socket.opened;
      socket.send({ type: 'connection_init', payload: { authorization } });
      expect(await socket.closed).toBe(4401);
      expect(socket.inbox.items).toEqual([]);
    },
  );

  it('W3 closes with 4409 at an id that is in use', async () => {
    const socket = await openSocket(server, ann);
    for (let i = 0; i < 2; i += 1) {
      socket.send({ type: 'subscribe', id: 'same', payload: { query: 'subscription { events { __typename } }' } });
    }
    expect(await socket.closed).toBe(4409);
  });

  it('W3 closes with 4429 at a second introduction', async () => {
    const socket = await openSocket(server, ann);
    socket.send({ type: 'connection_init' });
    expect(await socket.closed).toBe(4429);
  });

  it('closes with 4406 or refuses another protocol than graphql-transport-ws', async () => {
    const socket = new GraphqlSocket(server, { protocol: 'graphql-ws' });
    expect(await Promise.race([socket.closed, socket.refused])).toBeGreaterThan(0);
    expect(socket.inbox.items).toEqual([]);
  });

  it('W4 accepts a frame of 64 KiB and closes with 1009 at one byte more, also in fragments', async () => {
    const sized = (size: number) => {
      const head = '{"type":"ping","payload":{"pad":"';
      return `${head}${'x'.repeat(size - head.length - 3)}"}}`;
    };
    const socket = await openSocket(server, ann);
    socket.send(sized(64 * 1024));
    await socket.inbox.next(({ type }) => type === 'pong');
    socket.send(sized(64 * 1024 + 1));
    expect(await socket.closed).toBe(1009);

    const fragmented = await openSocket(server, ann);
    for (let i = 0; i < 5; i += 1) fragmented.webSocket.send('x'.repeat(20_000), { fin: i === 4 });
    expect(await fragmented.closed).toBe(1009);
  });

  it('W4 agrees on no compression', async () => {
    const socket = new GraphqlSocket(server, { headers: { 'sec-websocket-extensions': 'permessage-deflate' } });
    await socket.opened;
    expect(socket.webSocket.extensions).toBe('');
    socket.close();
  });
});

describe('W6 HTTP and WebSocket share one pipeline', () => {
  const operations: [string, string, object?][] = [
    ['a syntax error', '{ viewer {'],
    ['an unknown field', '{ viewer { secrets } }'],
    ['a missing variable', 'query ($id: ID!) { conversation(id: $id) { id } }'],
    ['a wrong variable', 'query ($first: Int) { conversations(first: $first) { edges { cursor } } }', { first: 'many' }],
    ['input that a rule refuses', 'query { conversations(first: 101) { edges { cursor } } }'],
    ['too many aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`],
    ['too many tokens', `{ ${'__typename '.repeat(1001)} }`],
    ['too deep a nesting', `{ viewer ${'{ user '.repeat(10)} { id } ${'}'.repeat(10)} }`],
    [
      'too much cost',
      '{ conversations(first: 100) { edges { node { messages(first: 100) { edges { node { sender { id } text } } } members(first: 100) { edges { node { user { id username } } } } } } } }',
    ],
    [
      'two secret fields',
      'mutation { a: login(input: {username: "x", password: "y"}) { accessToken } b: login(input: {username: "x", password: "y"}) { accessToken } }',
    ],
    ['no such operation', 'query A { __typename } query B { __typename }'],
    ['something not there', 'mutation { acknowledge(conversationId: "00000000-0000-4000-8000-000000000000", readSeq: 1) { readSeq } }'],
  ];
  it.each(operations)('refuses %s alike', async (_name, text, variables = {}) => {
    const socket = await openSocket(server, ann);
    const overSocket = await socket.run(text, variables);
    const overHttp = await request(server, text, { variables, token: ann.token });
    expect(overSocket.errors?.length).toBeGreaterThan(0);
    expect(overSocket.errors?.map(({ message, extensions: { code, field, retryable } }) => ({ message, code, field, retryable }))).toEqual(
      overHttp.errors?.map(({ message, extensions: { code, field, retryable } }) => ({ message, code, field, retryable })),
    );
    expect(overSocket.errors?.every(({ extensions }) => ['VALIDATION_ERROR', 'NOT_IN_CONVERSATION'].includes(extensions.code))).toBe(true);
    socket.close();
  });

  it('gives the same answer to the same query', async () => {
    const text = '{ viewer { id username user { displayName } } }';
    const socket = await openSocket(server, ann);
    expect(await socket.run(text)).toEqual({ data: await query(server, text, { token: ann.token }) });
    socket.close();
  });

  it('is closed to anonymous people as over HTTP', async () => {
    const socket = await openSocket(server);
    const { errors } = await socket.run('{ viewer { id } }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const events = await socket.run('subscription { events { __typename } }');
    expect(events.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    socket.close();
  });

  it('counts operations of both ways together', async () => {
    const limited = await startTestServer({ RATE_LIMITS: 'on', LIMIT_OPERATIONS: '4/1h' });
    const bob = await registerPerson(limited, 'bob');
    const socket = await openSocket(limited, bob);
    for (let i = 0; i < 2; i += 1) {
      expect((await socket.run('{ viewer { id } }')).errors).toBeUndefined();
      expect((await request(limited, '{ viewer { id } }', { token: bob.token })).errors).toBeUndefined();
    }
    const refusals = [await socket.run('{ viewer { id } }'), await request(limited, '{ viewer { id } }', { token: bob.token })];
    for (const { errors } of refusals) expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    const { status, headers } = await fetch(`${limited.url}/graphql?query={__typename}`, {
      headers: { authorization: `Bearer ${bob.token}` },
    });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    await limited.stop();
  });
});

describe('operations on one socket', () => {
  it('answers changes that mention a subscription without waiting for themselves', async () => {
    const socket = await openSocket(server, ann);
    const { data } = await socket.run('# not a subscription\nquery Resubscription { changes(since: []) { hasMore } }');
    expect(data).toEqual({ changes: { hasMore: false } });
    socket.close();
  });

  it('answers changes when the subscription before them was taken back or refused', async () => {
    const socket = await openSocket(server, ann);
    socket.start('subscription { events { nonsense } }');
    const id = socket.start('subscription { events { __typename } }');
    socket.send({ type: 'complete', id });
    socket.send({ type: 'subscribe', id, payload: { query: 'subscription { events { __typename } }' } });
    const { data } = await socket.run('{ changes(since: []) { hasMore } }');
    expect(data).toEqual({ changes: { hasMore: false } });
    socket.close();
  });

  it('ends a subscription that is completed and gives its place to the next', async () => {
    const socket = await openSocket(server, ann);
    for (let i = 0; i < 30; i += 1) {
      const id = socket.start('subscription { events { __typename } }');
      await socket.run('{ changes(since: []) { hasMore } }');
      socket.send({ type: 'complete', id });
    }
    expect((await socket.run('{ viewer { id } }')).errors).toBeUndefined();
    socket.close();
  });

  it('keeps no place taken by operations that were refused', async () => {
    const socket = await openSocket(server, ann);
    for (let i = 0; i < 30; i += 1) expect((await socket.run('{ nonsense }')).errors).toHaveLength(1);
    for (let i = 0; i < 30; i += 1) expect((await socket.run('query A { __typename } query B { __typename }')).errors).toHaveLength(1);
    expect((await socket.run('{ viewer { id } }')).errors).toBeUndefined();
    socket.close();
  });
});
