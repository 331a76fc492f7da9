import type { KeyObject } from 'node:crypto';
import { type JSONWebKeySet, type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { ALGORITHM, type SigningKey } from './signing-key.ts';

/** How long an access token is good for (ID-2). */
export const ACCESS_TOKEN_MS = 15 * 60_000;

const ISSUER = 'parley';
const AUDIENCE = 'parley-api';
/** RFC 9068: a token of another kind signed with our key is not an access token. */
const TYPE = 'at+jwt';

/** Verified tokens kept at once: one for each person of a large installation. */
const VERIFIED_MAX = 20_000;

export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface VerifiedViewer extends Viewer {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes and checks access tokens (ID-2, security G10). Says nothing about whether the session has ended: `EndedSessions` does. */
export class AccessTokens {
  /** What `/.well-known/jwks.json` publishes. */
  readonly jwks: JSONWebKeySet;
  readonly #key: SigningKey;
  readonly #verified = new LRUCache<string, VerifiedViewer>({ max: VERIFIED_MAX });

  constructor(key: SigningKey) {
    this.#key = key;
    this.jwks = { keys: [key.publicJwk] };
  }

  async issue({ userId, sessionId, role }: Viewer, now = Date.now()): Promise<IssuedToken> {
    const issuedAt = Math.floor(now / 1000);
    const expiry = issuedAt + ACCESS_TOKEN_MS / 1000;
    const token = await new SignJWT({ sid: sessionId, roles: [role] })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#key.publicJwk.kid, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiry)
      .sign(this.#key.privateKey);
    const expiresAt = expiry * 1000;
    // Whoever signs in connects next, mostly to this node.
    this.#verified.set(token, { userId, sessionId, role, expiresAt });
    return { token, expiresAt };
  }

  /** Who the token speaks for. Rejects with UNAUTHENTICATED for one that is not ours, or not any more. */
  async verify(token: string): Promise<VerifiedViewer> {
    const known = this.#verified.get(token);
    if (known !== undefined && known.expiresAt > Date.now()) return known;
    const viewer = await this.#check(token);
    this.#verified.set(token, viewer);
    return viewer;
  }

  async #check(token: string): Promise<VerifiedViewer> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.#keyOf(header), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['sub', 'sid', 'exp', 'iat'],
      });
      return toViewer(payload);
    } catch (cause) {
      throw new AppError('UNAUTHENTICATED', 'The access token is not valid or has expired. Refresh it.', { cause });
    }
  }

  /** Only our own set answers; what a token's header says about where to find keys is never followed. */
  #keyOf({ kid }: JWTHeaderParameters): KeyObject {
    if (kid !== this.#key.publicJwk.kid) throw new Error('The token names a key that is not ours.');
    return this.#key.publicKey;
  }
}

function toViewer({ sub, sid, roles, exp }: JWTPayload): VerifiedViewer {
  const role = Array.isArray(roles) ? roles[0] : undefined;
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number' || (role !== 'OWNER' && role !== 'MEMBER'))
    throw new Error('The token lacks a claim.');
  return { userId: sub, sessionId: sid, role, expiresAt: exp * 1000 };
}
