import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { explainFileError, StartupError } from '../../startup-error.ts';

/** Ed25519: small, fast, and without a parameter to get wrong. The only algorithm that tokens are made or accepted with. */
export const ALGORITHM = 'EdDSA';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As published: the public half with its id. */
  readonly publicJwk: JWK & { readonly kid: string };
}

/** Reads an Ed25519 private key, as PEM (PKCS #8) or JWK. `origin`: where the text is from. Throws StartupError when it is no such key. */
export async function parseSigningKey(text: string, origin: string): Promise<SigningKey> {
  try {
    const privateKey = createPrivateKey(text.trimStart().startsWith('{') ? { key: JSON.parse(text), format: 'jwk' } : text);
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`The key's type is ${privateKey.asymmetricKeyType}.`);
    const publicKey = createPublicKey(privateKey);
    const publicJwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    return { privateKey, publicKey, publicJwk: { ...publicJwk, kid, alg: ALGORITHM, use: 'sig' } };
  } catch (cause) {
    throw new StartupError(`${origin} does not hold an Ed25519 private key as PEM (PKCS #8) or JWK.`, { cause });
  }
}

/** The key kept in the file; made at the first start, readable by the server's user alone. */
export async function openSigningKey(path: string): Promise<SigningKey> {
  try {
    await makeOnce(path);
    return await parseSigningKey(await readFile(path, 'utf8'), path);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** A link appears whole or not at all: neither a crash nor a second process starting leaves half a key or two. */
async function makeOnce(path: string): Promise<void> {
  if (await readFile(path).then(() => true, isMissing)) return;
  await mkdir(dirname(path), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
}

function isMissing(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
