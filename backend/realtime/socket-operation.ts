import { randomUUID } from 'node:crypto';
import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { AppContext, ClientInfo, RequestContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { createLoaders } from '../loaders.ts';
import type { Pipeline } from '../schema/pipeline.ts';
import type { SocketSession } from './socket-session.ts';
import type { LiveOperation } from './view.ts';

type Enveloped = ReturnType<Pipeline['getEnveloped']>;

/** What graphql-ws runs: an operation that has passed all checks, with the pipeline's own way to run it. */
export interface EnvelopedArgs extends ExecutionArgs {
  executeEnveloped(args: ExecutionArgs): ReturnType<Enveloped['execute']>;
  subscribeEnveloped(args: ExecutionArgs): ReturnType<Enveloped['subscribe']>;
}

/** An operation as it came over a socket. */
export interface SocketOperation {
  readonly id: string;
  readonly payload: SubscribePayload;
  readonly session: SocketSession;
  readonly client: ClientInfo;
}

/** What operations run with; `maskError` is the one of HTTP (security W6). */
export interface OperationWorld {
  readonly app: AppContext;
  readonly pipeline: Pipeline;
  readonly maskError: (error: unknown) => GraphQLError;
}

/** Parses, validates and gives the context of one operation: the same pipeline as over HTTP (security W6). */
export async function prepareOperation(
  world: OperationWorld,
  operation: SocketOperation,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { session, id } = operation;
  session.operationCount += 1;
  try {
    return await prepare(world, operation);
  } catch (error) {
    session.operationCount -= 1;
    session.subscriptionSettled(id);
    return error instanceof ValidationErrors ? error.errors : [world.maskError(error)];
  }
}

/** Nothing waits before a subscription is noted: what comes behind it on the socket must find it there. */
async function prepare({ app, pipeline }: OperationWorld, operation: SocketOperation): Promise<EnvelopedArgs> {
  const { session, id, payload } = operation;
  const requestContext = createContext(app, operation);
  const enveloped = pipeline.getEnveloped({ requestContext, params: payload, request: undefined });
  const document = parseChecked(enveloped, payload.query);
  const operationName = payload.operationName ?? null;
  const kind = getOperationAST(document, operationName)?.operation;
  if (kind === undefined) throw new GraphQLError('Could not determine what operation to execute.');
  const variables = payload.variables ?? {};
  if (kind === 'subscription') {
    session.subscriptionStarting(id);
    requestContext.liveOperation = { id, query: payload.query, operationName, variables, document };
  }
  if (session.operationCount > app.config.sockets.operationsMax) throw tooManyOperations(app);
  return {
    schema: enveloped.schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: await enveloped.contextFactory(),
    rootValue: undefined,
    executeEnveloped: enveloped.execute,
    subscribeEnveloped: enveloped.subscribe,
  };
}

/** What validation said; the pipeline has masked it. */
class ValidationErrors extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The operation is not valid.');
    this.errors = errors;
  }
}

function parseChecked({ schema, parse, validate }: Enveloped, query: string): DocumentNode {
  const document = parse(query);
  const errors: readonly GraphQLError[] = validate(schema, document);
  if (errors.length > 0) throw new ValidationErrors(errors);
  return document;
}

function createContext(app: AppContext, { session, client }: SocketOperation) {
  const liveOperation: LiveOperation | null = null;
  return {
    app,
    requestId: randomUUID(),
    viewer: session.viewer,
    client,
    loaders: createLoaders(app),
    socket: session,
    liveOperation,
    setCookie: () => undefined,
  } satisfies RequestContext as Omit<RequestContext, 'liveOperation'> & { liveOperation: LiveOperation | null };
}

const tooManyOperations = (app: AppContext) =>
  new AppError('RATE_LIMITED', `At most ${app.config.sockets.operationsMax} operations run on one socket.`, { retryAfterMs: 1000 });
