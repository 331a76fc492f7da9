import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import {
  type ASTVisitor,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  subscribe,
  type ValidationContext,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { AppContext, RequestContext } from '../context.ts';
import { GRAPHIQL_EXAMPLES } from './graphiql-examples.ts';
import { HotOperations } from './hot-operations.ts';
import { schema } from './index.ts';
import { createErrorMask } from './masking.ts';
import { OperationReports, type OperationRun, startRun } from './operation-report.ts';
import { renderPlayground } from './playground.ts';

/** Fields that try a secret: one of them per document, so that limits count what is tried (security G4). */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['register', 'login', 'refresh']);

function oneSecretFieldRule(context: ValidationContext): ASTVisitor {
  let count = 0;
  return {
    Field(node) {
      if (context.getParentType()?.name !== 'Mutation' || !SECRET_FIELDS.has(node.name.value)) return;
      count += 1;
      if (count > 1) context.reportError(new GraphQLError('Register, log in or refresh once per request.', { nodes: node }));
    },
  };
}

/** Events travel over the WebSocket only: an HTTP answer has one end. */
const NO_SUBSCRIPTIONS: Plugin = {
  onSubscribe({ setResultAndStopExecution }) {
    const extensions = { code: 'VALIDATION_ERROR', retryable: false, http: { status: 400 } };
    setResultAndStopExecution({ errors: [new GraphQLError('Events travel over the WebSocket only.', { extensions })] });
  },
};

function ownRules(app: AppContext, mask: (error: unknown) => GraphQLError): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(oneSecretFieldRule);
      if (!app.config.introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map(mask));
      };
    },
  };
}

/** Both ways run on the same engine: Yoga's own allocates several times as much for the same answer. */
function engine(hot: HotOperations): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn((operation: ExecutionArgs) => hot.run(operation));
    },
  };
}

/** What an operation over HTTP brings along before its context is complete. */
interface ServerContext {
  readonly requestContext: RequestContext;
  readonly run: OperationRun;
}

/** Over HTTP an operation ends where its answer is made, refusals of every kind included. */
function reporting(reports: OperationReports): Plugin<Partial<ServerContext>, Partial<ServerContext>> {
  return {
    onExecute({ args: { document, operationName, contextValue } }) {
      if (contextValue.run !== undefined) reports.name(contextValue.run, document, operationName);
    },
    onResultProcess({ result, setResult, serverContext: { run } }) {
      if (run !== undefined && !Array.isArray(result) && !(Symbol.asyncIterator in result)) setResult(reports.finish(run, result));
    },
  };
}

/** Why an operation does not run, as the client may see it. */
export class RefusedOperation extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The operation is refused.');
    this.errors = errors;
  }
}

/** Texts of operations whose documents are kept, in characters: a client has some dozens. */
const CHECKED_MAX_CHARACTERS = 4_000_000;

/**
 * The one way of every operation, HTTP or WebSocket (security W6): parse and validate within bounds (G4), count, execute, mask errors.
 * Over HTTP Yoga walks it in one go; over a socket the steps are taken one by one, without what HTTP needs in between.
 */
export class Pipeline {
  readonly schema = schema;
  /** Makes what a client sees of an error. */
  readonly maskError: (error: unknown) => GraphQLError;
  readonly reports: OperationReports;
  readonly #limits: AppContext['limits'];
  readonly #hot = new HotOperations();
  readonly #yoga: Yoga;
  readonly #checked = new LRUCache<string, DocumentNode>({
    maxSize: CHECKED_MAX_CHARACTERS,
    sizeCalculation: (_document, query) => query.length,
  });

  constructor(app: AppContext) {
    this.maskError = createErrorMask(app);
    this.reports = new OperationReports(schema, app);
    this.#limits = app.limits;
    this.#yoga = createHttpWay(app, this, this.#hot);
  }

  /** Answers a request over HTTP. */
  async fetch(url: URL, request: RequestInit, requestContext: RequestContext): Promise<Response> {
    return await this.#yoga.fetch(url, request, { requestContext, run: startRun(requestContext.requestId) });
  }

  /** The document of an operation within all bounds; who asks does not matter here, so what has passed passes again. Throws the refusal. */
  check(query: string): DocumentNode {
    const known = this.#checked.get(query);
    if (known !== undefined) return known;
    const { parse, validate } = this.#yoga.getEnveloped();
    const document: DocumentNode = parse(query);
    const errors: readonly GraphQLError[] = validate(schema, document);
    if (errors.length > 0) throw new RefusedOperation(errors);
    this.#checked.set(query, document);
    return document;
  }

  /** Counts the operation. Rejects with RATE_LIMITED when it is one too many. */
  async admit({ viewer }: RequestContext): Promise<void> {
    if (viewer !== null) await this.#limits.consume('operations', viewer.userId);
  }

  /** Runs a query or a mutation that was checked and admitted. */
  execute(operation: ExecutionArgs): Promise<ExecutionResult> | ExecutionResult {
    const run = this.#startRun(operation);
    const result = this.#hot.run(operation);
    return result instanceof Promise ? result.then((each) => this.#finish(run, each)) : this.#finish(run, result);
  }

  /** Opens a subscription that was checked and admitted, or gives why not. */
  async subscribe(operation: ExecutionArgs) {
    const run = this.#startRun(operation);
    const result = await subscribe(operation);
    if (!(Symbol.asyncIterator in result)) return this.#finish(run, result);
    this.reports.finish(run, {});
    return result;
  }

  /** What a client sees of an operation that does not run. */
  refuse(error: unknown, requestId: string): readonly GraphQLError[] {
    const errors = error instanceof RefusedOperation ? error.errors : [this.maskError(error)];
    return this.reports.finish(startRun(requestId), { errors }).errors;
  }

  #startRun({ contextValue, document, operationName }: ExecutionArgs): OperationRun {
    const run = startRun((contextValue as RequestContext).requestId);
    this.reports.name(run, document, operationName);
    return run;
  }

  #finish(run: OperationRun, result: ExecutionResult): ExecutionResult {
    const { errors } = result;
    return this.reports.finish(run, errors === undefined ? result : { ...result, errors: errors.map(this.maskError) });
  }
}

type Yoga = ReturnType<typeof createHttpWay>;

function createHttpWay(app: AppContext, pipeline: Pipeline, hot: HotOperations) {
  const { query, graphiql } = app.config;
  const { maskError } = pipeline;
  return createYoga<ServerContext, RequestContext>({
    schema,
    context: async ({ requestContext }) => {
      await pipeline.admit(requestContext);
      return requestContext;
    },
    multipart: false,
    batching: false,
    cors: false,
    landingPage: false,
    logging: false,
    graphqlEndpoint: '/graphql',
    parserAndValidationCache: true,
    maskedErrors: { maskError },
    renderGraphiQL: renderPlayground,
    graphiql: graphiql && { title: 'Parley API', subscriptionsProtocol: 'WS', defaultTabs: GRAPHIQL_EXAMPLES, shouldPersistHeaders: true },
    plugins: [
      EnvelopArmorPlugin({
        costLimit: { enabled: false },
        blockFieldSuggestion: { enabled: !app.config.introspection },
        maxDepth: { n: query.maxDepth, ignoreIntrospection: true, flattenFragments: true },
        maxTokens: { n: query.maxTokens },
        maxAliases: { n: query.maxAliases },
        maxDirectives: { n: query.maxDirectives },
      }) as Plugin,
      NO_SUBSCRIPTIONS,
      ownRules(app, maskError),
      engine(hot),
      reporting(pipeline.reports),
    ],
  });
}
