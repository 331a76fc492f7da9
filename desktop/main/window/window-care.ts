import type { BrowserWindow, Clipboard, Dialog, Menu, MessageBoxOptions, Screen } from 'electron';
import type { Crashes } from '../closing/crashes.ts';
import { contextMenu } from '../menu/context-menu.ts';
import type { PreferencesFile } from '../preferences/preferences-file.ts';
import type { Words } from '../words/words.ts';
import { applySpelling } from './spell-check.ts';
import { openingBounds } from './window-bounds.ts';

export interface WindowCareEnds {
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly dialog: { showMessageBox(options: MessageBoxOptions): ReturnType<Dialog['showMessageBox']> };
  readonly preferences: PreferencesFile;
  readonly words: () => Words;
  /** Tags of the system's languages, the preferred first. */
  readonly languages: () => readonly string[];
  readonly crashes: Crashes;
  /** What closing the window does: the app goes on behind it, or ends, or is ending already. */
  readonly onClose: () => 'hide' | 'quit' | 'close';
  readonly quit: () => void;
  readonly zoom: (direction: 'in' | 'out') => void;
  /** The page broke and is loaded again. */
  readonly onRecovered: () => void;
  readonly now: () => number;
}

const SETTLED_MS = 400;

/** What every window gets beside its page: its place, its size of print, spelling, a menu for text, and a way on when its page breaks (DESKTOP-4). */
export function careFor(window: BrowserWindow, ends: WindowCareEnds): void {
  keepPlace(window, ends);
  keepZoom(window, ends);
  keepSpelling(window, ends);
  offerMenu(window, ends);
  survive(window, ends);
  window.on('close', (event) => {
    const deed = ends.onClose();
    if (deed === 'close') return;
    event.preventDefault();
    if (deed === 'hide') window.hide();
    else ends.quit();
  });
}

function keepPlace(window: BrowserWindow, { preferences, screen }: WindowCareEnds): void {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const bounds = openingBounds(
    preferences.window,
    [main, ...others].map(({ workArea }) => workArea),
  );
  window.setBounds(bounds);
  if (bounds.x === undefined) window.center();
  if (preferences.window?.isMaximised) window.once('show', () => window.maximize());
  let timer: NodeJS.Timeout | undefined;
  const remember = () => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    preferences.rememberWindow({ bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
  };
  const soon = () => {
    // The other windows are moved along with the one that is shown.
    if (!window.isVisible()) return;
    clearTimeout(timer);
    timer = setTimeout(remember, SETTLED_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('hide', () => timer !== undefined && remember());
  window.on('close', () => timer !== undefined && remember());
  window.on('closed', () => clearTimeout(timer));
}

function keepZoom(window: BrowserWindow, { preferences, zoom }: WindowCareEnds): void {
  const apply = () => {
    if (!window.isDestroyed()) window.webContents.setZoomFactor(preferences.get().zoomPercent / 100);
  };
  window.webContents.on('did-finish-load', apply);
  // Ctrl and the wheel.
  window.webContents.on('zoom-changed', (_event, direction) => zoom(direction));
  const stop = preferences.onChange((now, before) => now.zoomPercent !== before.zoomPercent && apply());
  window.on('closed', stop);
}

function keepSpelling(window: BrowserWindow, { preferences, languages }: WindowCareEnds): void {
  const { session } = window.webContents;
  applySpelling(session, preferences.get(), languages());
  const stop = preferences.onChange((now, before) => {
    if (now.checksSpelling !== before.checksSpelling || now.spellingLanguages !== before.spellingLanguages) {
      applySpelling(session, now, languages());
    }
  });
  window.on('closed', stop);
}

function offerMenu(window: BrowserWindow, { Menu: menus, clipboard, words }: WindowCareEnds): void {
  const { webContents } = window;
  webContents.on('context-menu', (_event, pressed) => {
    const template = contextMenu(pressed, words(), {
      replaceMisspelling: (word) => webContents.replaceMisspelling(word),
      addToDictionary: (word) => webContents.session.addWordToSpellCheckerDictionary(word),
      copyText: (text) => clipboard.writeText(text),
    });
    if (template.length > 0) menus.buildFromTemplate(template).popup({ window });
  });
}

/** A page that broke is loaded again, once; when that does not help, the person decides. Nothing that was sent or kept is lost. */
function survive(window: BrowserWindow, ends: WindowCareEnds): void {
  const { webContents } = window;
  const again = () => {
    ends.onRecovered();
    webContents.reload();
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    console.error(`The page of a window is gone: ${reason}.`);
    if (ends.crashes.next(String(window.id), ends.now()) === 'restart') again();
    else void askAfterCrash(ends).then((wants) => wants && !window.isDestroyed() && again());
  });
}

async function askAfterCrash({ dialog, words }: WindowCareEnds): Promise<boolean> {
  const { crashed, crashedHint, reload, cancel } = words();
  const options = { type: 'error' as const, message: crashed, detail: crashedHint, buttons: [reload, cancel], defaultId: 0, cancelId: 1 };
  return (await dialog.showMessageBox(options)).response === 0;
}
