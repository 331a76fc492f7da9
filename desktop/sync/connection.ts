import { ApiError, unreachable } from './api-error.ts';
import { backoffMs } from './backoff.ts';
import type { Platform, Stop } from './platform.ts';
import { type Readable, Signal } from './signal.ts';
import { CLOSED_ABNORMALLY, Socket } from './socket.ts';
import type { WireEvent } from './wire.ts';

const RETRY = { firstMs: 500, maxMs: 30_000 } as const;
/** The server has enough of us for now: come back later than after a broken cable. */
const TOO_MANY_RETRY = { firstMs: 10_000, maxMs: 60_000 } as const;
const PROBE_TIMEOUT_MS = 4_000;
const PROBE = 'query Probe { __typename }';

export interface ConnectionState {
  readonly state: 'connecting' | 'catching-up' | 'online' | 'offline';
  /** When the next attempt starts, in milliseconds since 1970. */
  readonly retryAt?: number;
}

export interface ConnectionEnds {
  readonly url: string;
  readonly webSocketImpl?: unknown;
  readonly platform: Platform;
  /** A token that is valid now. Rejects with UNAUTHENTICATED when there is none to be had any more. */
  readonly accessToken: () => Promise<string>;
  /** The server took the token no more. */
  readonly onTokenRefused: () => void;
  /** A new socket follows the events: bring what was missed (buffering events), resolve when all of it is applied. */
  readonly catchUp: () => Promise<void>;
  readonly onEvent: (event: WireEvent) => void;
}

/**
 * Keeps one socket to the server. On every one: subscribe first, catch up, then stream (architecture 4). A lost one is replaced after a
 * growing, random pause; at once when the device says that its network is back, or when the server says so.
 */
export class Connection {
  readonly #ends: ConnectionEnds;
  readonly #state = new Signal<ConnectionState>({ state: 'connecting' });
  #socket: Socket | null = null;
  #failures = 0;
  #isClosed = false;
  #stopRetry: Stop = () => {};
  #stopHints: Stop = () => {};

  constructor(ends: ConnectionEnds) {
    this.#ends = ends;
  }

  get state(): Readable<ConnectionState> {
    return this.#state;
  }

  start(): void {
    const { platform } = this.#ends;
    const stops = [platform.onWake(() => this.#onWake()), platform.onNetworkLost(() => this.#socket?.close())];
    this.#stopHints = () => {
      for (const stop of stops) stop();
    };
    void this.#connect();
  }

  /** Tries now instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.#isClosed || this.#state.get().state !== 'offline') return;
    this.#stopRetry();
    void this.#connect();
  }

  /** Asks over the socket, also while catching up. Rejects with UNAVAILABLE without one. */
  request<T>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    return this.#socket?.request<T>(document, variables) ?? Promise.reject(unreachable());
  }

  /** What was fetched does not fit together: start again, and with it catch up. */
  restart(): void {
    this.#socket?.close();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopRetry();
    this.#stopHints();
    this.#socket?.close();
    this.#socket = null;
  }

  async #connect(): Promise<void> {
    this.#state.set({ state: 'connecting' });
    try {
      const accessToken = await this.#ends.accessToken();
      if (!this.#isClosed) this.#open(accessToken);
    } catch (error) {
      // Without a session there is nothing to connect for; whoever watches the session closes this.
      const isSignedOut = error instanceof ApiError && error.code === 'UNAUTHENTICATED';
      if (!isSignedOut) this.#retryLater(backoffMs(this.#nextFailure(), RETRY, this.#ends.platform.random));
    }
  }

  #open(accessToken: string): void {
    const { url, webSocketImpl, platform, onEvent } = this.#ends;
    const socket: Socket = new Socket({
      url,
      accessToken,
      webSocketImpl,
      platform,
      onReady: () => void this.#catchUp(socket),
      onEvent,
      onClosed: (code) => this.#onClosed(code),
    });
    this.#socket = socket;
  }

  async #catchUp(socket: Socket): Promise<void> {
    this.#state.set({ state: 'catching-up' });
    try {
      await this.#ends.catchUp();
    } catch {
      socket.close();
      return;
    }
    if (this.#socket !== socket) return;
    this.#failures = 0;
    this.#state.set({ state: 'online' });
  }

  #onClosed(code: number): void {
    this.#socket = null;
    if (this.#isClosed) return;
    if (code === 4401 || code === 4403) this.#ends.onTokenRefused();
    this.#retryLater(this.#pauseAfter(code, this.#nextFailure()));
  }

  /** A first failure that the server asked for, to renew the token, to catch up (4900 and above) or while it restarts (1012), is mended at once. */
  #pauseAfter(code: number, failures: number): number {
    const { random } = this.#ends.platform;
    if (code === 4429) return backoffMs(failures, TOO_MANY_RETRY, random);
    const isAsked = code === 1012 || code === 4401 || code === 4403 || (code >= 4900 && code < 5000);
    return isAsked && failures === 1 ? 0 : backoffMs(failures, RETRY, random);
  }

  #nextFailure(): number {
    this.#failures += 1;
    return this.#failures;
  }

  #retryLater(delayMs: number): void {
    if (this.#isClosed) return;
    const { platform } = this.#ends;
    this.#state.set({ state: 'offline', retryAt: platform.now() + delayMs });
    this.#stopRetry = platform.setTimer(delayMs, () => this.retryNow());
  }

  /** The network is back, or the device woke: an open socket may be dead without knowing. */
  #onWake(): void {
    this.retryNow();
    const socket = this.#socket;
    if (socket === null || this.#state.get().state !== 'online') return;
    socket.request(PROBE, {}, PROBE_TIMEOUT_MS).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'UNAVAILABLE') socket.close(CLOSED_ABNORMALLY);
    });
  }
}
