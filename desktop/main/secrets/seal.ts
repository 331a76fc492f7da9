import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { SafeStorage } from 'electron';

/** Makes text unreadable on disk, and readable again. */
export interface Seal {
  seal(text: string): Promise<Buffer>;
  /** Rejects what was sealed in another way or was changed. */
  open(sealed: Buffer): Promise<string>;
}

/** What a passphrase's key is made with: about 0.5 s and 128 MB for each guess. */
const COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type KeyStore = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>;

/** Whether this system keeps keys. On Linux, a key that everybody knows (`basic_text`) is none (security E10). */
export async function hasKeyStore(safeStorage: KeyStore, platform: string): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

/** Sealed with a key that the operating system keeps for this person. */
export function systemSeal(safeStorage: KeyStore): Seal {
  return {
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
  };
}

/** Sealed with a key that is made from what the person knows. */
export async function passphraseSeal(passphrase: string, salt: Buffer): Promise<Seal> {
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return keySeal(await derive(passphrase.normalize('NFKC'), salt, 32, COST));
}

/** Sealed with a key of 32 bytes. */
export function keySeal(key: Buffer): Seal {
  return {
    async seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return `${decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8')}${decipher.final('utf8')}`;
    },
  };
}
