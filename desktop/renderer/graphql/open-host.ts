import type { Surface } from '../../bridge/surface.ts';
import { browserHost } from './browser-host.ts';
import type { Host } from './host.ts';

declare global {
  interface Window {
    /** There in the desktop app alone. */
    readonly parley?: Surface;
  }
}

/** Where the page runs. */
export async function openHost(): Promise<Host> {
  if (window.parley === undefined) return browserHost();
  const { desktopHost } = await import('./desktop-host.ts');
  return desktopHost(window.parley);
}
