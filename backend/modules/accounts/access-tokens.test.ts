import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, exportJWK, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../context.ts';
import { AccessTokens } from './access-tokens.ts';
import { parseSigningKey, type SigningKey } from './signing-key.ts';

const MINUTE_S = 60;
const VIEWER: Viewer = { userId: randomUUID(), sessionId: randomUUID(), role: 'MEMBER' };

let key: SigningKey;
let tokens: AccessTokens;
let stranger: KeyObject;
beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  key = await parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'the test');
  tokens = new AccessTokens(key);
  stranger = generateKeyPairSync('ed25519').privateKey;
});

const now = () => Math.floor(Date.now() / 1000);

/** The claims and the header of a good token, to be spoilt one at a time. */
const claims = (): JWTPayload => ({
  iss: 'parley',
  aud: 'parley-api',
  sub: VIEWER.userId,
  sid: VIEWER.sessionId,
  roles: ['MEMBER'],
  iat: now(),
  exp: now() + MINUTE_S,
});
const header = () => ({ alg: 'EdDSA', kid: key.publicJwk.kid, typ: 'at+jwt' });
const sign = (payload: JWTPayload, protectedHeader: { alg: string } & Record<string, unknown> = header(), by: KeyObject = key.privateKey) =>
  new SignJWT(payload).setProtectedHeader(protectedHeader).sign(by);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  it('tells the person, the session and the role, for 15 minutes', async () => {
    const before = Date.now();
    const { token, expiresAt } = await tokens.issue(VIEWER);
    expect(await tokens.verify(token)).toEqual({ ...VIEWER, expiresAt });
    expect(await new AccessTokens(key).verify(token)).toEqual({ ...VIEWER, expiresAt });
    expect(Math.abs(expiresAt - before - 15 * 60_000)).toBeLessThan(2000);
    expect(await tokens.verify(await sign(claims()))).toMatchObject(VIEWER);
  });

  it('is made with Ed25519 and names a published key, of which the private half stays', async () => {
    const { token } = await tokens.issue(VIEWER);
    const { alg, kid } = decodeProtectedHeader(token);
    expect(alg).toBe('EdDSA');
    expect(tokens.jwks).toEqual({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid, alg: 'EdDSA', use: 'sig' }] });
  });

  const spoilt: [string, () => Promise<string> | string][] = [
    ['nothing', () => ''],
    ['no token', () => 'x.y.z'],
    ['an unsigned one', () => `${encode({ ...header(), alg: 'none' })}.${encode(claims())}.`],
    ['one whose signature was cut off', async () => `${(await sign(claims())).split('.').slice(0, 2).join('.')}.`],
    ['one with a changed role', async () => changeClaim(await sign(claims()), { roles: ['OWNER'] })],
    ['one of a key that is not ours under our key id', () => sign(claims(), header(), stranger)],
    ['one that names an unknown key', () => sign(claims(), { ...header(), kid: 'other' }, stranger)],
    ['one that names no key', () => sign(claims(), { alg: 'EdDSA', typ: 'at+jwt' })],
    ['one that brings its own key', async () => sign(claims(), { ...header(), jwk: await exportJWK(createPublicKey(stranger)) }, stranger)],
    ['one that says where its key is', () => sign(claims(), { ...header(), jku: 'https://evil.example/jwks.json' }, stranger)],
    ['one signed by HMAC with our public key as the secret', () => confuse({ ...header(), alg: 'HS256' })],
    ['one of another issuer', () => sign({ ...claims(), iss: 'other' })],
    ['one for another audience', () => sign({ ...claims(), aud: 'other' })],
    ['one of another kind', () => sign(claims(), { ...header(), typ: 'JWT' })],
    ['an expired one', () => sign({ ...claims(), exp: now() - 1 })],
    ['one that never expires', () => sign(without('exp'))],
    ['one not valid yet', () => sign({ ...claims(), nbf: now() + MINUTE_S })],
    ['one of nobody', () => sign(without('sub'))],
    ['one of no session', () => sign(without('sid'))],
    ['one of no role', () => sign({ ...claims(), roles: [] })],
    ['one of a role that there is not', () => sign({ ...claims(), roles: ['ROOT'] })],
  ];

  it.each(spoilt)('is refused when it is %s (G10)', async (_what, make) => {
    await expect(tokens.verify(await make())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('that was good before is refused once it has expired', async () => {
    const { token, expiresAt } = await tokens.issue(VIEWER, Date.now() - 15 * 60_000 + 1500);
    expect(await tokens.verify(token)).toEqual({ ...VIEWER, expiresAt });
    await expect.poll(() => tokens.verify(token).catch((error: { code: string }) => error.code), { timeout: 5000 }).toBe('UNAUTHENTICATED');
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
  });
});

function without(claim: string): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}

function changeClaim(token: string, change: object): string {
  const [head, body = '', signature] = token.split('.');
  return [head, encode({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), ...change }), signature].join('.');
}

/** The classic attack on libraries that let the token choose the algorithm. */
function confuse(head: object): string {
  const signed = `${encode(head)}.${encode(claims())}`;
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
