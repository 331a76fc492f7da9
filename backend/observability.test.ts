import { readFile } from 'node:fs/promises';
import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createErrorMask } from './schema/masking.ts';
import { type ApiError, query, registerPerson, type TestPerson } from './test/api-client.ts';
import { openSocket } from './test/graphql-socket.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

const TOKEN = /^[\w.-]{10,64}$/;

let server: TestServer;
let ann: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ LOG_LEVEL: 'debug' });
  ann = await registerPerson(server, 'ann');
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly header: string | null;
  readonly errors: readonly ApiError[];
}

async function post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  const response = await fetch(`${server.url}/graphql`, init);
  const { errors = [] } = (await response.json()) as { errors?: ApiError[] };
  return { status: response.status, header: response.headers.get('x-request-id'), errors };
}

const json = (text: string) => JSON.stringify({ query: text });
const logLines = () => server.logged.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the id of a request (OPS-3)', () => {
  it.each([
    ['an operation that fails', json('{ viewer { id } }'), {}],
    ['one that is not valid', json('{ nope }'), {}],
    ['one that does not parse', json('{'), {}],
    ['what is no operation', '[]', {}],
    ['a body of another kind', '<a/>', { 'content-type': 'text/xml' }],
    ['an origin that is not allowed', json('{ __typename }'), { origin: 'https://evil.example' }],
  ])('is in the header and in each error of %s', async (_name, body, headers) => {
    const { header, errors } = await post(body, headers);
    expect(header).toMatch(TOKEN);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ extensions }) => extensions.requestId)).toEqual(errors.map(() => header));
  });

  it.each(['trace-4711', 'a.b:c_D-9', 'x'.repeat(64)])('is the caller’s where that is a sane one: %s', async (given) => {
    const { header, errors } = await post(json('{ viewer { id } }'), { 'x-request-id': given });
    expect([header, errors[0]?.extensions.requestId]).toEqual([given, given]);
    expect(logLines()).toContainEqual(
      expect.objectContaining({
        level: 'info',
        requestId: given,
        kind: 'query',
        field: 'viewer',
        code: 'UNAUTHENTICATED',
        ms: expect.any(Number),
      }),
    );
  });

  it.each(['', 'x'.repeat(65), 'two words', '"quoted"', '{}', 'a;b'])('is a new one where the caller’s is none: %j', async (given) => {
    const { header } = await post(json('{ __typename }'), { 'x-request-id': given });
    expect(header).toMatch(TOKEN);
    expect(header).not.toBe(given);
  });

  it('names the socket and the operation over a WebSocket', async () => {
    const socket = await openSocket(server, ann);
    const ids: string[] = [];
    for (const text of ['{ nope }', '{ conversation(id: "x") { id } }', '{']) {
      const id = socket.start(text);
      const { type, payload } = await socket.inbox.next((message) => message.id === id);
      const errors = (type === 'error' ? payload : (payload as { errors: ApiError[] }).errors) as ApiError[];
      ids.push(errors[0]?.extensions.requestId ?? '');
    }
    const [name = ''] = ids[0]?.split('.') ?? [];
    expect(name).toMatch(TOKEN);
    expect(ids).toEqual([`${name}.1`, `${name}.2`, `${name}.3`]);
    for (const requestId of ids)
      expect(logLines()).toContainEqual(expect.objectContaining({ level: 'info', requestId, code: 'VALIDATION_ERROR' }));
    socket.close();
  });

  it('is told of an operation that succeeds at debug only', async () => {
    await post(json('{ __typename }'), { 'x-request-id': 'all-is-well' });
    const lines = logLines().filter(({ requestId }) => requestId === 'all-is-well');
    expect(lines).toMatchObject([{ level: 'debug', kind: 'query', field: 'introspection' }]);
  });
});

async function countSeries(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith('chat_')).length;
}

describe('metrics (OPS-3)', () => {
  it('grow by nothing that clients make up: operation names, aliases, fields, paths, statuses, codes', { timeout: 60_000 }, async () => {
    const socket = await openSocket(server, ann);
    const mask = createErrorMask(server.app);
    const ask = async (name: string) => {
      await post(json(`query ${name} { ${name}: viewer { id } ${name}More: viewer { id } }`), { 'x-request-id': name });
      await fetch(`${server.url}/${name}/${name}?${name}=1`);
      await socket.run(`mutation ${name} { ${name} }`);
      mask(new GraphQLError(name, { extensions: { code: name } }));
    };
    await ask('first');
    await countSeries();
    const before = await countSeries();
    for (let at = 0; at < 1_000; at += 20) await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`Name${at + i}`)));
    expect(await countSeries()).toBe(before);
    socket.close();
  });

  it('tell root fields, routes and classes of status apart', async () => {
    await query(server, '{ viewer { id } }', { token: ann.token });
    await query(server, '{ a: viewer { id } b: conversations { edges { cursor } } }', { token: ann.token });
    await fetch(`${server.url}/health/live`);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toMatch(/^chat_operation_seconds_count\{kind="query",field="viewer"\} \d+$/m);
    expect(text).toMatch(/^chat_operation_seconds_count\{kind="query",field="several"\} 1$/m);
    expect(text).toMatch(/^chat_operation_seconds_count\{kind="mutation",field="register"\} 1$/m);
    expect(text).toMatch(/^chat_http_requests_total\{route="\/health\/live",status="2xx"\} 1$/m);
    expect(text).toMatch(/^chat_http_requests_total\{route="none",status="4xx"\} \d+$/m);
  });

  it('are all in the documentation, as they are', async () => {
    const page = await readFile(new URL('../docs/operations/observability.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `chat_'));
    const metrics = (await server.app.metrics.registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('chat_'));
    expect(rows).toEqual(metrics.map(toRow).sort());
  });
});

function toRow(metric: { name: string; type: unknown; help: string }): string {
  const { labelNames } = server.app.metrics.registry.getSingleMetric(metric.name) as unknown as { labelNames: readonly string[] };
  const labels = labelNames.map((name) => `\`${name}\``).join(', ');
  return `| \`${metric.name}\` | ${String(metric.type)} | ${labels} | ${metric.help} |`;
}
