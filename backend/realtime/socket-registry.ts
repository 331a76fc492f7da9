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

/** The sockets of this node, by what they are found and limited by (security W5, W8). */
export class SocketRegistry {
  readonly #limits: Config['sockets'];
  readonly #isLimited: boolean;
  readonly #all = new Set<SocketSession>();
  readonly #waiting = new Map<string, Set<SocketSession>>();
  readonly #byPerson = new Map<string, Set<SocketSession>>();
  readonly #bySession = new Map<string, Set<SocketSession>>();
  #signedInCount = 0;

  readonly #presence: Pick<Presence, 'came' | 'went'>;

  constructor({ config, presence }: Pick<AppContext, 'config' | 'presence'>) {
    this.#limits = config.sockets;
    this.#presence = presence;
    this.#isLimited = config.rateLimits.enabled;
  }

  /** Sockets that have signed in. */
  get signedInCount(): number {
    return this.#signedInCount;
  }

  /** Whether an address may have one more socket that has not signed in yet. */
  mayOpen(address: string): boolean {
    return !this.#isLimited || (this.#waiting.get(address)?.size ?? 0) < this.#limits.unauthenticatedPerAddressMax;
  }

  opened(socket: SocketSession): void {
    this.#all.add(socket);
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
    this.#presence.came(viewer.userId);
    return true;
  }

  closed(socket: SocketSession): void {
    this.#all.delete(socket);
    removeFrom(this.#waiting, socket.address, socket);
    if (socket.viewer === null) return;
    this.#signedInCount -= 1;
    removeFrom(this.#byPerson, socket.viewer.userId, socket);
    removeFrom(this.#bySession, socket.viewer.sessionId, socket);
    if (!this.#byPerson.has(socket.viewer.userId)) this.#presence.went(socket.viewer.userId);
  }

  endSession(sessionId: string): void {
    for (const socket of this.#bySession.get(sessionId) ?? []) socket.close(CLOSE.unauthorized, 'The session ended');
  }

  renewSession({ sessionId, expiresAt }: SessionRenewed): void {
    for (const socket of this.#bySession.get(sessionId) ?? []) socket.liveUntil(expiresAt);
  }

  heartbeat(): void {
    for (const socket of this.#all) socket.heartbeat();
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#all) socket.close(code, reason);
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
