import type { Session } from 'electron';
import { isPageUrl, PAGE_SCHEME } from '../protocol/page-scheme.ts';

/** What our own pages may do beyond what every page may: put words on the clipboard (security E5). */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

const isAllowed = (permission: string, address: string) => PERMISSIONS.has(permission) && isPageUrl(address);

/**
 * Shuts what a page of this session may ask of the device and the network: permissions are denied by default, nothing is downloaded, and the only
 * addresses that are reached are our own files and the workspace's server. `serverUrl`: null for the app's own screens.
 */
export function guardSession(session: Session, serverUrl: string | null): void {
  session.setPermissionRequestHandler((...[, permission, callback, { requestingUrl }]) => callback(isAllowed(permission, requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => isAllowed(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, callback) => callback({ cancel: !isReachable(request.url, serverUrl) }));
}

/** Whether a page may fetch from an address; its content security policy says the same. */
export function isReachable(address: string, serverUrl: string | null): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (url.protocol === `${PAGE_SCHEME}:`) return isPageUrl(address);
  if (url.protocol === 'blob:' || url.protocol === 'data:' || url.protocol === 'devtools:') return true;
  return serverUrl !== null && url.origin.replace(/^ws/, 'http') === serverUrl;
}
