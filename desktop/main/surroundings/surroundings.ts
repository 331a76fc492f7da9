import type { Abilities } from '../../bridge/preference-calls.ts';
import { SystemActivity } from '../activity/system-activity.ts';
import { claimLinks, type EarlyLinks } from '../links/early-links.ts';
import { LinkedPlaces } from '../links/linked-places.ts';
import { lockCalls } from '../lock/app-lock.ts';
import { noticeCalls } from '../notices/notice-calls.ts';
import { setStartAtLogin } from '../preferences/login-item.ts';
import { preferenceCalls } from '../preferences/preference-calls.ts';
import { updateCalls } from '../updates/update-calls.ts';
import { zoomed } from '../window/zoom.ts';
import { fill } from '../words/words.ts';
import { appCalls } from './app-calls.ts';
import { AppFace } from './app-face.ts';
import { followActivity } from './follow-activity.ts';
import { makeParts, type Parts, type SurroundingsEnds } from './parts.ts';
import { tendWindows } from './tend-windows.ts';

const UPDATE_EVERY_MS = 4 * 60 * 60_000;

/**
 * Everything that makes the windows an app of their system (DESKTOP-4): tray, menus, notifications, links, lock, updates and the way out. Made before
 * the first window; `start` when the app is ready to be used.
 */
export class Surroundings {
  readonly #ends: SurroundingsEnds;
  readonly #parts: Parts;
  readonly #face: AppFace;
  readonly #links: LinkedPlaces;

  constructor(ends: SurroundingsEnds) {
    this.#ends = ends;
    this.#parts = makeParts(ends, { onChange: () => this.#face.refresh(), onUnlocked: () => this.#links.resume() });
    this.#face = this.#makeFace();
    this.#links = this.#makeLinks();
    const activity = new SystemActivity({ power: ends.electron.powerMonitor, every, ...followActivity(ends.desktop.windows, this.#parts) });
    tendWindows(ends, this.#parts);
    ends.desktop.workspaces.onChange(() => this.#face.refresh());
    ends.desktop.open.onWipe(({ item }) => {
      this.#parts.places.forget(item.id);
      this.#parts.notices.closeAll(item.id);
    });
    this.#parts.preferences.onChange((now, before) => {
      ends.desktop.windows.tellAll('preferences.changed', now);
      if (now.language !== before.language) this.#face.refresh();
      if (now.updateChannel !== before.updateChannel) this.#parts.updates.followChannel(now.updateChannel);
    });
    activity.start();
  }

  /** What answers the pages' calls about all of it. */
  get handlers() {
    const { preferences, places, closing, notices, lock, updates, shortcut, quitting } = this.#parts;
    return {
      ...appCalls({ places, closing }),
      ...noticeCalls(notices),
      ...lockCalls(lock),
      ...updateCalls(updates, () => quitting.finish()),
      ...preferenceCalls({
        file: preferences,
        abilities: () => this.#abilities(),
        shortcut,
        setStartAtLogin: (starts) => this.#startAtLogin(starts),
      }),
    };
  }

  /** Whether a start without a window leaves a way to reach the app. */
  get hasTray(): boolean {
    return this.#parts.tray.isThere;
  }

  /** The windows are there. `early`: what reached the app until now. */
  start(early: EarlyLinks): void {
    const { app } = this.#ends.electron;
    const { updates, shortcut, preferences } = this.#parts;
    this.#face.refresh();
    shortcut.use(preferences.get().showShortcut);
    claimLinks(app, this.#ends.program);
    early.listen({ onLink: (link) => this.#links.follow(link), onSecondStart: () => this.#ends.desktop.showCurrent() });
    this.#links.resume();
    void updates.check();
    every(UPDATE_EVERY_MS, () => void updates.check());
  }

  #makeFace(): AppFace {
    const { electron, desktop, platform } = this.#ends;
    const { workspaces } = desktop;
    const { words, places, tray, lock, preferences } = this.#parts;
    return new AppFace({
      Menu: electron.Menu,
      app: electron.app,
      tray,
      platform,
      words,
      standings: () => places.standings,
      hasPin: () => lock.state.hasPin,
      workspaces: () => workspaces.list.workspaces.map(({ id, name }) => ({ id, name, isShown: id === workspaces.list.currentId })),
      acts: {
        open: () => desktop.showCurrent(),
        showWorkspace: (id) => desktop.showWorkspace(id),
        addWorkspace: () => desktop.manageWorkspaces(),
        openSettings: () => this.#openSettings(),
        lock: () => void lock.lock(),
        quit: () => electron.app.quit(),
        zoom: (direction) => preferences.change({ zoomPercent: zoomed(preferences.get().zoomPercent, direction) }),
        checkForUpdates: () => this.#openSettings(),
        setBusy: (isBusy) => {
          desktop.windows.tellAll('app.busy', { isBusy });
          // The system has set the mark by itself; it is to say what holds, which the pages tell when it does.
          this.#face.refreshTray();
        },
      },
    });
  }

  /** The settings of the app are a page of whichever workspace is shown. */
  #openSettings(): void {
    const { workspaces, showCurrent } = this.#ends.desktop;
    const { places, updates } = this.#parts;
    showCurrent();
    if (workspaces.current !== undefined) places.show(workspaces.current.id, '/settings/app');
    void updates.check();
  }

  #makeLinks(): LinkedPlaces {
    const { desktop, electron } = this.#ends;
    const { lock, places, words } = this.#parts;
    return new LinkedPlaces({
      workspaces: () => desktop.workspaces.list.workspaces,
      open({ id }, path) {
        if (lock.isLocked || desktop.secrets.state !== 'open') {
          desktop.showCurrent();
          return false;
        }
        places.show(id, path);
        desktop.showWorkspace(id);
        return true;
      },
      explain(problem) {
        const { linkUnknownTitle, linkUnknown, linkBroken, ok } = words();
        const detail = problem === 'broken' ? linkBroken : fill(linkUnknown, { host: problem.host });
        void electron.dialog.showMessageBox({ type: 'info', message: linkUnknownTitle, detail, buttons: [ok] });
      },
    });
  }

  #abilities(): Abilities {
    const { electron, desktop, platform } = this.#ends;
    const { session } = desktop.windows.shown?.window.webContents ?? {};
    return {
      canStartAtLogin: electron.app.isPackaged,
      hasTray: this.#parts.tray.isThere,
      spellingLanguages: platform === 'darwin' ? [] : (session?.availableSpellCheckerLanguages ?? []),
    };
  }

  #startAtLogin(starts: boolean): boolean {
    const { electron, platform, program } = this.#ends;
    return setStartAtLogin({ app: electron.app, platform, program, configFolder: electron.app.getPath('appData') }, starts);
  }
}

/** Again and again, without keeping the program alive. */
function every(periodMs: number, callback: () => void): () => void {
  const timer = setInterval(callback, periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
