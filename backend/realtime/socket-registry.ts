import type { Config } from '../config.ts';
import type { AppContext, Viewer } from '../context.ts';
import type { Presence } from '../modules/presence/presence.ts';
import { CLOSE, type SocketSession } from './socket-session.ts';

/** A session's access was renewed: its sockets live until then, in milliseconds since 1970. */
export interface SessionRenewed {
  readonly type: 'SessionRenewed';
  readonly sessionId: string;
  readonly expiresAt: number;
}

/** How often all sockets are looked after: what may take a second, the end of a token for one, is seen in time (security W8). */
export const SWEEP_MS = 500;

/** Each socket is asked for a sign of life in one of so many sweeps, every 14.5 s: one that is silent twice is cut off within 30 s (PRESENCE-2). */
const HEARTBEAT_SWEEPS = 29;

/** The sockets of this node, by what they are found and limited by (security W5, W8). */
export class SocketRegistry {
  readonly #limits: Config['sockets'];
  readonly #isLimited: boolean;
  /** With the sweep in which each gives a sign of life: one after the other, so that thousands are not asked at once. */
  readonly #all = new Map<SocketSession, number>();
  readonly #waiting = new Map<string, Set<SocketSession>>();
  readonly #byPerson = new Map<string, Set<SocketSession>>();
  readonly #bySession = new Map<string, Set<SocketSession>>();
  #signedInCount = 0;
  #openedCount = 0;
  #sweepCount = 0;
  #onEmpty: (() => void) | null = null;

  readonly #presence: Pick<Presence, 'came' | 'went'>;

  constructor({ config, presence }: Pick<AppContext, 'config'> & { readonly presence: Pick<Presence, 'came' | 'went'> }) {
    this.#limits = config.sockets;
    this.#presence = presence;
    this.#isLimited = config.rateLimits.enabled;
  }

  /** Sockets that have signed in. */
  get signedInCount(): number {
    return this.#signedInCount;
  }

  get all(): SocketSession[] {
    return [...this.#all.keys()];
  }

  /** Whether an address may have one more socket that has not signed in yet. */
  mayOpen(address: string): boolean {
    return !this.#isLimited || (this.#waiting.get(address)?.size ?? 0) < this.#limits.unauthenticatedPerAddressMax;
  }

  opened(socket: SocketSession): void {
    this.#openedCount += 1;
    this.#all.set(socket, this.#openedCount % HEARTBEAT_SWEEPS);
    addTo(this.#waiting, socket.address, socket);
  }

  /** Gives the socket its person; false when they have too many, or when it closed before. */
  signedIn(socket: SocketSession, viewer: Viewer): boolean {
    if (!this.#all.has(socket)) return false;
    if (this.#isLimited && (this.#byPerson.get(viewer.userId)?.size ?? 0) >= this.#limits.perPersonMax) return false;
    socket.viewer = viewer;
    this.#signedInCount += 1;
    removeFrom(this.#waiting, socket.address, socket);
    addTo(this.#byPerson, viewer.userId, socket);
    addTo(this.#bySession, viewer.sessionId, socket);
    this.#presence.came(socket);
    return true;
  }

  closed(socket: SocketSession): void {
    this.#all.delete(socket);
    if (this.#all.size === 0) this.#onEmpty?.();
    removeFrom(this.#waiting, socket.address, socket);
    if (socket.viewer === null) return;
    this.#signedInCount -= 1;
    removeFrom(this.#byPerson, socket.viewer.userId, socket);
    removeFrom(this.#bySession, socket.viewer.sessionId, socket);
    this.#presence.went(socket, { isLost: socket.isLost });
  }

  endSession(sessionId: string): void {
    for (const socket of this.#bySession.get(sessionId) ?? []) socket.close(CLOSE.unauthorized, 'The session ended');
  }

  renewSession({ sessionId, expiresAt }: SessionRenewed): void {
    for (const socket of this.#bySession.get(sessionId) ?? []) socket.liveUntil(expiresAt);
  }

  /** Closes sockets whose time is over, and asks those whose turn it is for a sign of life. Call it every `SWEEP_MS`: one timer for all sockets. */
  sweep(now = Date.now()): void {
    this.#sweepCount += 1;
    const turnNow = this.#sweepCount % HEARTBEAT_SWEEPS;
    for (const [socket, turn] of this.#all) if (!socket.expire(now) && turn === turnNow) socket.heartbeat();
  }

  /** Resolves when no socket is left, or after that time in milliseconds. */
  async emptied(timeoutMs: number): Promise<void> {
    if (this.#all.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.#onEmpty = resolve;
    await promise;
    clearTimeout(timer);
  }

  cutAll(): void {
    for (const socket of this.#all.keys()) socket.cut();
  }
}

function addTo(map: Map<string, Set<SocketSession>>, key: string, socket: SocketSession): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([socket]));
  else set.add(socket);
}

function removeFrom(map: Map<string, Set<SocketSession>>, key: string, socket: SocketSession): void {
  const set = map.get(key);
  if (set?.delete(socket) && set.size === 0) map.delete(key);
}
