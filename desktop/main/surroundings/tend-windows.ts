import { careFor, type WindowCareEnds } from '../window/window-care.ts';
import type { OpenWindow } from '../window/windows.ts';
import { zoomed } from '../window/zoom.ts';
import type { Parts, SurroundingsEnds } from './parts.ts';

/** Looks after every window from the moment it is made. */
export function tendWindows(ends: SurroundingsEnds, parts: Parts): void {
  ends.desktop.windows.onOpened((opened) => {
    careFor(opened.window, careEnds(ends, parts, opened));
    parts.tray.sign(opened.window);
    if (opened.caller.kind === 'workspace') followPage(opened, opened.caller.workspaceId, parts);
  });
}

/** A page that is loaded anew has told nothing yet, and knows nothing of what was shown for the one before. */
function followPage({ window }: OpenWindow, workspaceId: string, { places, notices, closing }: Parts): void {
  const forget = () => {
    places.forget(workspaceId);
    notices.closeAll(workspaceId);
    closing.answered(workspaceId);
  };
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => isMainFrame && !isSameDocument && forget());
  window.on('closed', forget);
}

function careEnds({ electron, desktop, platform }: SurroundingsEnds, parts: Parts, { caller }: OpenWindow): WindowCareEnds {
  const { screen, Menu, clipboard, dialog, app } = electron;
  const { preferences, words, crashes, quitting, tray, places } = parts;
  return {
    screen,
    Menu,
    clipboard,
    dialog,
    preferences,
    words,
    crashes,
    languages: () => app.getPreferredSystemLanguages(),
    onClose() {
      if (quitting.isUnderWay) return 'close';
      if (platform === 'darwin') return 'hide';
      // Before there is a workspace, nothing could reach the person in the tray.
      const isOfUse = desktop.workspaces.list.workspaces.length > 0;
      return isOfUse && tray.isThere && preferences.get().staysInTray ? 'hide' : 'quit';
    },
    quit: () => app.quit(),
    zoom: (direction) => preferences.change({ zoomPercent: zoomed(preferences.get().zoomPercent, direction) }),
    onRecovered() {
      if (caller.kind === 'workspace') places.recovered(caller.workspaceId);
    },
    now: () => Date.now(),
  };
}
