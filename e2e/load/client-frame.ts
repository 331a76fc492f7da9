import { randomBytes } from 'node:crypto';

const FIN = 0x80;
const MASKED = 0x80;
const LENGTH_16 = 126;

export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

/** One masked frame of a client (RFC 6455, 5.2), so that the server has to unmask as it does for everybody. At most 65,535 bytes. */
export function encodeClientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const headerLength = length < LENGTH_16 ? 2 : 4;
  const frame = Buffer.allocUnsafe(headerLength + 4 + length);
  frame[0] = FIN | opcode;
  if (headerLength === 2) {
    frame[1] = MASKED | length;
  } else {
    frame[1] = MASKED | LENGTH_16;
    frame.writeUInt16BE(length, 2);
  }
  MASK.copy(frame, headerLength);
  const start = headerLength + 4;
  for (let i = 0; i < length; i += 1) frame[start + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0);
  return frame;
}

/** One for the whole run: a load generator has nothing to hide from proxies. */
const MASK = randomBytes(4);
