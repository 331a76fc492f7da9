import type pg from 'pg';
import type { Dialect } from './dialects/dialect.ts';
import type { Door } from './load-socket.ts';
import type { Person } from './people.ts';

export interface GroundOptions {
  /** Server processes; more than one share Redis. */
  readonly nodes?: number;
  /** Options of Node for them. */
  readonly nodeOptions?: readonly string[];
}

/** A server under test, freshly started on an empty database, and how a workload furnishes it. */
export interface Ground {
  readonly dialect: Dialect;
  /** One for each node. */
  readonly ports: readonly number[];
  readonly serverPids: readonly number[];
  /** Null where the server uses none. */
  readonly redisPid: number | null;
  makePeople(count: number): Promise<Person[]>;
  makeGroup(people: readonly Person[], name: string): Promise<string>;
  /** Where the conversation ends now, as `Dialect.missed` counts. */
  endOf(conversationId: string, member: Person): Promise<string>;
  /** Opens a connection to its database; undefined where a workload may not look behind the API. */
  connect?(): Promise<pg.Client>;
  /** Ends what was started; what the server said last, where it said anything. */
  close(): Promise<string>;
}

/** The nodes take people in turn. */
export function doorOf({ ports, dialect }: Ground, { token }: Person, index: number): Door {
  const port = ports[index % ports.length];
  if (port === undefined) throw new Error('No server runs.');
  return { port, dialect, token };
}
