import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { AppContext, ClientInfo, RequestContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { Loaders } from '../loaders.ts';
import type { Pipeline } from '../schema/pipeline.ts';
import type { SocketSession } from './socket-session.ts';
import type { LiveOperation } from './view.ts';

/** An operation as it came over a socket. */
export interface SocketOperation {
  readonly id: string;
  readonly payload: SubscribePayload;
  readonly session: SocketSession;
  readonly client: ClientInfo;
}

interface NumberedOperation extends SocketOperation {
  readonly requestId: string;
}

/** What operations run with. */
export interface OperationWorld {
  readonly app: AppContext;
  readonly pipeline: Pipeline;
}

/** Takes one operation through the pipeline's steps up to its execution: the same as over HTTP (security W6). */
export async function prepareOperation(
  world: OperationWorld,
  operation: SocketOperation,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { session, id } = operation;
  const requestId = session.nextRequestId();
  session.operationStarted();
  try {
    return await prepare(world, { ...operation, requestId });
  } catch (error) {
    session.operationEnded();
    session.subscriptionSettled(id);
    return world.pipeline.refuse(error, requestId);
  }
}

/** Nothing waits before a subscription is noted: what comes behind it on the socket must find it there. */
async function prepare({ app, pipeline }: OperationWorld, operation: NumberedOperation): Promise<ExecutionArgs> {
  const { session, id, payload } = operation;
  const document = pipeline.check(payload.query);
  const operationName = payload.operationName ?? null;
  const kind = getOperationAST(document, operationName)?.operation;
  if (kind === undefined) throw new GraphQLError('Could not determine what operation to execute.');
  const variableValues = payload.variables ?? {};
  const isLive = kind === 'subscription';
  if (isLive) session.subscriptionStarting(id);
  const live = isLive ? { id, query: payload.query, operationName, variables: variableValues, document } : null;
  const contextValue = createContext(app, operation, live);
  if (session.operationCount > app.config.sockets.operationsMax) throw tooManyOperations(app);
  await pipeline.admit(contextValue);
  return { schema: pipeline.schema, document, operationName, variableValues, contextValue, rootValue: undefined };
}

function createContext(app: AppContext, operation: NumberedOperation, liveOperation: LiveOperation | null): RequestContext {
  const { session, client, requestId } = operation;
  return {
    app,
    requestId,
    viewer: session.viewer,
    client,
    loaders: new Loaders(app),
    socket: session,
    liveOperation,
    setCookie: () => undefined,
  };
}

const tooManyOperations = (app: AppContext) =>
  new AppError('RATE_LIMITED', `At most ${app.config.sockets.operationsMax} operations run on one socket.`, { retryAfterMs: 1000 });
