import type { App, Menu } from 'electron';
import { type AppMenuActs, appMenu } from '../menu/app-menu.ts';
import type { AppTray } from '../tray/app-tray.ts';
import { type Standing, together } from '../tray/unread.ts';
import type { Words } from '../words/words.ts';

export interface AppFaceEnds {
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly app: Pick<App, 'isPackaged'>;
  readonly tray: Pick<AppTray, 'show'>;
  readonly platform: string;
  readonly words: () => Words;
  readonly standings: () => ReadonlyMap<string, Standing>;
  readonly workspaces: () => readonly { readonly id: string; readonly name: string; readonly isShown: boolean }[];
  readonly hasPin: () => boolean;
  readonly acts: AppMenuActs & { readonly open: () => void; readonly setBusy: (isBusy: boolean) => void };
}

/** What the system shows of the app: its menu, its place in the tray, the number on its icon. */
export class AppFace {
  readonly #ends: AppFaceEnds;

  constructor(ends: AppFaceEnds) {
    this.#ends = ends;
  }

  /** Something that it shows has changed. */
  refresh(): void {
    const { Menu: menus, app, platform, acts } = this.#ends;
    const words = this.#ends.words();
    const hasPin = this.#ends.hasPin();
    const menu = appMenu({ words, platform, isPackaged: app.isPackaged, workspaces: this.#ends.workspaces(), hasPin, acts });
    menus.setApplicationMenu(menus.buildFromTemplate(menu));
    this.refreshTray();
  }

  /** Only how things stand has changed. */
  refreshTray(): void {
    const { tray, acts } = this.#ends;
    const standings = this.#ends.standings();
    tray.show({
      words: this.#ends.words(),
      standing: together(standings.values()),
      canDisturb: standings.size > 0,
      hasPin: this.#ends.hasPin(),
      open: acts.open,
      setBusy: acts.setBusy,
      lock: acts.lock,
      quit: acts.quit,
    });
  }
}
