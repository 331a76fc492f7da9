import { createHash, randomBytes } from 'node:crypto';

const BYTES = 16;
const SHAPE = /^[\w-]{22}$/;

/** A new token of 128 random bits, and the hash that the database keeps of it: enough entropy that a fast hash is safe. */
export function makeInvitationToken(): { token: string; hash: Buffer } {
  const token = randomBytes(BYTES).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** The hash to look a token up by; null for what cannot be one. */
export const hashInvitationToken = (token: string): Buffer | null => (SHAPE.test(token) ? hashOf(token) : null);

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
