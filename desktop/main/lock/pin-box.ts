import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/**
 * A key closed by a PIN. scrypt makes each guess cost some 0.3 s and 128 MiB, whoever guesses; what is closed is closed again by the system's own key
 * store where there is one, so that guessing needs this computer and this person's sign-in.
 */
export const pinBoxSchema = z.object({
  cost: z
    .int()
    .min(2 ** 14)
    .max(2 ** 20),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  closed: z.base64(),
});

export type PinBox = Readonly<z.infer<typeof pinBoxSchema>>;

const COST = 2 ** 17;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';

/** Closes `key` with the PIN. `cost`: scrypt's N, what a guess costs. */
export async function closeWithPin(pin: string, key: Uint8Array, cost: number = COST): Promise<PinBox> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const derived = await derive(pin, salt, cost);
  const cipher = createCipheriv(CIPHER, derived, nonce);
  const closed = Buffer.concat([cipher.update(key), cipher.final()]);
  derived.fill(0);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return { cost, salt: text(salt), nonce: text(nonce), tag: text(cipher.getAuthTag()), closed: text(closed) };
}

/** The key; null if this is not the PIN, or the box was touched. */
export async function openWithPin(pin: string, { cost, salt, nonce, tag, closed }: PinBox): Promise<Buffer | null> {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const derived = await derive(pin, bytes(salt), cost);
  try {
    const decipher = createDecipheriv(CIPHER, derived, bytes(nonce), { authTagLength: 16 });
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(closed)), decipher.final()]);
  } catch {
    return null;
  } finally {
    derived.fill(0);
  }
}

/** The same signs typed on different keyboards give the same key. */
function derive(pin: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * cost * BLOCK_SIZE };
  scrypt(pin.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  return promise;
}
