/** The texts of whole, unmasked WebSocket frames, one after the other (RFC 6455, 5.2). Throws at anything else. */
export function decodeTextFrames(bytes: Buffer): string[] {
  const texts: string[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (bytes[offset] !== 0x81) throw new Error(`No text frame begins at byte ${offset}.`);
    const short = bytes.readUInt8(offset + 1);
    const [start, length] = lengthAt(bytes, offset + 2, short);
    if (start + length > bytes.length) throw new Error('A frame is cut short.');
    texts.push(bytes.toString('utf8', start, start + length));
    offset = start + length;
  }
  return texts;
}

/** Where the payload starts, and how long it is. */
function lengthAt(bytes: Buffer, at: number, short: number): [number, number] {
  if (short < 126) return [at, short];
  return short === 126 ? [at + 2, bytes.readUInt16BE(at)] : [at + 8, Number(bytes.readBigUInt64BE(at))];
}
