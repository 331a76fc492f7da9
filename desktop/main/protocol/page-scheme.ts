import type { Protocol } from 'electron';

/** Pages come from files of the app under this origin, never from a server (security E2). */
export const PAGE_SCHEME = 'parley-app';
export const PAGE_HOST = 'parley';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** Before the app is ready: the scheme counts as secure and has storage of its own, like https. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Whether an address is one of our pages or their files. `null` and opaque origins are not. */
export function isPageUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST && url.username === '' && url.password === '';
}
