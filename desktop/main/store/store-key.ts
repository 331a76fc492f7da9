import { randomBytes } from 'node:crypto';
import type { Vault } from '../secrets/vault.ts';

const KEY_BYTES = 32;
const nameOf = (viewerId: string) => `store-key:${viewerId}`;

/** The key of a person's store: random, made when it is first needed, known to the workspace's vault alone. */
export async function storeKeyOf(vault: Vault, viewerId: string): Promise<Uint8Array> {
  const kept = vault.get(nameOf(viewerId));
  if (kept !== undefined) return new Uint8Array(Buffer.from(kept, 'base64'));
  const key = randomBytes(KEY_BYTES);
  await vault.set(nameOf(viewerId), key.toString('base64'));
  return new Uint8Array(key);
}
