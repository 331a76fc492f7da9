import { createHash } from 'node:crypto';

/** Names of Parley's imports; a UUID made once. */
const NAMESPACE = Buffer.from('6f1c2f5e8d0b4d52a7c39e4b1a60d8f3', 'hex');

/** A UUID of version 5 (RFC 9562): the same parts give the same id, for ever. What Parley makes itself has version 4. */
export function nameUuid(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether the id was made by `nameUuid`. */
export const isNameUuid = (id: string): boolean => id[14] === '5';

/** The group that a channel becomes. */
export const channelConversationId = (channel: string): string => nameUuid('irc', 'channel', channel.toLowerCase());

/** The account that a person of a channel becomes. */
export const personId = (person: string): string => nameUuid('irc', 'nick', person);
