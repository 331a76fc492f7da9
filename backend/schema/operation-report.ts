import { performance } from 'node:perf_hooks';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { Metrics } from '../platform/metrics.ts';

/** What an operation is called in metrics and in the log: never by a name that its client chose, so there are only so many. */
export interface OperationName {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** A root field of the schema, `introspection`, or `several`. */
  readonly field: string;
}

/** One operation on its way. */
export interface OperationRun {
  /** In the answer, in every error of it and in the log: by it an operation is found again. */
  readonly requestId: string;
  /** By `performance.now()`. */
  readonly startedAt: number;
  /** Null as long as nothing says what is asked: its text may be none that the schema allows. */
  operation: OperationName | null;
}

export const startRun = (requestId: string): OperationRun => ({ requestId, startedAt: performance.now(), operation: null });

interface Result {
  readonly errors?: readonly GraphQLError[] | undefined;
}

/** Notes how operations end: how long they took, and of those that failed what, why and under which request id. Of what they say, nothing. */
export class OperationReports {
  readonly #schema: GraphQLSchema;
  readonly #log: Logger;
  readonly #seconds: Metrics['operationSeconds'];
  readonly #names = new WeakMap<OperationDefinitionNode, OperationName>();

  constructor(schema: GraphQLSchema, { log, metrics }: { log: Logger; metrics: Pick<Metrics, 'operationSeconds'> }) {
    this.#schema = schema;
    this.#log = log;
    this.#seconds = metrics.operationSeconds;
  }

  /** Says what is asked, from a document that was checked. */
  name(run: OperationRun, document: DocumentNode, operationName: string | null | undefined): void {
    const operation = getOperationAST(document, operationName);
    if (operation == null) return;
    const name = this.#names.get(operation) ?? this.#nameOf(operation);
    this.#names.set(operation, name);
    run.operation = name;
  }

  /** Notes the end of a run; gives the result with the request id in each of its errors. */
  finish<T extends Result>(run: OperationRun, result: T): T {
    const seconds = (performance.now() - run.startedAt) / 1000;
    if (run.operation !== null) this.#seconds.observe(run.operation, seconds);
    const entry = { requestId: run.requestId, ...run.operation, ms: Math.round(seconds * 1000) };
    if (result.errors === undefined) {
      this.#log.debug(entry, 'an operation succeeded');
      return result;
    }
    for (const error of result.errors) this.#tell(error, entry);
    return { ...result, errors: result.errors.map((error) => withRequestId(error, run.requestId)) };
  }

  /** An expected failure by its code and the input it names; one of ours with its stack. The message may repeat what the client sent. */
  #tell({ extensions: { code, field: input }, originalError, path }: GraphQLError, entry: object): void {
    const line = { ...entry, code, ...(path && { path: path.join('.') }), ...(input !== undefined && { input }) };
    if (code === 'INTERNAL') this.#log.error({ ...line, err: originalError?.cause ?? originalError }, 'an operation failed unexpectedly');
    else this.#log.info(line, 'an operation failed');
  }

  #nameOf({ operation: kind, selectionSet }: OperationDefinitionNode): OperationName {
    const names = new Set(selectionSet.selections.map((each) => (each.kind === Kind.FIELD ? each.name.value : null)));
    const [name = null] = names;
    if (names.size !== 1 || name === null) return { kind, field: 'several' };
    if (name.startsWith('__')) return { kind, field: 'introspection' };
    return { kind, field: this.#schema.getRootType(kind)?.getFields()[name]?.name ?? 'several' };
  }
}

function withRequestId(error: GraphQLError, requestId: string): GraphQLError {
  const { message, nodes = null, source = null, positions = null, path = null, originalError = null, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions: { ...extensions, requestId } });
}
