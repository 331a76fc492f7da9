import { registerScheme } from './addresses.ts';
import { app as hostApp } from './app.ts';
import { openWindows } from './browser-window.ts';
import { allSessions, sessionOf } from './host-session.ts';
import { network } from './network.ts';
import { strict, unknown } from './strict.ts';

/**
 * The module `electron` for the built app under Node, over real Chromium: what the app uses, as Electron documents it. Test code, never shipped.
 * It is no Electron: nothing that runs on it may be reported as run in Electron.
 */

hostApp.closeWindows = () => {
  for (const window of openWindows()) window.close();
  return openWindows().length === 0;
};
hostApp.endBrowsers = async () => {
  const started = allSessions().flatMap(({ started: browser }) => browser ?? []);
  await Promise.allSettled(started.map(async (browser) => (await browser).context.close()));
};

export const app = strict('app', hostApp);

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(
    schemes: readonly { readonly scheme: string; readonly privileges?: { readonly standard?: boolean } }[],
  ): void {
    if (hostApp.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) if (privileges?.standard === true) registerScheme(scheme);
  },
});

export const session = strict('session', {
  fromPartition: (partition: string) => strict('session', sessionOf(partition)),
  get defaultSession() {
    return strict('session', sessionOf(''));
  },
});

class HostNet {
  fetch = network.fetch;
  isOnline = () => network.isOnline;
  get online(): boolean {
    return network.isOnline;
  }
}

export const net = strict('net', new HostNet());

export const autoUpdater = unknown('autoUpdater');
export const contentTracing = unknown('contentTracing');
export const crashReporter = unknown('crashReporter');
export const desktopCapturer = unknown('desktopCapturer');
export const systemPreferences = unknown('systemPreferences');
export const utilityProcess = unknown('utilityProcess');
export const webContents = unknown('webContents');
export const webFrameMain = unknown('webFrameMain');

// biome-ignore lint/performance/noBarrelFile: the module that the app imports has to be one.
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc.ts';
export { safeStorage } from './key-store.ts';
export {
  clipboard,
  dialog,
  globalShortcut,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
  Tray,
} from './system-parts.ts';
