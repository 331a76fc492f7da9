import { type Client, createClient } from 'graphql-ws';
import { AttentiveSocket } from './attentive-socket.ts';

/** What the server said instead of a result. */
export class Failure extends Error {
  readonly code: string;
  readonly retryable: boolean;
  /** When the server wants to be asked again; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    { code, retryable, retryAfterMs = null }: { code: string; retryable: boolean; retryAfterMs?: number | null },
  ) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Gone without a word: the connection broke, or nothing was heard for too long. */
export const CLOSED_ABNORMALLY = 1006;

/** How long an answer may take before the socket is taken for dead; a server without its database needs 10 s to say so. */
const ANSWER_TIMEOUT_MS = 15_000;

/** The socket is gone; whether what was under way took effect is unknown. */
const lost = () => new Failure('The socket closed.', { code: 'CLOSED', retryable: true });

interface Result<T> {
  readonly data?: T | null;
  readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/** One socket of a client that reconnects by its own rules: it lives once, and everything under way fails when it ends. */
export class Connection {
  /** Resolves with the close code when the socket is gone. */
  readonly closed: Promise<number>;
  readonly #client: Client;
  readonly #closed = Promise.withResolvers<number>();
  #socket: AttentiveSocket | null = null;
  #isClosed = false;

  private constructor(port: number, token: string) {
    this.closed = this.#closed.promise;
    this.#client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: AttentiveSocket.heldBy((socket) => {
        this.#socket = socket;
      }),
      lazy: false,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => undefined,
      on: { closed: (event) => this.#onClosed(codeOf(event)) },
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

  /** Rejects with a `Failure` for an error of the server or when the socket ends first; no answer for too long ends it. */
  async run<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    if (this.#isClosed) throw lost();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    void this.closed.then(() => reject(lost()));
    this.#client.subscribe<T>(
      { query, variables },
      {
        next: (result) => settle(result as Result<T>, { resolve, reject }),
        error: (error) => reject(toFailure(error)),
        complete: () => undefined,
      },
    );
    const timer = setTimeout(() => this.close(), ANSWER_TIMEOUT_MS);
    return promise.finally(() => clearTimeout(timer));
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

  /** At once, whether or not the other side hears of it. */
  close(): void {
    this.#socket?.terminate();
    this.#onClosed(CLOSED_ABNORMALLY);
  }

  #onClosed(code: number): void {
    this.#isClosed = true;
    this.#closed.resolve(code);
  }
}

/** The server's close code; graphql-ws gives what ended the socket, a refused connect too. */
function codeOf(event: unknown): number {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number' ? event.code : CLOSED_ABNORMALLY;
}

function settle<T>(result: Result<T>, { resolve, reject }: { resolve: (data: T) => void; reject: (failure: Failure) => void }): void {
  if (result.errors === undefined && result.data) resolve(result.data);
  else reject(toFailure(result.errors));
}

function toFailure(error: unknown): Failure {
  if (!Array.isArray(error)) return lost();
  const [{ message, extensions }] = error as [{ message: string; extensions?: Record<string, unknown> }];
  const { code, retryable, retryAfterMs } = extensions ?? {};
  return new Failure(message, {
    code: String(code),
    retryable: retryable === true,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
  });
}
