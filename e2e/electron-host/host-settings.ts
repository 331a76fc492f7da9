/** What a test says when it starts the app. */
export interface HostSettings {
  /** The built program: its folder has a package.json. */
  readonly app: string;
  /** What the machine outside the app remembers: the system's key store, what is started at login. Not below the user's data. */
  readonly machine: string;
  readonly userData: string;
  /** A Chromium of this machine; null for Playwright's own. */
  readonly chromium: string | null;
  /** Whether the system has a key store. */
  readonly hasKeyStore: boolean;
  readonly isOnline: boolean;
  /** What the person speaks. */
  readonly locale: string;
}

/** The variable by which they travel. */
export const SETTINGS_VARIABLE = 'PARLEY_ELECTRON_HOST';

export const environmentOf = (settings: HostSettings) => ({ [SETTINGS_VARIABLE]: JSON.stringify(settings) });
