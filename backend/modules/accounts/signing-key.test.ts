import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StartupError } from '../../startup-error.ts';
import { openSigningKey, parseSigningKey } from './signing-key.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'parley-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the signing key', () => {
  it('is made once, in a file for the server’s user alone', async () => {
    const file = path.join(folder, 'deep', 'key.pem');
    const all = await Promise.all(Array.from({ length: 5 }, () => openSigningKey(file)));
    expect(new Set(all.map(({ publicJwk }) => publicJwk.kid)).size).toBe(1);
    expect((await openSigningKey(file)).publicJwk).toEqual(all[0]?.publicJwk);
    expect(readdirSync(path.dirname(file))).toEqual(['key.pem']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('can be given as PEM and as JWK', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const fromPem = await parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'the setting');
    const fromJwk = await parseSigningKey(JSON.stringify(privateKey.export({ format: 'jwk' })), 'the setting');
    expect(fromJwk.publicJwk).toEqual(fromPem.publicJwk);
  });

  it.each([
    ['nothing', ''],
    ['no key', 'hello'],
    ['broken JSON', '{"kty":'],
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['an RSA key', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('is not %s: the start says so in one sentence', async (_what, text) => {
    await expect(parseSigningKey(text, 'JWT_PRIVATE_KEY')).rejects.toThrow(
      new StartupError('JWT_PRIVATE_KEY does not hold an Ed25519 private key as PEM (PKCS #8) or JWK.'),
    );
  });

  it('whose file is damaged is never replaced', async () => {
    const file = path.join(folder, 'damaged.pem');
    writeFileSync(file, 'damaged');
    await expect(openSigningKey(file)).rejects.toThrow(StartupError);
    expect(statSync(file).size).toBe('damaged'.length);
  });
});
