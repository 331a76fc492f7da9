/**
 * The content security policy of our pages (security E3). Scripts are files of the app; none is made from text, for that takes a Trusted Type
 * and no policy makes one. The network that a page reaches is its workspace's server. `serverUrl`: null for the app's own screens.
 */
export function pagePolicy(serverUrl: string | null): string {
  const server = serverUrl === null ? [] : [serverUrl, serverUrl.replace(/^http/, 'ws')];
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...server],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
