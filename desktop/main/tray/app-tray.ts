import type { App, BrowserWindow, Menu, NativeImage, Tray } from 'electron';
import { fill, type Words } from '../words/words.ts';
import { badgeText, type TrayMenuEnds, trayMenu, trayTip } from './tray-menu.ts';
import type { Standing } from './unread.ts';

export interface AppTrayEnds {
  readonly Tray: new (image: NativeImage) => Tray;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly app: Pick<App, 'setBadgeCount'>;
  /** As Node names it. */
  readonly platform: string;
  readonly images: TrayImages;
  /** All windows: on Windows each carries the sign on its button in the task bar. */
  readonly windows: () => readonly Pick<BrowserWindow, 'setOverlayIcon'>[];
}

export interface TrayImages {
  readonly plain: NativeImage;
  readonly unread: NativeImage;
  /** The sign over the icon in the task bar of Windows. */
  readonly overlay: NativeImage;
}

/** The app's icon where the system keeps those of running programs, with what is unread; and the same on its icon in the dock or task bar (NOTIFY-1). */
export class AppTray {
  readonly #ends: AppTrayEnds;
  readonly #tray: Tray | null;
  #unreadCount = 0;
  #overlayText = '';

  /** Desktops without a place for it (some of Linux) only have no tray. */
  constructor(ends: AppTrayEnds, onPress: () => void) {
    this.#ends = ends;
    this.#tray = makeTray(ends);
    this.#tray?.on('click', onPress);
  }

  get isThere(): boolean {
    return this.#tray !== null;
  }

  /** Shows how things stand now. */
  show(menu: TrayMenuEnds): void {
    this.#showCount(menu.standing, menu.words);
    this.#tray?.setToolTip(trayTip(menu.words, menu.standing));
    this.#tray?.setContextMenu(this.#ends.Menu.buildFromTemplate(trayMenu(menu)));
  }

  /** A window that was made just now. */
  sign(window: Pick<BrowserWindow, 'setOverlayIcon'>): void {
    if (this.#ends.platform !== 'win32') return;
    window.setOverlayIcon(this.#unreadCount > 0 ? this.#ends.images.overlay : null, this.#overlayText);
  }

  remove(): void {
    this.#tray?.destroy();
  }

  #showCount({ unreadCount }: Standing, words: Words): void {
    if (unreadCount === this.#unreadCount) return;
    const { app, images, platform, windows } = this.#ends;
    this.#unreadCount = unreadCount;
    this.#overlayText = unreadCount > 0 ? fill(words.unreadBadge, { count: badgeText(unreadCount) }) : '';
    this.#tray?.setImage(unreadCount > 0 ? images.unread : images.plain);
    if (platform === 'win32') for (const window of windows()) this.sign(window);
    else app.setBadgeCount(unreadCount);
  }
}

function makeTray({ Tray: Made, images }: AppTrayEnds): Tray | null {
  try {
    return new Made(images.plain);
  } catch (error) {
    console.warn('This desktop has no tray.', error);
    return null;
  }
}
