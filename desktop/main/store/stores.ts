import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { StoreOpening } from '../../bridge/store-calls.ts';
import { StoreFailure } from '../../sync/store-failure.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Recovery } from './recover-store.ts';
import { storeKeyOf } from './store-key.ts';
import { SpareThread } from './store-thread.ts';
import { WorkerStore } from './worker-store.ts';

/** What a store is part of. */
export interface StoreWorkspace {
  readonly item: { readonly id: string };
  readonly folder: string;
  readonly vault: Vault;
}

export interface StoresEnds {
  /** The built `store-worker`. */
  readonly program: URL;
  /** A store that a page had open could not be read any more, or its thread broke; it goes on with what is there. */
  readonly onRecovered: (workspaceId: string) => void;
}

/** The open stores: one for each workspace, of who is signed in there. */
export class Stores {
  readonly #ends: StoresEnds;
  readonly #open = new Map<string, WorkerStore>();
  readonly #spare = new SpareThread();
  /** Openings and closings, one after another: no file is open twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ends: StoresEnds) {
    this.#ends = ends;
  }

  /** Starts the thread of the store that will be opened first, while its page is still being loaded. */
  prepare(): void {
    this.#spare.prepare(this.#ends.program);
  }

  /** Opens a person's store; one that was open in the workspace is closed. Rejects with a `StoreFailure`. */
  open(workspace: StoreWorkspace, viewerId: string): Promise<StoreOpening> {
    return this.#inTurn(async () => {
      await this.#take(workspace.item.id)?.close();
      if (!workspace.vault.isKept) return { isKept: false, recovery: null };
      let recovery: Recovery | null = null;
      let isOpen = false;
      const store = new WorkerStore({
        program: this.#ends.program,
        spare: this.#spare,
        folder: path.join(workspace.folder, viewerId),
        key: () => storeKeyOf(workspace.vault, viewerId),
        onRecovered: (done) => {
          console.warn('What was kept could not be read; a new store was begun.', done);
          recovery = done;
          if (isOpen) this.#ends.onRecovered(workspace.item.id);
        },
        onBroken: (error) => {
          console.error('The thread of a store broke.', error);
          if (isOpen) this.#ends.onRecovered(workspace.item.id);
        },
      });
      await store.open();
      isOpen = true;
      this.#open.set(workspace.item.id, store);
      return { isKept: true, recovery };
    });
  }

  /** The store that is open in a workspace. Throws a `StoreFailure` where none is. */
  of(workspaceId: string): WorkerStore {
    const store = this.#open.get(workspaceId);
    if (store === undefined) throw new StoreFailure('CLOSED', 'No store is open.');
    return store;
  }

  close(workspaceId: string): Promise<void> {
    const store = this.#take(workspaceId);
    return this.#inTurn(async () => store?.close());
  }

  /** Closes all: the app ends, or is locked and forgets its keys. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.close(id)));
    await this.#turn;
  }

  /** Removes what is kept of who is signed in. */
  destroy(workspaceId: string): Promise<void> {
    const store = this.#take(workspaceId);
    return this.#inTurn(async () => store?.destroy());
  }

  /** Removes what is kept of everybody in a workspace: nobody is signed in there any more. */
  async wipe(workspace: StoreWorkspace): Promise<void> {
    await this.close(workspace.item.id);
    await this.#inTurn(async () => {
      for (const folder of personFolders(workspace.folder)) rmSync(folder, { recursive: true, force: true });
    });
  }

  #take(workspaceId: string): WorkerStore | undefined {
    const store = this.#open.get(workspaceId);
    this.#open.delete(workspaceId);
    return store;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** Every folder of a workspace's folder is a person's. */
function personFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
}
