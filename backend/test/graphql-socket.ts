import { WebSocket } from 'ws';
import type { ApiError, ApiResult, TestPerson } from './api-client.ts';
import { Inbox } from './inbox.ts';
import { takeRequestIds } from './request-ids.ts';
import type { TestServer } from './test-server.ts';

/** A message of graphql-transport-ws as it came. */
export interface ProtocolMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface SocketOptions {
  readonly origin?: string;
  readonly protocol?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** A bare socket: sends what it is told, well-formed or not. */
export class GraphqlSocket {
  readonly webSocket: WebSocket;
  readonly inbox = new Inbox<ProtocolMessage>();
  /** Resolves when the upgrade was accepted. */
  readonly opened: Promise<void>;
  /** Resolves with the HTTP status that refused the upgrade. */
  readonly refused: Promise<number>;
  /** Resolves with the code the server closed it with. */
  readonly closed: Promise<number>;
  #lastId = 0;

  constructor(
    server: Pick<TestServer, 'socketUrl'>,
    { origin, protocol = 'graphql-transport-ws', path = '', headers = {} }: SocketOptions = {},
  ) {
    this.webSocket = new WebSocket(`${server.socketUrl}${path}`, protocol, { headers, ...(origin === undefined ? {} : { origin }) });
    this.opened = new Promise((resolve) => this.webSocket.once('open', resolve));
    this.refused = new Promise((resolve) =>
      this.webSocket.once('unexpected-response', (request, response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      }),
    );
    this.closed = new Promise((resolve) => this.webSocket.once('close', resolve));
    this.webSocket.on('message', (data) => this.inbox.add(JSON.parse(String(data)) as ProtocolMessage));
    this.webSocket.on('error', () => undefined);
  }

  send(message: object | string | Buffer): void {
    this.webSocket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Sends `connection_init`; resolves when it is acknowledged. */
  async init(person?: Pick<TestPerson, 'token'>): Promise<void> {
    await this.opened;
    this.send({ type: 'connection_init', ...(person && { payload: { authorization: `Bearer ${person.token}` } }) });
    await this.inbox.next(({ type }) => type === 'connection_ack');
  }

  /** Starts an operation without waiting; gives its id. */
  start(query: string, variables?: object): string {
    this.#lastId += 1;
    const id = `operation-${this.#lastId}`;
    this.send({ type: 'subscribe', id, payload: { query, ...(variables && { variables }) } });
    return id;
  }

  /** Runs an operation to its first answer. */
  async run<T>(query: string, variables?: object): Promise<ApiResult<T>> {
    const id = this.start(query, variables);
    const { type, payload } = await this.inbox.next((message) => message.id === id);
    return takeRequestIds(type === 'error' ? { errors: payload as ApiError[] } : (payload as ApiResult<T>));
  }

  close(): void {
    this.webSocket.close();
  }
}

/** A bare socket that has signed in, or is anonymous. */
export async function openSocket(server: Pick<TestServer, 'socketUrl'>, person?: Pick<TestPerson, 'token'>): Promise<GraphqlSocket> {
  const socket = new GraphqlSocket(server);
  await socket.init(person);
  return socket;
}
