import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { type ASTVisitor, GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { AppContext, RequestContext } from '../context.ts';
import { GRAPHIQL_EXAMPLES } from './graphiql-examples.ts';
import { schema } from './index.ts';
import { createErrorMask } from './masking.ts';

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

/** What an operation brings along before its context is complete: over HTTP made from the request, over a socket by its session. */
export interface ServerContext {
  readonly requestContext: RequestContext;
}

/**
 * The one way of every operation, HTTP or WebSocket (security W6): parse and validate within bounds (G4), execute, mask errors.
 * Fastify calls it for HTTP, the socket server through `getEnveloped`.
 */
export function createPipeline(app: AppContext) {
  const { query, graphiql } = app.config;
  const maskError = createErrorMask(app);
  return createYoga<ServerContext, RequestContext>({
    schema,
    context: async ({ requestContext }) => {
      const { viewer } = requestContext;
      if (viewer !== null) await app.limits.consume('operations', viewer.userId);
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
    renderGraphiQL,
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
      ownRules(app, maskError),
    ],
  });
}

export type Pipeline = ReturnType<typeof createPipeline>;
