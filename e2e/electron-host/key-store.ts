import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { machineFile, settings } from './settings.ts';
import { strict } from './strict.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key of this machine's person, outside the user's data: who has that folder alone can read nothing sealed. */
function key(): Buffer {
  const file = machineFile('key-store');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

function encrypt(text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), nonce);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return `${decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8')}${decipher.final('utf8')}`;
}

function needStore(): void {
  if (!settings.hasKeyStore)
    throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.');
}

/** As on a Linux with a secret service; without one Electron offers a key that everybody knows, and says so. */
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => settings.hasKeyStore,
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => (settings.hasKeyStore ? 'gnome_libsecret' : 'basic_text'),
  encryptString(text: string): Buffer {
    needStore();
    return encrypt(text);
  },
  decryptString: (sealed: Buffer) => decrypt(sealed),
  async encryptStringAsync(text: string): Promise<Buffer> {
    needStore();
    return encrypt(text);
  },
  decryptStringAsync: async (sealed: Buffer) => ({ result: decrypt(sealed), shouldReEncrypt: false }),
});
