import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { ABOUT_ARGUMENT, type About } from '../../bridge/surface.ts';

export interface WindowSettings {
  readonly about: About;
  readonly session: Session;
  /** Path of the built preload script. */
  readonly preload: string;
}

/** What every window of the app is made with (security E1): a page in a sandbox, in a world of its own, without Node. */
export function windowOptions({ about, session, preload }: WindowSettings): BrowserWindowConstructorOptions {
  return {
    show: false,
    width: 1180,
    height: 780,
    minWidth: 360,
    minHeight: 480,
    title: 'Parley',
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      additionalArguments: [`${ABOUT_ARGUMENT}${encodeURIComponent(JSON.stringify(about))}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: true,
    },
  };
}
