import { LOGIN, LOGOUT, REFRESH, REGISTER } from '../../sync/documents.ts';

/** What the page asks to sign in, and what main asks in its place: with the refresh token, which stays here. */
export interface SignIn {
  readonly field: 'login' | 'register' | 'refresh';
  readonly document: string;
}

const withToken = (document: string) => document.replace('accessTokenExpiresAt', 'accessTokenExpiresAt refreshToken');

const SIGN_INS: ReadonlyMap<string, SignIn> = new Map([
  [LOGIN, { field: 'login', document: withToken(LOGIN) }],
  [REGISTER, { field: 'register', document: withToken(REGISTER) }],
  [
    REFRESH,
    {
      field: 'refresh',
      document: withToken(REFRESH).replace(
        'mutation Refresh { refresh',
        'mutation Refresh($refreshToken: String) { refresh(refreshToken: $refreshToken)',
      ),
    },
  ],
]);

/** Undefined for what does not sign in. */
export const signInOf = (document: string): SignIn | undefined => SIGN_INS.get(document);

export const isLogout = (document: string): boolean => document === LOGOUT;

/** Names cannot be written in another way in GraphQL: a document without the word asks for no refresh token. */
export const asksForRefreshToken = (document: string): boolean => document.includes('refreshToken');
