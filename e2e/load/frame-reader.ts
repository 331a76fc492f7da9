const FIN = 0x80;
const OPCODE = 0x0f;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** One frame of a server: its opcode (RFC 6455, 5.2) and where its payload lies within the bytes. */
export interface Frame {
  readonly opcode: number;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the frames in what a server writes, wherever TCP cuts it. A server does not mask (RFC 6455, 5.1) and ours does not split messages,
 * so a frame is a message; the payload is not copied.
 */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  #rest: Buffer | null = null;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + 2 <= bytes.length) {
      const start = payloadStart(bytes, at);
      if (start > bytes.length) break;
      const end = start + payloadLength(bytes, at);
      if (end > bytes.length) break;
      const first = bytes.readUInt8(at);
      if ((first & FIN) === 0) throw new Error('The server split a message into several frames.');
      this.#onFrame({ opcode: first & OPCODE, bytes, start, end });
      at = end;
    }
    this.#rest = at === bytes.length ? null : bytes.subarray(at);
  }
}

function payloadStart(bytes: Buffer, at: number): number {
  const short = bytes.readUInt8(at + 1);
  return at + (short < LENGTH_16 ? 2 : short === LENGTH_16 ? 4 : 10);
}

function payloadLength(bytes: Buffer, at: number): number {
  const short = bytes.readUInt8(at + 1);
  if (short === LENGTH_16) return bytes.readUInt16BE(at + 2);
  if (short === LENGTH_64) return Number(bytes.readBigUInt64BE(at + 2));
  return short;
}
