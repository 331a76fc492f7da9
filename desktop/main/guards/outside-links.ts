import type { Shell } from 'electron';

/** What may be opened outside the app (security E4). A link of any other kind could start a program. */
const SCHEMES: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);
const LENGTH_MAX = 8_000;

/** The address to hand to the system; null for one that stays closed. */
export function outsideAddress(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !SCHEMES.has(url.protocol) || url.href.length > LENGTH_MAX) return null;
  // A name and password within an address only serve to make it look like another one.
  return url.username === '' && url.password === '' ? url.href : null;
}

/** Opens a link in the browser or the mail program; does nothing with one that must not be opened. */
export function openOutside(shell: Pick<Shell, 'openExternal'>, address: string): void {
  const allowed = outsideAddress(address);
  if (allowed === null) return;
  shell.openExternal(allowed).catch((error: unknown) => console.warn('A link could not be opened.', error));
}
