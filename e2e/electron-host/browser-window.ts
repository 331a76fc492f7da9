import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { sessionOf } from './host-session.ts';
import { strict, strictClass } from './strict.ts';
import { HostContents, type WebPreferences } from './web-contents.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface State {
  isVisible: boolean;
  isFocused: boolean;
  isMinimized: boolean;
  isMaximized: boolean;
  isFullScreen: boolean;
  isDestroyed: boolean;
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences: WebPreferences;
}

const windows = new Map<number, HostWindow>();

/** The windows that are open, for the app and for tests. */
export const openWindows = (): readonly HostWindow[] => [...windows.values()];

let windowCount = 0;

class HostWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: HostContents;
  /** What it was made with, for tests. */
  readonly options: WindowOptions;
  readonly self: HostWindow;
  #bounds: Bounds;
  #state: State = { isVisible: false, isFocused: false, isMinimized: false, isMaximized: false, isFullScreen: false, isDestroyed: false };
  #title: string;

  constructor(options: WindowOptions) {
    super();
    windowCount += 1;
    this.id = windowCount;
    this.options = options;
    this.#title = options.title ?? 'Electron';
    this.#bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width ?? 800, height: options.height ?? 600 };
    const preferences = { ...options.webPreferences, session: options.webPreferences.session ?? sessionOf('') };
    this.webContents = new HostContents(preferences).self;
    this.self = strict('BrowserWindow', this);
    windows.set(this.id, this.self);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.on('did-finish-load', () => this.#tellPage());
    this.webContents.on('dom-ready', () => this.#tellPage());
    void this.#resizePage();
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this.self);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): readonly HostWindow[] {
    return openWindows();
  }

  static getFocusedWindow(): HostWindow | null {
    return openWindows().find((each) => each.isFocused()) ?? null;
  }

  static fromWebContents(contents: HostContents): HostWindow | null {
    return openWindows().find((each) => each.webContents === contents) ?? null;
  }

  static fromId(id: number): HostWindow | null {
    return windows.get(id) ?? null;
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#state.isVisible) return;
    this.#change({ isVisible: true });
    this.emit('show');
  }

  hide(): void {
    if (!this.#state.isVisible) return;
    this.blur();
    this.#change({ isVisible: false });
    this.emit('hide');
  }

  focus(): void {
    if (!this.#state.isVisible || this.#state.isFocused) return;
    for (const other of openWindows()) if (other.id !== this.id) other.blur();
    this.#change({ isFocused: true });
    this.emit('focus');
    app.emit('browser-window-focus', {}, this.self);
  }

  blur(): void {
    if (!this.#state.isFocused) return;
    this.#change({ isFocused: false });
    this.emit('blur');
    app.emit('browser-window-blur', {}, this.self);
  }

  minimize(): void {
    this.blur();
    this.#change({ isMinimized: true });
    this.emit('minimize');
  }

  restore(): void {
    this.#change({ isMinimized: false });
    this.emit('restore');
  }

  maximize(): void {
    this.#change({ isMaximized: true });
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#change({ isMaximized: false });
    this.emit('unmaximize');
  }

  setFullScreen(isFullScreen: boolean): void {
    this.#change({ isFullScreen });
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen');
  }

  isVisible = () => this.#state.isVisible;
  isFocused = () => this.#state.isFocused;
  isMinimized = () => this.#state.isMinimized;
  isMaximized = () => this.#state.isMaximized;
  isFullScreen = () => this.#state.isFullScreen;
  isDestroyed = () => this.#state.isDestroyed;

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move');
    if (before.width === this.#bounds.width && before.height === this.#bounds.height) return;
    this.emit('resize');
    void this.#resizePage();
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  center(): void {
    this.setBounds({ x: 100, y: 100 });
  }

  flashFrame(): void {}
  moveTop(): void {}
  setAutoHideMenuBar(): void {}
  setContentProtection(): void {}
  setIcon(): void {}
  setMenu(): void {}
  setMenuBarVisibility(): void {}
  setOverlayIcon(): void {}
  setSkipTaskbar(): void {}

  /** As a click on its cross does: the app may keep it. */
  close(): void {
    if (this.#state.isDestroyed) return;
    let isKept = false;
    this.emit('close', {
      preventDefault: () => {
        isKept = true;
      },
    });
    if (!isKept) this.destroy();
  }

  destroy(): void {
    if (this.#state.isDestroyed) return;
    this.#state = { ...this.#state, isDestroyed: true, isVisible: false, isFocused: false };
    windows.delete(this.id);
    void this.webContents.destroy();
    this.emit('closed');
    if (windows.size === 0) app.onNoWindows();
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#tellPage();
  }

  #tellPage(): void {
    const { isVisible, isFocused, isMinimized } = this.#state;
    void this.webContents.showState({ isVisible: isVisible && !isMinimized, isFocused });
  }

  async #resizePage(): Promise<void> {
    const page = await this.webContents.opened.catch(() => null);
    const { width, height } = this.#bounds;
    await page?.setViewportSize({ width, height }).catch(() => undefined);
  }
}

export type { HostWindow };
export const BrowserWindow = strictClass('BrowserWindow', HostWindow);
