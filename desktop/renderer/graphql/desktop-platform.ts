import type { Bridge } from '../../bridge/bridge.ts';
import type { Platform } from '../../sync/platform.ts';
import { browserPlatform } from './browser-platform.ts';

/** The page's own clock and hints, and what the system knows beyond them: input in other programs (PRESENCE-1). */
export function desktopPlatform(bridge: Bridge): Platform {
  return {
    ...browserPlatform,
    device: 'DESKTOP',
    onInput(callback) {
      const stopPage = browserPlatform.onInput(callback);
      const stopSystem = bridge.on('app.activity', ({ isActive }) => isActive && callback());
      return () => {
        stopPage();
        stopSystem();
      };
    },
  };
}
