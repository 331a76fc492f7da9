import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { type Context as ProtocolContext, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { AppContext, ClientInfo, RequestContext } from '../context.ts';
import { AppError, toGraphQLError } from '../errors.ts';
import { createLoaders } from '../loaders.ts';
import { createErrorMask } from '../schema/masking.ts';
import type { Pipeline } from '../schema/pipeline.ts';
import { SESSIONS_TOPIC } from './bus.ts';
import { encodeTextFrame } from './frame.ts';
import { CLOSE_CATCH_UP, Outlet } from './outlet.ts';
import { type SessionRenewed, SocketRegistry } from './socket-registry.ts';
import { CLOSE, SocketSession, type SocketWorld } from './socket-session.ts';

const CONNECTION_INIT_TIMEOUT_MS = 3_000;
const HEARTBEAT_MS = 15_000;

export interface SocketServer {
  /** Refuses new sockets and asks the open ones to reconnect elsewhere. */
  close(): Promise<void>;
}

interface Extra {
  readonly session: SocketSession;
  readonly client: ClientInfo;
}

type Protocol = ProtocolContext<Record<string, unknown>, Extra>;

interface SocketServerOptions {
  readonly app: AppContext;
  readonly pipeline: Pipeline;
  readonly world: SocketWorld;
  /** What is known of the machine behind an upgrade request; the same rule as over HTTP. */
  readonly clientOf: (request: IncomingMessage) => ClientInfo;
}

/** Serves graphql-transport-ws at /graphql of the HTTP server: graphql-ws keeps the protocol, the outlets write (architecture 2.7). */
export async function serveSockets(server: Server, options: SocketServerOptions): Promise<SocketServer> {
  const { app, clientOf } = options;
  const registry = new SocketRegistry(app);
  const protocol = createProtocol(options, registry);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: app.config.sockets.frameMaxBytes,
    handleProtocols,
  });

  server.on('upgrade', (request, stream, head) => {
    const refusal = refuseUpgrade(app, registry, clientOf(request), request);
    if (refusal === null) sockets.handleUpgrade(request, stream, head, (webSocket) => open(webSocket, stream, request));
    else stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  function open(webSocket: WebSocket, stream: Duplex, request: IncomingMessage): void {
    const client = clientOf(request);
    const outlet = new Outlet(stream, () => session.close(CLOSE_CATCH_UP, 'Too slow: reconnect and catch up'));
    const session: SocketSession = new SocketSession(options.world, webSocket, { address: client.address, outlet });
    registry.opened(session);
    const closed = protocol.opened(
      {
        protocol: webSocket.protocol,
        send: (data) => outlet.push(encodeTextFrame(data)),
        close: (code, reason) => session.close(code ?? CLOSE.badRequest, reason ?? ''),
        onMessage: (handle) => {
          webSocket.on('message', (data) => {
            session.isAlive = true;
            handle(String(data)).catch((error: unknown) => fail(session, error));
          });
        },
      },
      { session, client },
    );
    webSocket.on('pong', () => {
      session.isAlive = true;
    });
    // A frame too large or malformed: ws answers with the right close code by itself.
    webSocket.on('error', (error) => app.log.debug({ err: error }, 'a socket failed'));
    webSocket.once('close', (code, reason) => {
      session.closed();
      registry.closed(session);
      app.metrics.activeConnections.set(registry.signedInCount);
      closed(code, String(reason)).catch((error: unknown) => app.log.error({ err: error }, 'a socket did not close cleanly'));
    });
  }

  function fail(session: SocketSession, error: unknown): void {
    app.log.error({ err: error }, 'a socket message failed unexpectedly');
    session.close(1011, 'Internal server error');
  }

  const stopListening = [
    app.endedSessions.onEnded(({ sessionId }) => registry.endSession(sessionId)),
    await app.bus.subscribe(SESSIONS_TOPIC, (event) => {
      if ('type' in event && event.type === 'SessionRenewed') registry.renewSession(event as SessionRenewed);
    }),
  ];
  const heartbeat = setInterval(() => registry.heartbeat(), HEARTBEAT_MS);

  return {
    async close() {
      clearInterval(heartbeat);
      for (const stop of stopListening) stop();
      registry.closeAll(1001, 'Going away');
      sockets.close();
    },
  };
}

/** The HTTP status that refuses an upgrade, or null (security W1, W5). */
function refuseUpgrade(app: AppContext, registry: SocketRegistry, client: ClientInfo, request: IncomingMessage): string | null {
  if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return '404 Not Found';
  if (client.origin !== null && !app.config.allowedOrigins.includes(client.origin)) return '403 Forbidden';
  if (!registry.mayOpen(client.address)) return '429 Too Many Requests';
  return null;
}

function createProtocol({ app, pipeline }: SocketServerOptions, registry: SocketRegistry) {
  const mask = createErrorMask(app);
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
    onConnect: (context) => connect(app, registry, context),
    onSubscribe: (context, id, payload) => prepare({ app, pipeline, mask }, context, { id, payload }),
    execute: (args) => (args as EnvelopedArgs).executeEnveloped(args),
    subscribe: (args) => (args as EnvelopedArgs).subscribeEnveloped(args),
    onOperation: ({ extra }, id) => extra.session.subscriptionSettled(id),
    onError: ({ extra }, id) => extra.session.subscriptionSettled(id),
    onComplete: ({ extra }) => {
      extra.session.operationCount -= 1;
    },
  });
}

