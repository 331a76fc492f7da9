import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import type { LiveEvent } from './events.ts';
import { encodeTextFrame } from './frame.ts';

/** The operation of one or more subscribers: what it asks of an event, and under which id its answers travel. */
export interface LiveOperation {
  readonly id: string;
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly document: DocumentNode;
}

/** Subscribers of equal views get the same bytes for an event. */
export const viewKey = ({ id, query, operationName, variables }: LiveOperation) => JSON.stringify([id, operationName, variables, query]);

/** All subscribers with the same operation: an event is executed, serialised and framed once for them (architecture 2.7). */
export class View {
  readonly #schema: GraphQLSchema;
  readonly #operation: LiveOperation;
  #lastEvent: object | null = null;
  #lastFrame: Buffer | null = null;

  constructor(schema: GraphQLSchema, operation: LiveOperation) {
    this.#schema = schema;
    this.#operation = operation;
  }

  /** The `next` frame of an event, made once. Event types hold no viewer-dependent field, so there is no viewer in the context. */
  frame(event: LiveEvent): Buffer {
    if (this.#lastEvent === event && this.#lastFrame !== null) return this.#lastFrame;
    const { id, document, operationName, variables } = this.#operation;
    const result = execute({
      schema: this.#schema,
      document,
      operationName,
      variableValues: variables,
      rootValue: event,
      contextValue: EVENT_CONTEXT,
    });
    if (result instanceof Promise) throw new Error('A field of an event waited: events carry all that they show.');
    this.#lastEvent = event;
    // What this version cannot show, of a later one that serves beside it, is lost to its clients as any event may be: they ask for what they miss.
    this.#lastFrame = result.data == null ? NO_FRAME : encodeTextFrame(JSON.stringify({ id, type: 'next', payload: result }));
    return this.#lastFrame;
  }
}

const NO_FRAME = Buffer.alloc(0);

/** Execution context of events: nobody looks. */
const EVENT_CONTEXT = Object.freeze({ viewer: null });

/** The views in use on this node, by key, counted. */
export class Views {
  readonly #schema: () => GraphQLSchema;
  readonly #views = new Map<string, { view: View; users: number }>();

  constructor(schema: () => GraphQLSchema) {
    this.#schema = schema;
  }

  acquire(operation: LiveOperation): View {
    const key = viewKey(operation);
    const entry = this.#views.get(key) ?? { view: new View(this.#schema(), operation), users: 0 };
    entry.users += 1;
    this.#views.set(key, entry);
    return entry.view;
  }

  release(operation: LiveOperation): void {
    const key = viewKey(operation);
    const entry = this.#views.get(key);
    if (entry === undefined) return;
    entry.users -= 1;
    if (entry.users === 0) this.#views.delete(key);
  }
}
