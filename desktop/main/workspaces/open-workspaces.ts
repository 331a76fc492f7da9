import { rmSync } from 'node:fs';
import type { Session } from 'electron';
import type { WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Vault } from '../secrets/vault.ts';
import { ServerSession } from '../server/server-session.ts';
import type { Workspaces } from './workspace-list.ts';

/** A workspace with what main keeps of it. */
export interface OpenWorkspace {
  readonly item: WorkspaceItem;
  /** Where everything that is kept of it lies. */
  readonly folder: string;
  readonly session: Session;
  readonly vault: Vault;
  readonly server: ServerSession;
}

interface OpenWorkspacesEnds {
  readonly workspaces: Workspaces;
  readonly secrets: Secrets;
  readonly sessionFor: (workspace: WorkspaceItem) => Session;
  /** How the app names itself to servers. */
  readonly userAgent: string;
}

/** Called when nothing of a workspace may stay: its session ended, or it is removed. Awaited before its files go. */
export type OnWipe = (workspace: OpenWorkspace) => Promise<void> | void;

/** What main keeps of each workspace: opened when its page first needs it, wiped on log out (DESKTOP-4). */
export class OpenWorkspaces {
  readonly #ends: OpenWorkspacesEnds;
  readonly #open = new Map<string, Promise<OpenWorkspace>>();
  readonly #onWipe = new Set<OnWipe>();
  readonly #onClose = new Set<() => Promise<void>>();

  constructor(ends: OpenWorkspacesEnds) {
    this.#ends = ends;
  }

  onWipe(listener: OnWipe): void {
    this.#onWipe.add(listener);
  }

  /** Calls back when all are closed: the app ends, or is locked and forgets its keys. Awaited. */
  onClose(listener: () => Promise<void>): void {
    this.#onClose.add(listener);
  }

  /** Closes all, what was under way finished; the pages are gone. Opened again when a page needs them. Never fails. */
  async closeAll(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.allSettled(opened.map((each) => each.status === 'fulfilled' && each.value.server.settled()));
    await Promise.allSettled([...this.#onClose].map((close) => close()));
    await this.#ends.secrets.forget();
    this.#open.clear();
  }

  /** Removes all that is kept of all of them without opening it: for who forgot the PIN. */
  async forgetAll(): Promise<void> {
    const { workspaces, sessionFor } = this.#ends;
    await this.closeAll();
    for (const item of workspaces.list.workspaces) {
      const session = sessionFor(item);
      await session.clearStorageData();
      await session.clearCache();
      workspaces.remove(item.id);
      rmSync(workspaces.folderOf(item.id), { recursive: true, force: true });
    }
  }

  /** Fails with NOT_FOUND for one that was removed. */
  readonly get = (id: string): Promise<OpenWorkspace> => {
    const item = this.#ends.workspaces.find(id);
    if (item === undefined) throw new CallFailure('NOT_FOUND', 'This workspace was removed.');
    const opened = this.#open.get(id) ?? this.#openOne(item);
    this.#open.set(id, opened);
    // What could not be opened, while the app is locked for example, is tried again when it is asked for again.
    opened.catch(() => this.#open.get(id) === opened && this.#open.delete(id));
    return opened;
  };

  /** Ends the session where the server can be asked, and removes all that is kept on this device. The page is gone before. */
  async remove(id: string): Promise<void> {
    const workspace = await this.get(id);
    await workspace.server.end();
    await this.#wipe(workspace);
    this.#open.delete(id);
    this.#ends.workspaces.remove(id);
    rmSync(workspace.folder, { recursive: true, force: true });
  }

  async #openOne(item: WorkspaceItem): Promise<OpenWorkspace> {
    const { workspaces, secrets, sessionFor, userAgent } = this.#ends;
    const folder = workspaces.folderOf(item.id);
    const vault = await secrets.vault(folder);
    const session = sessionFor(item);
    const server: ServerSession = new ServerSession({
      fetch: (address, init) => session.fetch(address, init),
      userAgent,
      url: item.url,
      vault,
      onLoggedOut: () => this.#wipe({ item, folder, session, vault, server }),
    });
    return { item, folder, session, vault, server };
  }

  /** Secrets, the store and what Chromium keeps of the page. */
  async #wipe(workspace: OpenWorkspace): Promise<void> {
    await workspace.vault.wipe();
    for (const listener of this.#onWipe) await listener(workspace);
    await workspace.session.clearStorageData();
    await workspace.session.clearCache();
  }
}
