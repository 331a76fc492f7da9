import path from 'node:path';
import type * as Electron from 'electron';
import type { EventName, Events } from '../../bridge/events.ts';
import { tell } from '../calls/tell.ts';
import { ClosingPages } from '../closing/closing-pages.ts';
import { Crashes } from '../closing/crashes.ts';
import { Quitting } from '../closing/quitting.ts';
import type { Desktop } from '../desktop.ts';
import { AppLock } from '../lock/app-lock.ts';
import { SystemNotices } from '../notices/system-notices.ts';
import { PreferencesFile } from '../preferences/preferences-file.ts';
import { ShowShortcut } from '../preferences/show-shortcut.ts';
import { AppTray } from '../tray/app-tray.ts';
import { trayImages } from '../tray/tray-images.ts';
import type { AppUpdates } from '../updates/app-updates.ts';
import { openUpdates } from '../updates/open-updates.ts';
import { PagePlaces } from '../window/page-places.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { closePages, finishPages } from './close-everything.ts';

export interface SurroundingsEnds {
  readonly electron: typeof Electron;
  readonly desktop: Desktop;
  /** As Node names it. */
  readonly platform: string;
  /** The program that the system starts. */
  readonly program: string;
}

/** What stands between the windows and their system. */
export interface Parts {
  readonly preferences: PreferencesFile;
  readonly words: () => Words;
  readonly places: PagePlaces;
  readonly notices: SystemNotices;
  readonly tray: AppTray;
  readonly updates: AppUpdates;
  readonly lock: AppLock;
  readonly shortcut: ShowShortcut;
  readonly closing: ClosingPages;
  readonly crashes: Crashes;
  readonly quitting: Quitting;
}

/** `onChange`: something that menus and tray show is another now. `onUnlocked`: what waited for the lock can go on. */
export interface PartEvents {
  readonly onChange: () => void;
  readonly onUnlocked: () => void;
}

export function makeParts(ends: SurroundingsEnds, events: PartEvents): Parts {
  const { electron, desktop, platform } = ends;
  const { app } = electron;
  const { windows } = desktop;
  const preferences = new PreferencesFile({
    file: path.join(app.getPath('userData'), 'preferences.json'),
    onError: (error) => console.error('The preferences were not written.', error),
  });
  const words = () => wordsFor(preferences.get().language, app.getPreferredSystemLanguages());
  const tellPage = pageTeller(desktop);
  const places = new PagePlaces({
    tell: (id, place) => tellPage(id, 'app.open', { path: place }),
    tellRecovered: (id) => tellPage(id, 'app.recovered', { part: 'page' }),
    onChange: events.onChange,
  });
  const notices = new SystemNotices({
    make: (options) => new electron.Notification(options),
    words,
    platform,
    onAct(workspaceId, id, act) {
      if (act.type === 'open') desktop.showWorkspace(workspaceId);
      tellPage(workspaceId, 'notices.acted', { id, act });
    },
  });
  const { Tray, Menu } = electron;
  const tray = new AppTray(
    {
      Tray,
      Menu,
      app,
      platform,
      images: trayImages(electron.nativeImage, platform),
      windows: () => windows.all.map(({ window }) => window),
    },
    () => desktop.showCurrent(),
  );
  const closing = new ClosingPages();
  const closeEnds = { windows, open: desktop.open, closing };
  const quitting = new Quitting({ app, finish: () => finishPages(closeEnds).finally(() => tray.remove()) });
  const updates = openUpdates({ app, platform, preferences, onChange: (state) => windows.tellAll('updates.changed', state) });
  const shortcut = new ShowShortcut(electron.globalShortcut, () => desktop.showCurrent());
  const lock = makeLock(desktop, { close: () => closePages(closeEnds), notices, places, ...events });
  return { preferences, words, places, notices, tray, updates, lock, shortcut, closing, crashes: new Crashes(), quitting };
}

function pageTeller({ windows }: Pick<Desktop, 'windows'>) {
  return <Name extends EventName>(workspaceId: string, event: Name, payload: Events[Name]): void => {
    const opened = windows.of(workspaceId);
    if (opened !== undefined && !opened.window.isDestroyed()) tell(opened.window.webContents, event, payload);
  };
}

/** Where each workspace's page is, to lead back there. */
function pathsIn({ all }: Desktop['windows']): ReadonlyMap<string, string> {
  const found = all.flatMap(({ window, caller }) => {
    const { pathname, search } = URL.parse(window.webContents.getURL()) ?? { pathname: '/', search: '' };
    return caller.kind === 'workspace' && pathname !== '/' ? [[caller.workspaceId, `${pathname}${search}`] as const] : [];
  });
  return new Map(found);
}

interface LockParts extends PartEvents {
  readonly close: () => Promise<void>;
  readonly notices: SystemNotices;
  readonly places: PagePlaces;
}

function makeLock(desktop: Desktop, { close, notices, places, onChange, onUnlocked }: LockParts): AppLock {
  const { windows, secrets, workspaces } = desktop;
  let wasSeen = true;
  let paths: ReadonlyMap<string, string> = new Map();
  return new AppLock({
    key: () => secrets.key,
    async close() {
      wasSeen = windows.shown?.window.isVisible() === true;
      paths = pathsIn(windows);
      notices.closeAll();
      await close();
      for (const { id } of workspaces.list.workspaces) places.forget(id);
    },
    onLocked() {
      onChange();
      desktop.showLocked(wasSeen);
    },
    onUnlocked() {
      onChange();
      for (const [id, place] of paths) places.show(id, place);
      desktop.showUnlocked();
      onUnlocked();
    },
    onChange(state) {
      onChange();
      windows.tellAll('lock.changed', state);
    },
    wipe: () => desktop.wipe(),
  });
}
