import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as Electron from 'electron';
import { answerCalls } from './calls/answer-calls.ts';
import { guardContents } from './guards/guard-contents.ts';
import { Secrets } from './secrets/secrets.ts';
import { serverCalls } from './server/server-calls.ts';
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
  /** Shows the current workspace, or the screen to add one. */
  showCurrent(): void;
}

/** Where the parts of the built app are. `folder`: of the program. */
function builtParts(folder: string) {
  const packed = path.join(folder, 'web');
  return { preload: path.join(folder, 'preload.cjs'), pages: existsSync(packed) ? packed : path.join(folder, '../web') };
}

/** Starts the app once Electron is ready. `folder`: of the program. */
export async function startDesktop(electron: typeof Electron, folder: string): Promise<Desktop> {
  const { app, safeStorage, ipcMain, shell, session, net } = electron;
  const userData = app.getPath('userData');
  const parts = builtParts(folder);
  guardContents({ app, shell });
  const sessions = new PageSessions({ session, pages: parts.pages });
  const secrets = await Secrets.start({ safeStorage, platform: process.platform, folder: userData });
  const workspaces = new Workspaces(userData);
  const windows = new Windows({
    BrowserWindow: electron.BrowserWindow,
    sessionFor: sessions.of,
    about: { version: app.getVersion(), platform: process.platform, isPackaged: app.isPackaged },
    preload: parts.preload,
  });
  const open = new OpenWorkspaces({ workspaces, secrets, sessionFor: sessions.of });
  const desktop: Desktop = { workspaces, open, secrets, windows, showCurrent: () => showCurrent(desktop) };
  workspaces.onChange((list) => windows.tellAll('workspaces.changed', list));
  answerCalls({
    ipcMain,
    callerOf: (contentsId) => windows.callerOf(contentsId),
    handlers: {
      ...serverCalls(open.get),
      ...workspaceCalls({ workspaces, open, windows, fetch: (address, init) => net.fetch(address, init) }),
      ...shellCalls(secrets, () => onOpenSecrets(desktop)),
    },
  });
  desktop.showCurrent();
  return desktop;
}

/** The current workspace first; the others run behind it, so that their messages are told of. */
function showCurrent({ secrets, workspaces, windows }: Desktop): void {
  const { current, list } = workspaces;
  if (secrets.state !== 'open' || current === undefined) {
    windows.showShell();
    return;
  }
  windows.showWorkspace(current);
  for (const workspace of list.workspaces) windows.openWorkspace(workspace);
}

function onOpenSecrets(desktop: Desktop): void {
  desktop.windows.tellAll('shell.screenChanged', screenFor(desktop.secrets));
  if (desktop.workspaces.current === undefined) return;
  desktop.showCurrent();
  desktop.windows.closeShell();
}
