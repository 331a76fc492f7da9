import type { Duplex } from 'node:stream';
import { FrameList } from './frame-list.ts';

/** Close code of a reader that is too slow: reconnect at once and catch up by sequence (security W7). */
export const CLOSE_CATCH_UP = 4900;

/** What may wait unsent for one socket before it is closed, in bytes. */
export const OUTLET_LIMIT_BYTES = 1024 * 1024;

const waiting: Outlet[] = [];

function flushAll(): void {
  for (const outlet of waiting.splice(0)) outlet.flush();
}

/** The way out to one socket. Frames of a tick leave in one write; a reader that lags past the limit is cut off, never buffered without end. */
export class Outlet {
  readonly #stream: Duplex;
  readonly #onSlow: () => void;
  #list: FrameList = FrameList.EMPTY;
  #isOpen = true;

  constructor(stream: Duplex, onSlow: () => void) {
    this.#stream = stream;
    this.#onSlow = onSlow;
  }

  /** Adds a whole WebSocket frame to what goes out at the end of this tick. */
  push(frame: Buffer): void {
    if (!this.#isOpen) return;
    if (this.#list === FrameList.EMPTY && waiting.push(this) === 1) setImmediate(flushAll);
    this.#list = this.#list.with(frame);
  }

  /** Sends what waits and takes nothing more: a close frame is the last of a socket. */
  end(): void {
    this.flush();
    this.#isOpen = false;
  }

  flush(): void {
    const list = this.#list;
    if (list === FrameList.EMPTY) return;
    this.#list = FrameList.EMPTY;
    if (!this.#stream.writable) return;
    if (this.#stream.writableLength + list.byteLength > OUTLET_LIMIT_BYTES && this.#stream.writableLength > 0) this.#onSlow();
    else this.#stream.write(list.bytes());
  }
}
