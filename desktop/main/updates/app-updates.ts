import type { AppUpdater } from 'electron-updater';
import type { UpdateState } from '../../bridge/update-calls.ts';
import { isSignedBy } from './feed-signature.ts';

/** As much of electron-updater as is used. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'disableWebInstaller'
  | 'channel'
  | 'isUpdateSupported'
  | 'checkForUpdates'
  | 'quitAndInstall'
  | 'on'
>;

export interface UpdatesEnds {
  /** Null where this build has no feed: started from the sources, or installed by a package manager. */
  readonly updater: Updater | null;
  /** Of whoever signs the feed, SPKI in base64. */
  readonly publicKey: string;
  readonly now: () => Date;
  readonly onChange: (state: UpdateState) => void;
}

const CHANNELS = { stable: 'latest', beta: 'beta' } as const;

/** Finds, downloads and installs new versions (DESKTOP-1): only signed ones, never an older one (security E12), and only when the person says so. */
export class AppUpdates {
  readonly #ends: UpdatesEnds;
  #state: UpdateState;

  constructor(ends: UpdatesEnds, channel: keyof typeof CHANNELS) {
    this.#ends = ends;
    this.#state = { status: ends.updater === null ? 'off' : 'current', version: null, percent: null, checkedAt: null };
    if (ends.updater !== null) this.#prepare(ends.updater);
    this.followChannel(channel);
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** From the next look on. Whoever leaves the beta channel waits for a stable version that is newer than theirs. */
  followChannel(channel: keyof typeof CHANNELS): void {
    const { updater } = this.#ends;
    if (updater === null) return;
    updater.channel = CHANNELS[channel];
    updater.allowPrerelease = channel === 'beta';
    // Choosing a channel allows going back to older versions, by itself.
    updater.allowDowngrade = false;
  }

  /** Looks now; what is found is downloaded. What comes of it is told by `onChange`. */
  async check(): Promise<void> {
    const { updater } = this.#ends;
    if (updater === null || this.#state.status === 'checking' || this.#state.status === 'downloading' || this.#state.status === 'ready')
      return;
    this.#set({ status: 'checking' });
    try {
      const found = await updater.checkForUpdates();
      // What fails of the download is told by the 'error' event.
      found?.downloadPromise?.catch(() => {});
    } catch {
      this.#fail();
    }
  }

  /** Ends the app and starts the new version; false where none is ready. */
  install(): boolean {
    if (this.#state.status !== 'ready') return false;
    this.#ends.updater?.quitAndInstall(true, true);
    return true;
  }

  #prepare(updater: Updater): void {
    const { publicKey } = this.#ends;
    const fitsSystem = updater.isUpdateSupported;
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = true;
    updater.disableWebInstaller = true;
    updater.isUpdateSupported = (entry) => {
      if (!isSignedBy(publicKey, entry)) throw new Error(`The entry of version ${entry.version} in the feed is not signed by us.`);
      return fitsSystem(entry);
    };
    updater.on('update-not-available', () => this.#checked({ status: 'current', version: null, percent: null }));
    updater.on('update-available', ({ version }) => this.#checked({ status: 'downloading', version, percent: 0 }));
    updater.on('download-progress', ({ percent }) => this.#set({ percent: Math.floor(percent) }));
    updater.on('update-downloaded', ({ version }) => this.#set({ status: 'ready', version, percent: null }));
    updater.on('error', () => this.#fail());
  }

  #fail(): void {
    if (this.#state.status !== 'ready') this.#checked({ status: 'failed', percent: null });
  }

  #checked(part: Partial<UpdateState>): void {
    this.#set({ ...part, checkedAt: this.#ends.now().toISOString() });
  }

  #set(part: Partial<UpdateState>): void {
    const state = { ...this.#state, ...part };
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#ends.onChange(state);
  }
}
