import { connect } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, registerPerson, type TestPerson } from './test/api-client.ts';
import { countRows } from './test/row-counts.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from './test/test-server.ts';

const REGISTER = `mutation { register(input: { username: "mallory", displayName: "Mallory", password: "a long enough secret" }) { accessToken } }`;

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ ALLOWED_ORIGINS: 'https://intranet.example.org', REQUEST_TIMEOUT_MS: '1000' });
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('mutations come as JSON in a POST only', () => {
  const forms: [string, string, string][] = [
    [
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${REGISTER}\r\n--x--\r\n`,
    ],
    ['x-www-form-urlencoded', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(REGISTER)}`],
    ['text/plain', 'text/plain', JSON.stringify({ query: REGISTER })],
    ['application/graphql', 'application/graphql', REGISTER],
  ];
  it.each(forms)('G1 refuses a mutation sent as %s', async (_name, contentType, body) => {
    const before = await countRows(server);
    const response = await post(body, { 'content-type': contentType });
    expect(response.status).toBe(415);
    expect(await countRows(server)).toEqual(before);
  });

  it('G1 refuses a mutation without a content type', async () => {
    const before = await countRows(server);
    const body = JSON.stringify({ query: REGISTER });
    const answer = await sendRaw(`POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
    expect(await countRows(server)).toEqual(before);
  });

  it('G2 refuses a mutation by GET', async () => {
    const before = await countRows(server);
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(REGISTER)}`);
    expect(response.status).toBe(405);
    expect(await countRows(server)).toEqual(before);
  });

  it('answers a query by GET', async () => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent('{ __typename }')}`);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('origins', () => {
  const refused = [
    'https://evil.example',
    'null',
    'http://localhost:4001',
    `${TEST_ORIGIN}.evil.example`,
    'https://localhost:4000',
    '*',
    'parley-app://other',
    'https://parley',
  ];
  it.each(refused)('G3 refuses the origin %s and does not reflect it', async (origin) => {
    const before = await countRows(server);
    const response = await post(JSON.stringify({ query: REGISTER }), { origin });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await countRows(server)).toEqual(before);
  });

  it.each([TEST_ORIGIN, 'https://intranet.example.org', 'parley-app://parley'])('G3 allows exactly the origin %s', async (origin) => {
    const response = await post('{"query":"{ __typename }"}', { origin });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('G3 answers a preflight of an allowed origin, and refuses one of any other', async () => {
    const preflight = (origin: string) =>
      fetch(`${server.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight(TEST_ORIGIN);
    expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization, content-type']);
    expect((await preflight('https://evil.example')).status).toBe(403);
  });

  it('G3 sends no CORS header to a program, which has no origin', async () => {
    const response = await post('{"query":"{ __typename }"}');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('G3 takes no access token from the URL', async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent('{ viewer { id } }')}&authorization=Bearer ${ann.token}&access_token=${ann.token}`;
    const body = (await (await fetch(url)).json()) as { errors: { extensions: { code: string } }[] };
    expect(body.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('bounds of a request', () => {
  it('G5 accepts a body of 256 KiB and refuses one byte more', async () => {
    const padded = (size: number) => `{"query":"{ __typename }"}`.padEnd(size, ' ');
    expect((await post(padded(256 * 1024))).status).toBe(200);
    const refused = await post(padded(256 * 1024 + 1));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'VALIDATION_ERROR', retryable: false } }] });
  });

  it('G5 cuts off a request whose head or body does not come', async () => {
    const [head, body] = await Promise.all([
      sendRaw('POST /graphql HTTP/1.1\r\nHost: x\r\n'),
      sendRaw('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"query":'),
    ]);
    expect(head).toMatch(/^HTTP\/1\.1 408 /);
    expect(body).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('answers every expected refusal without a word in the error log', () => {
    expect(server.logged).toEqual([]);
  });
});

describe('G9 GraphQL over HTTP to the specification', () => {
  const audits = serverAudits({ url: () => `${server.url}/graphql` });
  it.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });
});

describe('what else one port serves', () => {
  it('tells that it lives and that it is ready', async () => {
    expect(await (await fetch(`${server.url}/health/live`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${server.url}/health/ready`)).json()).toEqual({ status: 'ok', database: 'ok' });
  });

  it('shows its metrics', async () => {
    await query(server, '{ viewer { id } }', { token: ann.token });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('chat_active_connections');
  });

  it('publishes the keys of its tokens, and no private part of them', async () => {
    const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).toHaveProperty('kid');
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('lets no answer of the API be kept, framed or guessed at', async () => {
    const { headers } = await post('{"query":"{ __typename }"}');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

/** Sends bytes and gives all that comes until the server ends the connection. */
async function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const connection = connect(Number(port), hostname);
  connection.write(bytes);
  const parts: Buffer[] = [];
  for await (const part of connection) parts.push(part);
  return Buffer.concat(parts).toString();
}
