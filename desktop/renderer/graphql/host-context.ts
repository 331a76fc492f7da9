import { createContext, useContext } from 'react';
import type { Host } from './host.ts';

export const HostContext = createContext<Host | null>(null);

/** Where the page runs, and what it can do there. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) throw new Error('The page was not told where it runs.');
  return host;
}

/** The server's host, as people know it. */
export function useServerName(): string {
  return new URL(useHost().serverUrl).host;
}
