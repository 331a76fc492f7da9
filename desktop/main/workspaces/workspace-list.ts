import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { WorkspaceItem, WorkspaceList } from '../../bridge/workspace-calls.ts';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';

const KEPT = z.object({
  workspaces: z.array(z.object({ id: z.uuid(), url: z.url(), name: z.string() })),
  currentId: z.uuid().nullable(),
});

const NONE: WorkspaceList = { workspaces: [], currentId: null };

/** The workspaces of this device, on disk (DESKTOP-4). What is kept of each is in a folder of its own. */
export class Workspaces {
  readonly #folder: string;
  readonly #listeners = new Set<(list: WorkspaceList) => void>();
  #list: WorkspaceList;

  /** `folder`: of everything that the app keeps. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#list = this.#read();
  }

  get list(): WorkspaceList {
    return this.#list;
  }

  get current(): WorkspaceItem | undefined {
    return this.find(this.#list.currentId);
  }

  find(id: string | null): WorkspaceItem | undefined {
    return this.#list.workspaces.find((each) => each.id === id);
  }

  /** Where everything that is kept of a workspace lies. */
  folderOf(id: string): string {
    return path.join(this.#folder, 'workspaces', id);
  }

  /** Adds the server, or gives the workspace that is there for it; makes it the current one. */
  add(url: string): WorkspaceItem {
    const { workspaces } = this.#list;
    const workspace = workspaces.find((each) => each.url === url) ?? { id: randomUUID(), url, name: new URL(url).host };
    const others = workspaces.filter(({ id }) => id !== workspace.id);
    this.#change({ workspaces: [...others, workspace], currentId: workspace.id });
    return workspace;
  }

  setCurrent(id: string): void {
    if (this.#list.currentId !== id) this.#change({ ...this.#list, currentId: id });
  }

  /** Takes it off the list; the next one becomes the current one. */
  remove(id: string): void {
    const workspaces = this.#list.workspaces.filter((each) => each.id !== id);
    const currentId = this.#list.currentId === id ? (workspaces[0]?.id ?? null) : this.#list.currentId;
    this.#change({ workspaces, currentId });
  }

  /** Calls back after every change. */
  onChange(listener: (list: WorkspaceList) => void): void {
    this.#listeners.add(listener);
  }

  #change(list: WorkspaceList): void {
    writeFileWhole(this.#file, JSON.stringify(list, null, 2));
    this.#list = list;
    for (const listener of this.#listeners) listener(list);
  }

  get #file(): string {
    return path.join(this.#folder, 'workspaces.json');
  }

  /** Removes what Chromium kept of workspaces that are no more: it lets go of the files when the app ends. Before the first session is used. */
  sweep(): void {
    const partitions = path.join(this.#folder, 'Partitions');
    const kept = new Set(this.#list.workspaces.map(({ id }) => `workspace-${id}`));
    for (const name of namesIn(partitions)) {
      if (name.startsWith('workspace-') && !kept.has(name)) rmSync(path.join(partitions, name), { recursive: true, force: true });
    }
  }

  /** A list that cannot be read is set aside. */
  #read(): WorkspaceList {
    const content = readFileIfThere(this.#file);
    if (content === undefined) return NONE;
    try {
      return KEPT.parse(JSON.parse(content.toString()));
    } catch (error) {
      console.warn('The list of workspaces cannot be read.', error);
      renameSync(this.#file, `${this.#file}.unreadable`);
      return NONE;
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
