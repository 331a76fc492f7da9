import type { Socket } from 'node:net';

/** One connection through a proxy: the client's socket and the one to where it goes. */
export class ProxiedConnection {
  readonly #near: Socket;
  /** Null where the connection leads nowhere: it was opened while the network was parted. */
  readonly #far: Socket | null;
  #isSilent = false;

  /** Both sockets must be paused. */
  constructor(near: Socket, far: Socket | null, onEnded: () => void) {
    this.#near = near;
    this.#far = far;
    for (const socket of this.#sockets) {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#onClose();
        if (this.#sockets.every(({ destroyed }) => destroyed)) onEnded();
      });
    }
  }

  /** Bytes flow, those that waited first; a connection that has lost something is reset. */
  pass(): void {
    if (this.#isSilent || this.#far === null) {
      this.reset();
      return;
    }
    this.#near.unpipe().pipe(this.#far);
    this.#far.unpipe().pipe(this.#near);
  }

  /** Bytes wait where they are. */
  stall(): void {
    if (this.#isSilent) return;
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Bytes are lost from now on, and no side learns of the other's end. */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  /** Both sides hear of a broken connection. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  get #sockets(): Socket[] {
    return this.#far === null ? [this.#near] : [this.#near, this.#far];
  }

  #onClose(): void {
    if (this.#isSilent) return;
    for (const socket of this.#sockets) socket.destroy();
  }
}
