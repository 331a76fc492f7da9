import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
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

/** Connections that may wait to be taken, as far as the system allows: thousands come at once when a node restarts. */
const BACKLOG = 4_096;

const WEB_BUILD = fileURLToPath(new URL('../dist/web', import.meta.url));

export interface RunningServer {
  readonly port: number;
  /** Says that it is not ready and has sockets reconnect elsewhere, while it goes on listening so that load balancers see it (OPS-2). */
  drain(): Promise<void>;
  /** Takes no new work, finishes what is under way, closes every socket. */
  close(): Promise<void>;
}

/** How long it goes on listening, not ready, before it stops, in milliseconds: what a load balancer needs to see it. */
const NOTICE_MS = 500;
/** How long requests under way may take when it stops, in milliseconds. */
const REQUEST_GRACE_MS = 2_000;

interface Life {
  isDraining: boolean;
}

/** Serves everything of one node on one port: the page, the API over HTTP and WebSocket, health and metrics. */
export async function startServer(app: AppContext, views: Views): Promise<RunningServer> {
  const server = fastify({
    bodyLimit: app.config.bodyMaxBytes,
    requestTimeout: app.config.requestTimeoutMs,
    http: { headersTimeout: app.config.requestTimeoutMs, connectionsCheckingInterval: app.config.requestTimeoutMs / 4 },
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  });
  const life: Life = { isDraining: false };
  const clientOf = clientReader(app);
  const pipeline = new Pipeline(app);
  await server.register(fastifyHelmet, { contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY }, hsts: false });
  // A connection that was busy when the stop began is not kept for a next request.
  server.addHook('onSend', async (_request, reply) => {
    if (life.isDraining) reply.header('connection', 'close');
  });
  serveApi(server, { app, pipeline, clientOf });
  serveHealth(server, app, life);
  await servePage(server);
  const sockets = await serveSockets(server.server, { app, pipeline, world: { hub: app.hub, views, presence: app.presence }, clientOf });
  await server.listen({ port: app.config.port, host: app.config.host, backlog: BACKLOG });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : app.config.port,
    async drain() {
      life.isDraining = true;
      await Promise.all([sockets.drain(), delay(NOTICE_MS)]);
    },
    async close() {
      life.isDraining = true;
      const cut = setTimeout(() => server.server.closeAllConnections(), REQUEST_GRACE_MS);
      await Promise.all([sockets.close(), server.close()]);
      clearTimeout(cut);
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

/** The caller's own name of the request, where it is one that may stand in a header and a log; else a new one. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

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
  server.setErrorHandler((error: { statusCode?: number; message: string }, { id: requestId }, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) api.app.log.error({ err: error, requestId }, 'a request failed unexpectedly');
    const message = status >= 500 ? 'Something went wrong on the server.' : error.message;
    const extensions = { code: status >= 500 ? 'INTERNAL' : 'VALIDATION_ERROR', retryable: status >= 500, requestId };
    return reply.status(status).send({ errors: [{ message, extensions }] });
  });
  server.addHook('onResponse', async ({ routeOptions }, { statusCode }) => {
    api.app.metrics.httpRequests.inc({ route: routeOptions.url ?? 'none', status: `${Math.floor(statusCode / 100)}xx` });
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (!isOriginAllowed(api, request))
      return refuse(reply, { status: 403, code: 'FORBIDDEN', message: 'This origin may not use the API.' });
    allowOrigin(request, reply);
    return undefined;
  });
  server.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler: (request, reply) => answer(api, request, reply) });
  server.get('/.well-known/jwks.json', async () => api.app.accessTokens.jwks);
}

function refuse(reply: FastifyReply, { status, code, message }: { status: number; code: ErrorCode; message: string }) {
  return reply.status(status).send({ errors: [{ message, extensions: { code, retryable: false, requestId: reply.request.id } }] });
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
    requestId: request.id,
    authorization: request.headers.authorization,
    setCookie: (header) => reply.header('set-cookie', header),
  });
  const body = request.body instanceof Buffer ? request.body : null;
  const response = await pipeline.fetch(
    new URL(request.url, 'http://localhost'),
    { method: request.method, headers: toHeaders(request), body: body === null ? null : new Uint8Array(body) },
    requestContext,
  );
  reply.status(response.status).header('cache-control', 'no-store');
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

function serveHealth(server: FastifyInstance, app: AppContext, life: Life): void {
  server.get('/health/live', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    if (life.isDraining) return reply.status(503).send({ status: 'stopping' });
    const database = await isDatabaseReady(app);
    const redis = isRedisReady(app);
    const status = database ? (redis === false ? 'degraded' : 'ok') : 'unavailable';
    return reply
      .status(database ? 200 : 503)
      .send({ status, database: okOrAway(database), ...(redis !== null && { redis: okOrAway(redis) }) });
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

const okOrAway = (isReady: boolean) => (isReady ? 'ok' : 'away');

/** Null where none is set. Without it the node goes on by itself, so it stays in service (DELIVERY-6). */
function isRedisReady({ redis, bus }: AppContext): boolean | null {
  return redis === null ? null : redis.isAvailable && bus.isConnected;
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
