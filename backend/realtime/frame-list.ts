/**
 * The frames that one tick has for a socket, as a shared list: sockets that got the same frames in the same order hold the same node,
 * so their bytes are joined once and written by all of them (architecture 2.7). A group of 300 costs one join, not 300.
 */
export class FrameList {
  static readonly EMPTY = new FrameList(null, Buffer.alloc(0), 0);

  readonly byteLength: number;
  readonly #before: FrameList | null;
  readonly #frame: Buffer;
  #after: FrameList | null = null;
  #bytes: Buffer | null = null;

  private constructor(before: FrameList | null, frame: Buffer, byteLength: number) {
    this.#before = before;
    this.#frame = frame;
    this.byteLength = byteLength;
  }

  /** The list with one more frame. Asked twice in a row for the same frame, gives the same list. */
  with(frame: Buffer): FrameList {
    if (this === FrameList.EMPTY) return FrameList.#first(frame);
    if (this.#after !== null && this.#after.#frame === frame) return this.#after;
    this.#after = new FrameList(this, frame, this.byteLength + frame.length);
    return this.#after;
  }

  /** All frames as the bytes to write, joined at the first call. */
  bytes(): Buffer {
    if (this.#bytes === null) {
      const frames: Buffer[] = [];
      for (let list: FrameList | null = this; list !== null; list = list.#before) frames.push(list.#frame);
      this.#bytes = frames.length === 1 ? this.#frame : Buffer.concat(frames.reverse(), this.byteLength);
    }
    return this.#bytes;
  }

  /** Lists of one frame, for as long as the frame itself lives. */
  static readonly #firsts = new WeakMap<Buffer, FrameList>();

  static #first(frame: Buffer): FrameList {
    const known = FrameList.#firsts.get(frame);
    if (known !== undefined) return known;
    const list = new FrameList(null, frame, frame.length);
    FrameList.#firsts.set(frame, list);
    return list;
  }
}
