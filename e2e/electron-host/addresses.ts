/**
 * Chromium has no schemes of ours, so the pages of `scheme://host` are at `http://host.scheme.localhost` here: an origin of its own that counts as
 * secure. The app only ever sees the address that it knows.
 */
const SUFFIX = '.localhost';
const custom = new Set<string>();

export function registerScheme(scheme: string): void {
  custom.add(scheme);
}

/** Where Chromium finds it. */
export function toChromium(address: string): string {
  const url = URL.parse(address);
  const scheme = url?.protocol.slice(0, -1) ?? '';
  if (url === null || !custom.has(scheme)) return address;
  return `http://${url.host}.${scheme}${SUFFIX}${url.pathname}${url.search}${url.hash}`;
}

/** What the app calls it. */
export function fromChromium(address: string): string {
  const url = URL.parse(address);
  const scheme = url === null ? undefined : [...custom].find((each) => url.host.endsWith(`.${each}${SUFFIX}`));
  if (url === null || scheme === undefined) return address;
  const host = url.host.slice(0, -`.${scheme}${SUFFIX}`.length);
  return `${scheme}://${host}${url.pathname}${url.search}${url.hash}`;
}

export const isCustom = (address: string): boolean => custom.has(URL.parse(address)?.protocol.slice(0, -1) ?? '');
