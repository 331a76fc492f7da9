import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What the server said instead of a result. */
export class Failure extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(message: string, { code, retryable }: { code: string; retryable: boolean }) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}

/** The socket is gone; whether what was under way took effect is unknown. */
const lost = () => new Failure('The socket closed.', { code: 'CLOSED', retryable: true });

interface Result<T> {
  readonly data?: T | null;
  readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/** One socket of a client that reconnects by its own rules: it lives once, and everything under way fails when it ends. */
export class Connection {
  /** Resolves when the socket is gone. */
  readonly closed: Promise<void>;
  readonly #client: Client;
  #isClosed = false;

  private constructor(port: number, token: string) {
    const closed = Promise.withResolvers<void>();
    this.closed = closed.promise;
    this.#client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => undefined,
      on: {
        closed: () => {
          this.#isClosed = true;
          closed.resolve();
        },
      },
    });
  }

  /** Rejects with a `Failure` when there is nobody to connect to. */
  static async open(port: number, token: string): Promise<Connection> {
    const connection = new Connection(port, token);
    const connected = new Promise<true>((resolve) => connection.#client.on('connected', () => resolve(true)));
    const isConnected = await Promise.race([connected, connection.closed.then(() => false)]);
    if (!isConnected) throw lost();
    return connection;
  }

  /** Rejects with a `Failure` for an error of the server or when the socket ends first. */
  run<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    if (this.#isClosed) return Promise.reject(lost());
    return new Promise<T>((resolve, reject) => {
      void this.closed.then(() => reject(lost()));
      this.#client.subscribe<T>(
        { query, variables },
        {
          next: (result) => settle(result as Result<T>, { resolve, reject }),
          error: (error) => reject(toFailure(error)),
          complete: () => undefined,
        },
      );
    });
  }

  /** Follows a subscription until the socket ends; a subscription that the server refuses ends the socket. */
  follow<T>(query: string, onNext: (data: T) => void): void {
    this.#client.subscribe<T>(
      { query },
      {
        next: ({ data }) => {
          if (data) onNext(data);
        },
        error: () => this.close(),
        complete: () => this.close(),
      },
    );
  }

  close(): void {
    void this.#client.dispose();
  }
}

function settle<T>(result: Result<T>, { resolve, reject }: { resolve: (data: T) => void; reject: (failure: Failure) => void }): void {
  if (result.errors === undefined && result.data) resolve(result.data);
  else reject(toFailure(result.errors));
}

function toFailure(error: unknown): Failure {
  if (!Array.isArray(error)) return lost();
  const [{ message, extensions }] = error as [{ message: string; extensions?: { code?: unknown; retryable?: unknown } }];
  return new Failure(message, { code: String(extensions?.code), retryable: extensions?.retryable === true });
}
