import { createHash, randomBytes } from 'node:crypto';

/** How long a session lives without being used (ID-2). */
export const REFRESH_TOKEN_MS = 7 * 24 * 60 * 60_000;

const BYTES = 32;
const SHAPE = /^[\w-]{43}$/;

/** A new opaque token, and the hash that the database keeps of it: enough entropy that a fast hash is safe. */
export function makeRefreshToken(): { token: string; hash: Buffer } {
  const token = randomBytes(BYTES).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** The hash to look a presented token up by; null for what cannot be one of ours. */
export function hashRefreshToken(token: string): Buffer | null {
  return SHAPE.test(token) ? hashOf(token) : null;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
