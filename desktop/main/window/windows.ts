import type { BrowserWindow, Session, WebContents } from 'electron';
import type { EventName, Events } from '../../bridge/events.ts';
import type { About } from '../../bridge/surface.ts';
import type { WorkspaceItem } from '../../bridge/workspace-calls.ts';
import type { Caller } from '../calls/handlers.ts';
import { tell } from '../calls/tell.ts';
import { PAGE_ORIGIN } from '../protocol/page-scheme.ts';
import { windowOptions } from './window-options.ts';

/** A window and whose page it shows. */
export interface OpenWindow {
  readonly window: BrowserWindow;
  readonly caller: Caller;
}

interface WindowsEnds {
  readonly BrowserWindow: typeof BrowserWindow;
  /** Guarded, and with our pages. `workspace`: null for the app's own screens. */
  readonly sessionFor: (workspace: WorkspaceItem | null) => Session;
  readonly about: Omit<About, 'workspace'>;
  /** Path of the built preload script. */
  readonly preload: string;
}

const SHELL = 'shell';

/**
 * The windows of the app: one for each workspace and one for the app's own screens. One of them is shown at a time, at the same place; the others
 * stay alive, so that their messages are told of.
 */
export class Windows {
  readonly #ends: WindowsEnds;
  /** By the workspace's id; the app's own screens under `shell`. */
  readonly #open = new Map<string, OpenWindow>();
  readonly #onOpened = new Set<(opened: OpenWindow) => void>();
  #shownKey: string | null = null;

  constructor(ends: WindowsEnds) {
    this.#ends = ends;
  }

  /** Calls back with every window that is made, before its page is loaded. */
  onOpened(listener: (opened: OpenWindow) => void): void {
    this.#onOpened.add(listener);
  }

  get all(): readonly OpenWindow[] {
    return [...this.#open.values()];
  }

  /** The one that is shown, or that was before all were hidden. */
  get shown(): OpenWindow | undefined {
    return this.#shownKey === null ? undefined : this.#open.get(this.#shownKey);
  }

  of(workspaceId: string): OpenWindow | undefined {
    return this.#open.get(workspaceId);
  }

  /** Whose window has these contents; undefined for none of ours. */
  callerOf(contentsId: number): Caller | undefined {
    return this.all.find(({ window }) => !window.isDestroyed() && window.webContents.id === contentsId)?.caller;
  }

  /** Has the page of a workspace run, seen or not. */
  openWorkspace(workspace: WorkspaceItem): OpenWindow {
    const opened = this.#open.get(workspace.id);
    if (opened !== undefined) return opened;
    const about: About = { ...this.#ends.about, workspace: { id: workspace.id, url: workspace.url } };
    const caller: Caller = { kind: 'workspace', workspaceId: workspace.id };
    const window = this.#make({ about, session: this.#ends.sessionFor(workspace), caller, key: workspace.id });
    this.#load(window, '/');
    return { window, caller };
  }

  showWorkspace(workspace: WorkspaceItem): void {
    this.openWorkspace(workspace);
    this.#show(workspace.id);
  }

  /** Shows the app's own screens. */
  showShell(): void {
    if (!this.#open.has(SHELL)) {
      const about: About = { ...this.#ends.about, workspace: null };
      this.#load(this.#make({ about, session: this.#ends.sessionFor(null), caller: { kind: 'shell' }, key: SHELL }), '/');
    }
    this.#show(SHELL);
  }

  closeShell(): void {
    this.#close(SHELL);
  }

  closeWorkspace(id: string): void {
    this.#close(id);
  }

  /** Tells the pages of all windows. */
  tellAll<Name extends EventName>(event: Name, payload: Events[Name]): void {
    for (const { window } of this.all) if (!window.isDestroyed()) tell(window.webContents as WebContents, event, payload);
  }

  /** Tells the page of one workspace, if its window is there. */
  tellWorkspace<Name extends EventName>(id: string, event: Name, payload: Events[Name]): void {
    const opened = this.#open.get(id);
    if (opened !== undefined && !opened.window.isDestroyed()) tell(opened.window.webContents as WebContents, event, payload);
  }

  #make({ about, session, caller, key }: { about: About; session: Session; caller: Caller; key: string }): BrowserWindow {
    const window = new this.#ends.BrowserWindow(windowOptions({ about, session, preload: this.#ends.preload }));
    const opened: OpenWindow = { window, caller };
    this.#open.set(key, opened);
    window.on('closed', () => {
      if (this.#open.get(key) === opened) this.#open.delete(key);
    });
    for (const listener of this.#onOpened) listener(opened);
    return window;
  }

  #load(window: BrowserWindow, page: string): void {
    window.loadURL(`${PAGE_ORIGIN}${page}`).catch((error: unknown) => {
      if (!window.isDestroyed()) console.error('A page of the app did not load.', error);
    });
  }

  #show(key: string): void {
    const next = this.#open.get(key)?.window;
    const before = this.shown?.window;
    this.#shownKey = key;
    if (next === undefined) return;
    if (before !== undefined && before !== next && !before.isDestroyed()) {
      next.setBounds(before.getBounds());
      before.hide();
    }
    if (next.isMinimized()) next.restore();
    next.show();
    next.focus();
  }

  #close(key: string): void {
    const closing = this.#open.get(key);
    this.#open.delete(key);
    if (this.#shownKey === key) this.#shownKey = null;
    if (closing !== undefined && !closing.window.isDestroyed()) closing.window.destroy();
  }
}
