import { type Client, createClient, type FormattedExecutionResult } from 'graphql-ws';
import { type ApiError, toApiError, unreachable } from './api-error.ts';
import { EVENTS } from './documents.ts';
import type { Platform, Stop } from './platform.ts';
import type { WireEvent } from './wire.ts';

/** The same for everyone: the server makes one view of all clients that follow their events under this id (architecture 2.7). */
const EVENTS_ID = 'events';
const PING_MS = 12_000;
const PONG_TIMEOUT_MS = 5_000;
const ACK_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Below the server's limit of operations per socket, of which the events are one. */
const IN_FLIGHT_MAX = 12;

/** Nothing was closed by the server: the connection broke, or never came to be. */
export const CLOSED_ABNORMALLY = 1006;

export interface SocketOptions {
  readonly url: string;
  readonly accessToken: string;
  /** The WebSocket to use where the runtime has none of its own. */
  readonly webSocketImpl?: unknown;
  readonly platform: Pick<Platform, 'device' | 'setTimer' | 'randomUUID'>;
  /** The server knows who speaks, and the events are subscribed: what is asked from now on misses none of them. */
  readonly onReady: () => void;
  readonly onEvent: (event: WireEvent) => void;
  /** Called once; nothing else is called afterwards. */
  readonly onClosed: (code: number) => void;
}

interface Queued {
  readonly start: () => void;
  readonly fail: (error: ApiError) => void;
}

/** One WebSocket from its opening to its end. It never reconnects; that is the connection's part. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #client: Client;
  readonly #queue: Queued[] = [];
  #inFlight = 0;
  #isClosed = false;
  #stopPongTimer: Stop = () => {};

  constructor(options: SocketOptions) {
    this.#options = options;
    const { url, accessToken, webSocketImpl, platform } = options;
    this.#client = createClient({
      url,
      lazy: false,
      retryAttempts: 0,
      keepAlive: PING_MS,
      connectionAckWaitTimeout: ACK_TIMEOUT_MS,
      connectionParams: { authorization: `Bearer ${accessToken}`, device: platform.device },
      ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
      generateID: ({ query }) => (query === EVENTS ? EVENTS_ID : platform.randomUUID()),
      onNonLazyError: (reason) => this.#closed(codeOf(reason)),
      on: {
        connected: () => this.#follow(),
        closed: (event) => this.#closed(codeOf(event)),
        ping: (isReceived) => {
          if (!isReceived) this.#awaitPong();
        },
        pong: (isReceived) => {
          if (isReceived) this.#stopPongTimer();
        },
      },
    });
  }

  /** Asks once. Rejects with an `ApiError`: the server's, or UNAVAILABLE when no answer came in time. */
  request<T>(document: string, variables: Readonly<Record<string, unknown>> = {}, timeoutMs = REQUEST_TIMEOUT_MS): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#isClosed) reject(unreachable());
    else {
      this.#queue.push({ start: () => this.#ask<T>({ document, variables, timeoutMs }).then(resolve, reject), fail: reject });
      this.#startQueued();
    }
    return promise;
  }

  /** Ends the socket; what was asked and not answered is rejected. */
  close(code = CLOSED_ABNORMALLY): void {
    this.#closed(code);
  }

  #follow(): void {
    if (this.#isClosed) return;
    this.#client.subscribe<{ events: WireEvent }>(
      { query: EVENTS },
      {
        next: ({ data, errors }) => {
          if (this.#isClosed) return;
          if (data?.events) this.#options.onEvent(data.events);
          else if (errors) this.#closed(CLOSED_ABNORMALLY);
        },
        error: (error) => this.#closed(codeOf(error)),
        complete: () => this.#closed(CLOSED_ABNORMALLY),
      },
    );
    this.#options.onReady();
  }

  #startQueued(): void {
    while (this.#inFlight < IN_FLIGHT_MAX) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#inFlight += 1;
      next.start();
    }
  }

  async #ask<T>({
    document,
    variables,
    timeoutMs,
  }: {
    document: string;
    variables: Readonly<Record<string, unknown>>;
    timeoutMs: number;
  }): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stop = this.#client.subscribe<T>(
      { query: document, variables: { ...variables } },
      {
        next: (result) => settle(result, resolve, reject),
        error: (error) => reject(errorOf(error)),
        complete: () => reject(unreachable()),
      },
    );
    const stopTimer = this.#options.platform.setTimer(timeoutMs, () => {
      reject(unreachable());
      stop();
    });
    try {
      return await promise;
    } finally {
      stopTimer();
      this.#inFlight -= 1;
      this.#startQueued();
    }
  }

  #awaitPong(): void {
    this.#stopPongTimer();
    this.#stopPongTimer = this.#options.platform.setTimer(PONG_TIMEOUT_MS, () => this.#closed(CLOSED_ABNORMALLY));
  }

  #closed(code: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopPongTimer();
    for (const { fail } of this.#queue.splice(0)) fail(unreachable());
    this.#client.terminate();
    void this.#client.dispose();
    this.#options.onClosed(code);
  }
}

function settle<T>(
  { data, errors }: FormattedExecutionResult<T, unknown>,
  resolve: (data: T) => void,
  reject: (error: ApiError) => void,
): void {
  if (errors !== undefined && errors.length > 0) reject(toApiError(errors));
  else if (data === undefined || data === null) reject(unreachable());
  else resolve(data);
}

/** graphql-ws gives the server's errors as a list, and the end of the socket as what ended it. */
const errorOf = (error: unknown): ApiError => (Array.isArray(error) ? toApiError(error) : unreachable(error));

/** The close code; for the errors of an operation the code that means the same. */
function codeOf(reason: unknown): number {
  if (Array.isArray(reason)) return toApiError(reason).code === 'UNAUTHENTICATED' ? 4401 : CLOSED_ABNORMALLY;
  const code = typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : undefined;
  return typeof code === 'number' ? code : CLOSED_ABNORMALLY;
}