/** Checks the token of `connection_init`; anonymous sockets may register, log in and refresh. */
async function connect(app: AppContext, registry: SocketRegistry, { connectionParams, extra }: Protocol): Promise<boolean> {
  const { session } = extra;
  const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
  if (authorization !== undefined) {
    const [, token] = /^Bearer (\S+)$/i.exec(String(authorization)) ?? [];
    const viewer = token === undefined ? null : await app.accessTokens.verify(token).catch(() => null);
    if (viewer === null || app.endedSessions.isEnded(viewer.sessionId)) {
      session.close(CLOSE.unauthorized, 'Unauthorized');
      return false;
    }
    const allowed = await app.limits.consume('sockets', viewer.userId).then(
      () => registry.signedIn(session, viewer),
      () => false,
    );
    if (!allowed) {
      session.close(CLOSE.tooMany, 'Too many connections');
      return false;
    }
    session.liveUntil(viewer.expiresAt);
  }
  app.metrics.activeConnections.set(registry.signedInCount);
  return true;
}

interface EnvelopedArgs extends ExecutionArgs {
  executeEnveloped(args: ExecutionArgs): ReturnType<ReturnType<Pipeline['getEnveloped']>['execute']>;
  subscribeEnveloped(args: ExecutionArgs): ReturnType<ReturnType<Pipeline['getEnveloped']>['subscribe']>;
}

interface Operation {
  readonly id: string;
  readonly payload: SubscribePayload;
}

/** Parses, validates and gives the context of one operation: the same pipeline as over HTTP (security W6). */
async function prepare(
  { app, pipeline, mask }: Pick<SocketServerOptions, 'app' | 'pipeline'> & { mask: (error: unknown) => GraphQLError },
  { extra }: Protocol,
  { id, payload }: Operation,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { session, client } = extra;
  session.operationCount += 1;
  if (payload.query.includes('subscription')) session.subscriptionStarting(id);
  if (session.operationCount > app.config.sockets.operationsMax) return [toGraphQLError(tooManyOperations(app))];
  const requestContext: Omit<RequestContext, 'liveOperation'> & { liveOperation: RequestContext['liveOperation'] } = {
    app,
    requestId: randomUUID(),
    viewer: session.viewer,
    client,
    loaders: createLoaders(app),
    socket: session,
    liveOperation: null,
    setCookie: () => undefined,
  };
  const enveloped = pipeline.getEnveloped({ requestContext, params: payload, request: undefined });
  const { schema, parse, validate, contextFactory, execute, subscribe } = enveloped;
  try {
    const document = parse(payload.query);
    const errors: readonly GraphQLError[] = validate(schema, document);
    if (errors.length > 0) return errors;
    const variables = payload.variables ?? {};
    requestContext.liveOperation = { id, query: payload.query, operationName: payload.operationName ?? null, variables, document };
    const args: EnvelopedArgs = {
      schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: variables,
      contextValue: await contextFactory(),
      rootValue: undefined,
      executeEnveloped: execute,
      subscribeEnveloped: subscribe,
    };
    return args;
  } catch (error) {
    return [mask(error)];
  }
}

const tooManyOperations = (app: AppContext) =>
  new AppError('RATE_LIMITED', `At most ${app.config.sockets.operationsMax} operations run on one socket.`, { retryAfterMs: 1000 });
