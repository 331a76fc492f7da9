import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyHelmet from '@fastify/helmet';
import proxyAddress from '@fastify/proxy-addr';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AppContext, ClientInfo } from './context.ts';
import type { ErrorCode } from './errors.ts';
import { createHttpContext } from './http-context.ts';
import { REFRESH_COOKIE } from './modules/accounts/refresh-cookie.ts';
import { serveSockets } from './realtime/socket-server.ts';
import type { Views } from './realtime/view.ts';
import { Pipeline } from './schema/pipeline.ts';

const READY_TIMEOUT_MS = 2_000;
const WEB_BUILD = fileURLToPath(new URL('../dist/web', import.meta.url));

export interface RunningServer {
  readonly port: number;
  /** Takes no new work, finishes what is under way, closes every socket. */
  close(): Promise<void>;
}

/** Serves everything of one node on one port: the page, the API over HTTP and WebSocket, health and metrics. */
export async function startServer(app: AppContext, views: Views): Promise<RunningServer> {
  const server = fastify({
    bodyLimit: app.config.bodyMaxBytes,
    requestTimeout: app.config.requestTimeoutMs,
    http: { headersTimeout: app.config.requestTimeoutMs, connectionsCheckingInterval: app.config.requestTimeoutMs / 4 },
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
  });
  const clientOf = clientReader(app);
  const pipeline = new Pipeline(app);
  await server.register(fastifyHelmet, { contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY }, hsts: false });
  serveApi(server, { app, pipeline, clientOf });
  serveHealth(server, app);
  await servePage(server);
  const sockets = await serveSockets(server.server, { app, pipeline, world: { hub: app.hub, views, presence: app.presence }, clientOf });
  await server.listen({ port: app.config.port, host: app.config.host });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : app.config.port,
    async close() {
      await sockets.close();
      await server.close();
    },
  };
}

const PAGE_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** GraphiQL brings its scripts and styles within its page. */
const PLAYGROUND_POLICY =
  "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** What is known of the machine behind a request, upgrades included. Only trusted proxies are believed about addresses. */
function clientReader({ config }: AppContext): (request: IncomingMessage) => ClientInfo {
  const trust = proxyAddress.compile([...config.trustedProxies]);
  return (request) => ({
    address: proxyAddress(request, trust),
    userAgent: request.headers['user-agent'] ?? '',
    origin: request.headers.origin ?? null,
    refreshCookie: cookieIn(request.headers.cookie, REFRESH_COOKIE),
  });
}

function cookieIn(header: string | undefined, name: string): string | null {
  const pair = header?.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? null;
}

interface Api {
  readonly app: AppContext;
  readonly pipeline: Pipeline;
  readonly clientOf: (request: IncomingMessage) => ClientInfo;
}

function serveApi(server: FastifyInstance, api: Api): void {
  // The pipeline parses bodies itself; only JSON comes so far (security G1).
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) api.app.log.error({ err: error }, 'a request failed unexpectedly');
    const message = status >= 500 ? 'Something went wrong on the server.' : error.message;
    const extensions = { code: status >= 500 ? 'INTERNAL' : 'VALIDATION_ERROR', retryable: status >= 500 };
    return reply.status(status).send({ errors: [{ message, extensions }] });
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!isOriginAllowed(api, request))
      return refuse(reply, { status: 403, code: 'FORBIDDEN', message: 'This origin may not use the API.' });
    allowOrigin(request, reply);
    return undefined;
  });
  server.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler: (request, reply) => answer(api, request, reply) });
  server.get('/.well-known/jwks.json', async () => api.app.accessTokens.jwks);
}

function refuse(reply: FastifyReply, { status, code, message }: { status: number; code: ErrorCode; message: string }) {
  return reply.status(status).send({ errors: [{ message, extensions: { code, retryable: false } }] });
}

/** An exact list, nothing reflected (security G3). Requests of programs carry no origin. */
function isOriginAllowed({ app }: Api, { headers }: FastifyRequest): boolean {
  return headers.origin === undefined || app.config.allowedOrigins.includes(headers.origin);
}

function allowOrigin({ headers }: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'Origin');
  if (headers.origin === undefined) return;
  reply.header('access-control-allow-origin', headers.origin);
  reply.header('access-control-allow-credentials', 'true');
}

async function answer({ app, pipeline, clientOf }: Api, request: FastifyRequest, reply: FastifyReply) {
  if (!hasReadableParameters(request)) {
    return refuse(reply, { status: 400, code: 'VALIDATION_ERROR', message: '`variables` and `extensions` are JSON.' });
  }
  if (request.method === 'OPTIONS') {
    return reply
      .header('access-control-allow-methods', 'POST, GET')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '7200')
      .status(204)
      .send();
  }
  const requestContext = await createHttpContext(app, clientOf(request.raw), {
    authorization: request.headers.authorization,
    setCookie: (header) => reply.header('set-cookie', header),
  });
  const body = request.body instanceof Buffer ? request.body : null;
  const response = await pipeline.fetch(
    new URL(request.url, 'http://localhost'),
    { method: request.method, headers: toHeaders(request), body: body === null ? null : new Uint8Array(body) },
    { requestContext },
  );
  reply.status(response.status).header('x-request-id', requestContext.requestId).header('cache-control', 'no-store');
  response.headers.forEach((value, name) => void reply.header(name, value));
  if (response.headers.get('content-type')?.startsWith('text/html')) reply.header('content-security-policy', PLAYGROUND_POLICY);
  return reply.send(Buffer.from(await response.arrayBuffer()));
}

/** A GET carries its variables as JSON in the URL. */
function hasReadableParameters({ url }: FastifyRequest): boolean {
  const { searchParams } = new URL(url, 'http://localhost');
  return ['variables', 'extensions'].every((name) => isJson(searchParams.get(name) ?? '{}'));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toHeaders({ headers }: FastifyRequest): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
}

function serveHealth(server: FastifyInstance, app: AppContext): void {
  server.get('/health/live', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const database = await isDatabaseReady(app);
    return reply.status(database ? 200 : 503).send({ status: database ? 'ok' : 'unavailable', database: database ? 'ok' : 'away' });
  });
  server.get('/metrics', async (_request, reply) => {
    return reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics());
  });
}

async function isDatabaseReady({ db }: AppContext): Promise<boolean> {
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const expired = new Promise<false>((resolve) => timeout.addEventListener('abort', () => resolve(false), { once: true }));
  const answered = db.pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answered, expired]);
}

/** The built page; its routes are all served by index.html. */
async function servePage(server: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(WEB_BUILD);
  if (isBuilt) await server.register(fastifyStatic, { root: WEB_BUILD, setHeaders: setCacheControl });
  else server.get('/', async (_request, reply) => reply.type('text/plain').send('Parley runs. The page is not built: npm run build'));
  server.setNotFoundHandler((request, reply) => {
    const isPageRoute = isBuilt && request.method === 'GET' && (request.headers.accept?.includes('text/html') ?? false);
    return isPageRoute
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : refuse(reply, { status: 404, code: 'NOT_FOUND', message: 'Not found.' });
  });
}

/** The name of an asset holds its content's hash; every other file may change. */
function setCacheControl(reply: { header(name: string, value: string): unknown }, file: string): void {
  reply.header('cache-control', file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}
