import { REFRESH_TOKEN_MS } from './refresh-token.ts';

/** `__Host-` makes browsers insist on Secure, no Domain and Path=/ (security G3). */
export const REFRESH_COOKIE = '__Host-parley_refresh';

const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';

/** The `Set-Cookie` header that gives a browser its refresh token. */
export function refreshCookie(token: string): string {
  return `${REFRESH_COOKIE}=${token}; Max-Age=${REFRESH_TOKEN_MS / 1000}; ${ATTRIBUTES}`;
}

/** The `Set-Cookie` header that takes it away. */
export function clearedRefreshCookie(): string {
  return `${REFRESH_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`;
}
