import { tell } from '../calls/tell.ts';
import type { ClosingPages } from '../closing/closing-pages.ts';
import type { OpenWindow, Windows } from '../window/windows.ts';
import type { OpenWorkspaces } from '../workspaces/open-workspaces.ts';

export interface CloseEnds {
  readonly windows: Pick<Windows, 'all' | 'closeWorkspace'>;
  readonly open: Pick<OpenWorkspaces, 'closeAll'>;
  readonly closing: ClosingPages;
}

interface OfWorkspace extends OpenWindow {
  readonly caller: Extract<OpenWindow['caller'], { kind: 'workspace' }>;
}

const isOfWorkspace = (opened: OpenWindow): opened is OfWorkspace => opened.caller.kind === 'workspace' && !opened.window.isDestroyed();

/** Has the pages finish what they are writing, and closes what main keeps open for them: what follows, the end or the lock, loses nothing. Never rejects. */
export async function finishPages({ windows, open, closing }: CloseEnds): Promise<void> {
  const pages = windows.all.filter(isOfWorkspace);
  await closing.ask(
    pages.map(({ window, caller }) => ({
      workspaceId: caller.workspaceId,
      tell: () => tell(window.webContents, 'app.closing', null),
    })),
  );
  await open.closeAll();
}

/** The same for the lock: nothing that shows what is kept stays, seen or not, from the first moment on. */
export async function closePages(ends: CloseEnds): Promise<void> {
  const pages = ends.windows.all.filter(isOfWorkspace);
  for (const { window } of pages) window.hide();
  await finishPages(ends);
  for (const { caller } of pages) ends.windows.closeWorkspace(caller.workspaceId);
}
