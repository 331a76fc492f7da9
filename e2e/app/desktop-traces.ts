import type { Desktop } from './desktop.ts';

/** What was opened outside the app, and what its pages tried to reach beside their server, since last asked. */
export function traces(desktop: Desktop, server: string): Promise<{ opened: string[]; tried: string[] }> {
  return desktop.evaluate((_electron, own, host) => {
    const tried = host.network.tried.splice(0).filter((address) => !address.includes(own));
    return { opened: host.system.opened.splice(0), tried };
  }, new URL(server).host);
}
