import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer, type Context as ProtocolContext } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AppContext, ClientInfo } from '../context.ts';
import { deviceKindOf } from '../modules/presence/device.ts';
import type { Pipeline } from '../schema/pipeline.ts';
import { SESSIONS_TOPIC } from './bus.ts';
import { encodeTextFrame } from './frame.ts';
import { CLOSE_CATCH_UP, Outlet } from './outlet.ts';
import { drainSockets } from './socket-drain.ts';
import { prepareOperation } from './socket-operation.ts';
import { type SessionRenewed, SocketRegistry, SWEEP_MS } from './socket-registry.ts';
import { CLOSE, SocketSession, type SocketWorld } from './socket-session.ts';

const CONNECTION_INIT_TIMEOUT_MS = 3_000;
/** How long peers may take to answer a close when the server stops, in milliseconds. */
const FAREWELL_MS = 1_000;

export interface SocketServer {
  /** Refuses new sockets and has the open ones reconnect elsewhere, spread over time; resolves when each has been told. */
  drain(): Promise<void>;
  /** Drains what is open and waits for the peers; who does not let go soon is cut off. */
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
  const accept = createAcceptor(options, registry);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: app.config.sockets.frameMaxBytes,
    handleProtocols,
  });

  let isDraining = false;
  server.on('upgrade', (request, stream, head) => {
    const client = clientOf(request);
    const refusal = isDraining ? '503 Service Unavailable' : refuseUpgrade({ app, registry, client }, request.url);
    if (refusal === null) {
      sockets.handleUpgrade(request, stream, head, (webSocket) => accept({ webSocket, stream, client }));
      return;
    }
    // A peer that goes away now is no concern of ours; without a listener it would end the process.
    stream.on('error', () => stream.destroy());
    stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  const stopListening = [
    app.endedSessions.onEnded(({ sessionId }) => registry.endSession(sessionId)),
    await app.bus.subscribe(SESSIONS_TOPIC, (event) => {
      if ('type' in event && event.type === 'SessionRenewed') registry.renewSession(event as SessionRenewed);
    }),
  ];
  const sweeping = setInterval(() => registry.sweep(), SWEEP_MS);

  const drain = async () => {
    isDraining = true;
    clearInterval(sweeping);
    await drainSockets(registry.all);
  };
  return {
    drain,
    async close() {
      await drain();
      for (const stop of stopListening) stop();
      await registry.emptied(FAREWELL_MS);
      registry.cutAll();
      sockets.close();
    },
  };
}

interface Upgraded {
  readonly webSocket: WebSocket;
  readonly stream: Duplex;
  readonly client: ClientInfo;
}

/** Gives what makes an upgraded connection a session: the protocol reads from it, its outlet writes. */
function createAcceptor(options: SocketServerOptions, registry: SocketRegistry): (upgraded: Upgraded) => void {
  const { app } = options;
  const protocol = createProtocol(options, registry);

  return ({ webSocket, stream, client }) => {
    const outlet = new Outlet(stream, () => {
      app.metrics.slowReaders.inc();
      session.close(CLOSE_CATCH_UP, 'Too slow: reconnect and catch up');
    });
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
            if (session.isRetired) return;
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
  };

  function fail(session: SocketSession, error: unknown): void {
    // What only a server may say: well-formed, so that graphql-ws throws.
    if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
      session.close(CLOSE.badRequest, 'Invalid message received');
      return;
    }
    app.log.error({ err: error }, 'a socket message failed unexpectedly');
    session.close(1011, 'Internal server error');
  }
}

interface Applicant {
  readonly app: AppContext;
  readonly registry: SocketRegistry;
  readonly client: ClientInfo;
}

/** The HTTP status that refuses an upgrade, or null (security W1, W5). */
function refuseUpgrade({ app, registry, client }: Applicant, url = ''): string | null {
  if (!/^\/graphql(\?|$)/.test(url)) return '404 Not Found';
  if (client.origin !== null && !app.config.allowedOrigins.includes(client.origin)) return '403 Forbidden';
  if (!registry.mayOpen(client.address)) return '429 Too Many Requests';
  return null;
}

function createProtocol({ app, pipeline }: SocketServerOptions, registry: SocketRegistry) {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
    onConnect: (context) => connect(app, registry, context),
    onSubscribe: ({ extra }, id, payload) => prepareOperation({ app, pipeline }, { id, payload, ...extra }),
    execute: (args) => pipeline.execute(args),
    subscribe: (args) => pipeline.subscribe(args),
    onOperation: ({ extra }, id) => extra.session.subscriptionSettled(id),
    onComplete: ({ extra }) => {
      extra.session.operationEnded();
    },
  });
}

/** Checks the token of `connection_init`; anonymous sockets may register, log in and refresh. */
async function connect(app: AppContext, registry: SocketRegistry, { connectionParams, extra }: Protocol): Promise<boolean> {
  const { session, client } = extra;
  session.deviceKind = deviceKindOf(connectionParams?.device, client.origin);
  const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
  const refusal = authorization === undefined ? null : await signIn({ app, registry, session }, String(authorization));
  if (refusal !== null) session.close(refusal, refusal === CLOSE.unauthorized ? 'Unauthorized' : 'Too many connections');
  app.metrics.activeConnections.set(registry.signedInCount);
  return refusal === null;
}

interface SignIn {
  readonly app: AppContext;
  readonly registry: SocketRegistry;
  readonly session: SocketSession;
}

/** Gives the socket the person of the token; gives the close code when that may not be. */
async function signIn({ app, registry, session }: SignIn, authorization: string): Promise<number | null> {
  const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  const viewer = token === undefined ? null : await app.accessTokens.verify(token).catch(() => null);
  if (viewer === null) return CLOSE.unauthorized;
  const isWithinRate = await app.limits.consume('sockets', viewer.userId).then(
    () => true,
    () => false,
  );
  if (!isWithinRate) return CLOSE.tooMany;
  if (app.socketPlaces !== null) session.leavePlace = await app.socketPlaces.take(viewer.userId);
  if (session.leavePlace === null) return CLOSE.tooMany;
  // Nothing waits from here on: a session that ends later finds its socket in the registry.
  const refusal = app.endedSessions.isEnded(viewer.sessionId)
    ? CLOSE.unauthorized
    : registry.signedIn(session, viewer)
      ? null
      : CLOSE.tooMany;
  if (refusal !== null) {
    session.leavePlace();
    return refusal;
  }
  session.liveUntil(viewer.expiresAt);
  return null;
}
