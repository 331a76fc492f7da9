import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Electron from 'electron';
import { answerCalls } from './calls/answer-calls.ts';
import { guardContents } from './guards/guard-contents.ts';
import type { EarlyLinks } from './links/early-links.ts';
import { Secrets } from './secrets/secrets.ts';
import { userAgentOf } from './server/post-to-server.ts';
import { serverCalls } from './server/server-calls.ts';
import { storeCalls } from './store/store-calls.ts';
import { Stores } from './store/stores.ts';
import { Surroundings } from './surroundings/surroundings.ts';
import { PageSessions } from './window/page-sessions.ts';
import { screenFor, shellCalls } from './window/shell-calls.ts';
import { Windows } from './window/windows.ts';
import { OpenWorkspaces } from './workspaces/open-workspaces.ts';
import { workspaceCalls } from './workspaces/workspace-calls.ts';
import { Workspaces } from './workspaces/workspace-list.ts';

/** The running app: what its parts share. */
export interface Desktop {
  readonly workspaces: Workspaces;
  readonly open: OpenWorkspaces;
  readonly secrets: Secrets;
  readonly windows: Windows;
  /** Shows the current workspace, or the screen to add one, or what asks for the PIN. */
  readonly showCurrent: () => void;
  readonly showWorkspace: (id: string) => void;
  /** Shows the screen that adds workspaces. */
  readonly manageWorkspaces: () => void;
  /** The app was locked: whoever looks at it sees the way back in. */
  readonly showLocked: (wasSeen: boolean) => void;
  readonly showUnlocked: () => void;
  /** Removes everything that is kept on this computer. */
  readonly wipe: () => Promise<void>;
}

/** Where the parts of the built app are. `folder`: of the program. */
function builtParts(folder: string) {
  const packed = path.join(folder, 'web');
  return {
    preload: path.join(folder, 'preload.cjs'),
    pages: existsSync(packed) ? packed : path.join(folder, '../web'),
    storeWorker: pathToFileURL(path.join(folder, 'store-worker.js')),
  };
}

export interface Start {
  /** Folder of the program. */
  readonly folder: string;
  /** Started by the system: no window, only the tray. */
  readonly isHidden: boolean;
  /** What reached the app before it was ready. */
  readonly links: EarlyLinks;
}

/** Starts the app once Electron is ready. */
export async function startDesktop(electron: typeof Electron, start: Start): Promise<Desktop> {
  const { app, safeStorage, ipcMain, shell, session, net } = electron;
  const userData = app.getPath('userData');
  const parts = builtParts(start.folder);
  guardContents({ app, shell });
  const sessions = new PageSessions({ session, pages: parts.pages });
  const secrets = await Secrets.start({ safeStorage, platform: process.platform, folder: userData });
  const workspaces = new Workspaces(userData);
  workspaces.sweep();
  const windows = new Windows({
    BrowserWindow: electron.BrowserWindow,
    sessionFor: sessions.of,
    about: { version: app.getVersion(), platform: process.platform, isPackaged: app.isPackaged },
    preload: parts.preload,
  });
  const open = new OpenWorkspaces({
    workspaces,
    secrets,
    sessionFor: sessions.of,
    userAgent: userAgentOf(app.getVersion(), process.platform),
  });
  const stores = openStores({ open, windows, program: parts.storeWorker });
  if (workspaces.current !== undefined) stores.prepare();
  const desktop = makeDesktop({ workspaces, open, secrets, windows });
  const surroundings = new Surroundings({ electron, desktop, platform: process.platform, program: app.getPath('exe') });
  workspaces.onChange((list) => windows.tellAll('workspaces.changed', list));
  answerCalls({
    ipcMain,
    callerOf: (contentsId) => windows.callerOf(contentsId),
    handlers: {
      ...serverCalls(open.get),
      ...storeCalls({ stores, workspaceOf: open.get }),
      ...workspaceCalls({ workspaces, open, windows, fetch: (address, init) => net.fetch(address, init) }),
      ...shellCalls(secrets, desktop.showUnlocked),
      ...surroundings.handlers,
    },
  });
  if (start.isHidden && surroundings.hasTray && secrets.state === 'open') openAll(desktop);
  else desktop.showCurrent();
  surroundings.start(start.links);
  return desktop;
}

/** What is kept is closed and wiped with its workspace; a page whose store was begun anew is told. */
function openStores({ open, windows, program }: { open: OpenWorkspaces; windows: Windows; program: URL }): Stores {
  const stores = new Stores({
    program,
    onRecovered: (workspaceId) => windows.tellWorkspace(workspaceId, 'app.recovered', { part: 'store' }),
  });
  open.onWipe((workspace) => stores.wipe(workspace));
  open.onClose(() => stores.closeAll());
  return stores;
}

function makeDesktop(parts: Pick<Desktop, 'workspaces' | 'open' | 'secrets' | 'windows'>): Desktop {
  const { workspaces, open, secrets, windows } = parts;
  const tellScreen = () => windows.tellAll('shell.screenChanged', screenFor(secrets));
  const desktop: Desktop = {
    ...parts,
    showCurrent: () => showCurrent(desktop),
    showWorkspace(id) {
      const workspace = workspaces.find(id);
      if (workspace === undefined || secrets.state !== 'open') return showCurrent(desktop);
      workspaces.setCurrent(id);
      windows.showWorkspace(workspace);
    },
    manageWorkspaces: () => windows.showShell(),
    showLocked(wasSeen) {
      tellScreen();
      if (wasSeen) windows.showShell();
    },
    showUnlocked: () => onOpenSecrets(desktop),
    async wipe() {
      await open.forgetAll();
      await secrets.reset();
      tellScreen();
    },
  };
  return desktop;
}

/** Has the pages of all workspaces run, so that their messages are told of. */
function openAll({ workspaces, windows }: Desktop): void {
  for (const workspace of workspaces.list.workspaces) windows.openWorkspace(workspace);
}

/** The current workspace first; the others run behind it, so that their messages are told of. */
function showCurrent(desktop: Desktop): void {
  const { secrets, workspaces, windows } = desktop;
  const { current } = workspaces;
  if (secrets.state !== 'open' || current === undefined) {
    windows.showShell();
    return;
  }
  windows.showWorkspace(current);
  openAll(desktop);
}

function onOpenSecrets(desktop: Desktop): void {
  desktop.windows.tellAll('shell.screenChanged', screenFor(desktop.secrets));
  if (desktop.workspaces.current === undefined) return;
  desktop.showCurrent();
  desktop.windows.closeShell();
}
