import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Viewer } from '../context.ts';
import type { DeviceKind } from '../modules/presence/device.ts';
import type { Presence } from '../modules/presence/presence.ts';
import type { PresenceChanged, ProfileChanged } from './events.ts';
import type { Hub, Subscriber } from './hub.ts';
import type { Outlet } from './outlet.ts';
import type { LiveOperation, Views } from './view.ts';

/** Close codes of graphql-transport-ws, and ours (4900 and above: reconnect and catch up). */
export const CLOSE = {
  badRequest: 4400,
  /** The server restarts: reconnect at once, it has spread its closes. */
  restart: 1012,
  unauthorized: 4401,
  forbidden: 4403,
  initialisationTimeout: 4408,
  tooMany: 4429,
} as const;

/** An empty ping (RFC 6455, 5.5.2). */
const PING_FRAME = Buffer.of(0x89, 0);

/** Sockets of this process have names of their own, also beside those of other nodes. */
const PROCESS_ID = randomBytes(6).toString('base64url');
let lastSocket = 0;

function nextId(): string {
  lastSocket += 1;
  return `${PROCESS_ID}-${lastSocket.toString(36)}`;
}

/** What a socket works with. */
export interface SocketWorld {
  readonly hub: Hub;
  readonly views: Views;
  readonly presence: Pick<Presence, 'follow'>;
}

/** One WebSocket: who it speaks for, what it follows, and how long it may. */
export class SocketSession {
  readonly address: string;
  readonly outlet: Outlet;
  viewer: Viewer | null = null;
  /** It takes no further operation: its peer was told that it ends, or is about to be. A peer that does not listen is heard no more. */
  isRetired = false;
  isAlive = true;
  /** The peer gave no sign of life for so long that it was cut off. */
  isLost = false;
  deviceKind: DeviceKind = 'OTHER';
  /** Gives back the place among the sockets of its person on all nodes; null when all were taken. */
  leavePlace: (() => void) | null = () => undefined;
  readonly #world: SocketWorld;
  readonly #webSocket: WebSocket;
  readonly #subscribers = new Set<Subscriber>();
  readonly #starting = new Map<string, PromiseWithResolvers<void>>();
  /** In milliseconds since 1970. */
  #expiresAt = Number.POSITIVE_INFINITY;
  readonly #id = nextId();
  #requestCount = 0;
  #operationCount = 0;
  #onAnswered: (() => void) | null = null;

  constructor(world: SocketWorld, webSocket: WebSocket, { address, outlet }: { address: string; outlet: Outlet }) {
    this.#world = world;
    this.#webSocket = webSocket;
    this.address = address;
    this.outlet = outlet;
  }

  /** Lets the socket live until then, in milliseconds since 1970; a refresh of its session moves it (ID-3). */
  liveUntil(expiresAt: number): void {
    this.#expiresAt = expiresAt;
  }

  /** Closes the socket when its time is over; gives whether it was. */
  expire(now: number): boolean {
    if (now < this.#expiresAt) return false;
    this.close(CLOSE.unauthorized, 'The access token expired');
    return true;
  }

  /** Sends what waits, then closes; a peer that does not answer is cut off. */
  close(code: number, reason: string): void {
    this.isRetired = true;
    this.#expiresAt = Number.POSITIVE_INFINITY;
    this.outlet.end();
    this.#webSocket.close(code, reason);
    setTimeout(() => this.#webSocket.terminate(), CLOSE_TIMEOUT_MS).unref();
  }

  /** Operations under way, open subscriptions included. */
  get operationCount(): number {
    return this.#operationCount;
  }

  operationStarted(): void {
    this.#operationCount += 1;
  }

  operationEnded(): void {
    this.#operationCount -= 1;
    if (this.#isAnswered) this.#onAnswered?.();
  }

  /** Nothing is under way but subscriptions. */
  get #isAnswered(): boolean {
    return this.#operationCount <= this.#subscribers.size;
  }

  /** Answers what came so far, takes nothing more, then has the peer reconnect. What takes too long goes unanswered: its sender tries again. */
  async retire(): Promise<void> {
    if (this.isRetired) return;
    this.isRetired = true;
    if (!this.#isAnswered) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onAnswered = resolve;
      const giveUp = setTimeout(resolve, ANSWER_TIMEOUT_MS);
      await promise;
      clearTimeout(giveUp);
    }
    this.close(CLOSE.restart, 'The server restarts: reconnect');
  }

  /** Cuts off a peer that does not let go. */
  cut(): void {
    this.#webSocket.terminate();
  }

  /** Asks for a sign of life; cuts off a peer that gave none since the last time. */
  heartbeat(): void {
    if (!this.isAlive) {
      this.isLost = true;
      this.#webSocket.terminate();
      return;
    }
    this.isAlive = false;
    this.outlet.push(PING_FRAME);
  }

  closed(): void {
    this.leavePlace?.();
    for (const id of this.#starting.keys()) this.subscriptionSettled(id);
  }

  /** Names an operation of this socket in its answer and in the log: the socket and a number. */
  nextRequestId(): string {
    this.#requestCount += 1;
    return `${this.#id}.${this.#requestCount}`;
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

  /** Sends an event that is for this socket to its open `events` operations. */
  show(event: PresenceChanged | ProfileChanged): void {
    for (const { view, outlet } of this.#subscribers) outlet.push(view.frame(event));
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
      this.#subscribers.delete(subscriber);
      views.release(operation);
      const result = { done: true, value: undefined } as const;
      ended.resolve(result);
      return result;
    };
    try {
      await hub.subscribe(subscriber);
      this.#subscribers.add(subscriber);
      presence.follow(this);
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
/** What a send may still take when the server stops, in milliseconds. */
const ANSWER_TIMEOUT_MS = 1_500;
