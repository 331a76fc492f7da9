import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FieldNode,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

/** Executions of a document before it is worth compiling, which costs some milliseconds: who asks for something once pays nothing. */
const HOT_AFTER = 30;

/** Documents that are counted or compiled; a client has some dozens. */
const DOCUMENTS_MAX = 1000;

type Runner = (operation: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

interface Heat {
  count: number;
  run: Runner | null;
}

/**
 * Runs queries and mutations as graphql-js does, those that come again and again compiled: a send at half the cost, a page of changes at
 * 40 % (docs/decisions/0016). Nobody can tell which way an answer was made.
 */
export class HotOperations {
  readonly #hotAfter: number;
  readonly #documents = new LRUCache<DocumentNode, Heat>({ max: DOCUMENTS_MAX });

  constructor(hotAfter: number = HOT_AFTER) {
    this.#hotAfter = hotAfter;
  }

  run(operation: ExecutionArgs): Promise<ExecutionResult> | ExecutionResult {
    const heat = this.#documents.get(operation.document) ?? this.#meet(operation.document);
    heat.count += 1;
    if (heat.run === null && heat.count > this.#hotAfter) heat.run = compile(operation);
    return (heat.run ?? execute)(operation);
  }

  #meet(document: DocumentNode): Heat {
    const heat: Heat = { count: 0, run: null };
    this.#documents.set(document, heat);
    return heat;
  }
}

/** graphql-js itself for a document that is not fit to be compiled. */
function compile({ schema, document }: ExecutionArgs): Runner {
  const [definition, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0 || !isPlain(document)) return execute;
  const inputs = definition.variableDefinitions?.map(({ type }) => typeFromAST(schema, type)) ?? [];
  if (!inputs.every((input) => input !== undefined && isBounded(input))) return execute;
  const compiled = compileQuery(schema, document);
  return isCompiledQuery(compiled) ? runnerOf(compiled, definition) : execute;
}

/**
 * Whether nothing of the text is free to choose but names of the schema, aliases and variables: the compiler writes them into the code of a
 * function, and a string there would be code that somebody sent us, were it ever quoted wrongly.
 */
function isPlain(document: DocumentNode): boolean {
  let plain = true;
  const spoil = () => {
    plain = false;
    return BREAK;
  };
  visit(document, {
    StringValue: spoil,
    FloatValue: spoil,
    ObjectValue: spoil,
    Name: ({ value }) => (value === '__proto__' ? spoil() : undefined),
  });
  return plain;
}

/** The compiler unfolds the inputs of variables; with one that holds another of its kind it would never end. */
function isBounded(type: GraphQLType, above: readonly GraphQLInputObjectType[] = []): boolean {
  const input = getNamedType(type);
  if (!isInputObjectType(input)) return true;
  return !above.includes(input) && Object.values(input.getFields()).every((field) => isBounded(field.type, [...above, input]));
}

function runnerOf(compiled: CompiledQuery, { name }: OperationDefinitionNode): Runner {
  return (operation) => {
    const { rootValue, contextValue, variableValues, operationName } = operation;
    if (operationName !== null && operationName !== undefined && operationName !== name?.value) return execute(operation);
    const result = compiled.query(rootValue, contextValue, variableValues ?? {});
    return result instanceof Promise ? result.then((each) => settle(each, operation)) : settle(result, operation);
  };
}

/** Without data nothing has run yet, the variables do not fit: graphql-js finds the words. */
function settle(result: ExecutionResult, operation: ExecutionArgs): Promise<ExecutionResult> | ExecutionResult {
  if (result.errors === undefined) return result;
  if (result.data === undefined) return execute(operation);
  return { errors: result.errors.map((error) => withNodes(error, operation.document)), data: result.data };
}

/** The compiler's errors know line and column only; who makes another error of one needs the fields themselves. */
function withNodes({ message, locations, path, originalError }: GraphQLError, document: DocumentNode): GraphQLError {
  const nodes: FieldNode[] = [];
  visit(document, {
    Field(node) {
      const start = node.loc?.startToken;
      if (locations?.some(({ line, column }) => line === start?.line && column === start.column)) nodes.push(node);
    },
  });
  return new GraphQLError(message, { nodes, path, originalError });
}
