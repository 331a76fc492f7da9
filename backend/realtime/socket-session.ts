import type { WebSocket } from 'ws';
import type { Viewer } from '../context.ts';
import type { Presence } from '../modules/presence/presence.ts';
import type { Hub, Subscriber } from './hub.ts';
import type { Outlet } from './outlet.ts';
import type { LiveOperation, Views } from './view.ts';

/** Close codes of graphql-transport-ws, and ours (4900 and above: reconnect and catch up). */
export const CLOSE = {
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  initialisationTimeout: 4408,
  tooMany: 4429,
} as const;

/** What a socket works with. */
export interface SocketWorld {
  readonly hub: Hub;
  readonly views: Views;
  readonly presence: Pick<Presence, 'greet'>;
}

/** One WebSocket: who it speaks for, what it follows, and how long it may. */
export class SocketSession {
  readonly address: string;
  readonly outlet: Outlet;
  viewer: Viewer | null = null;
  operationCount = 0;
  isAlive = true;
  readonly #world: SocketWorld;
  readonly #webSocket: WebSocket;
  readonly #starting = new Map<string, PromiseWithResolvers<void>>();
  #expiry: NodeJS.Timeout | undefined;

  constructor(world: SocketWorld, webSocket: WebSocket, { address, outlet }: { address: string; outlet: Outlet }) {
    this.#world = world;
    this.#webSocket = webSocket;
    this.address = address;
    this.outlet = outlet;
  }

  /** Lets the socket live until then, in milliseconds since 1970; a refresh of its session moves it (ID-3). */
  liveUntil(expiresAt: number): void {
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.close(CLOSE.unauthorized, 'The access token expired'), expiresAt - Date.now());
    this.#expiry.unref();
  }

  /** Sends what waits, then closes; a peer that does not answer is cut off. */
  close(code: number, reason: string): void {
    this.outlet.end();
    this.#webSocket.close(code, reason);
    setTimeout(() => this.#webSocket.terminate(), CLOSE_TIMEOUT_MS).unref();
  }

  /** Asks for a sign of life; cuts off a peer that gave none since the last time. */
  heartbeat(): void {
    if (!this.isAlive) {
      this.#webSocket.terminate();
      return;
    }
    this.isAlive = false;
    this.#webSocket.ping();
  }

  closed(): void {
    clearTimeout(this.#expiry);
    for (const id of this.#starting.keys()) this.subscriptionSettled(id);
  }

  /** A subscription came in; until it is settled, `subscriptionsLive` waits for it. */
  subscriptionStarting(id: string): void {
    this.subscriptionSettled(id);
    this.#starting.set(id, Promise.withResolvers());
  }

  subscriptionSettled(id: string): void {
    this.#starting.get(id)?.resolve();
    this.#starting.delete(id);
  }

  /** Resolves when every subscription that came before on this socket is live or refused: what is read now misses nothing (architecture 4). */
  async subscriptionsLive(): Promise<void> {
    await Promise.all([...this.#starting.values()].map(({ promise }) => promise));
  }

  /** Opens the viewer's events. The values go out as frames that the hub makes; the iterable yields nothing, it only tells when it ends. */
  async follow(operation: LiveOperation): Promise<AsyncIterableIterator<never>> {
    const { viewer } = this;
    if (viewer === null) throw new Error('A socket without a viewer follows nothing.');
    const { hub, views, presence } = this.#world;
    const subscriber: Subscriber = { userId: viewer.userId, view: views.acquire(operation), outlet: this.outlet, rooms: new Set() };
    const ended = Promise.withResolvers<IteratorReturnResult<undefined>>();
    const end = async (): Promise<IteratorReturnResult<undefined>> => {
      hub.unsubscribe(subscriber);
      views.release(operation);
      const result = { done: true, value: undefined } as const;
      ended.resolve(result);
      return result;
    };
    try {
      await hub.subscribe(subscriber);
      presence.greet(viewer.userId);
    } catch (error) {
      await end();
      throw error;
    }
    const silence: AsyncIterableIterator<never> = {
      next: () => ended.promise,
      return: end,
      [Symbol.asyncIterator]: () => silence,
    };
    return silence;
  }
}

const CLOSE_TIMEOUT_MS = 5_000;
