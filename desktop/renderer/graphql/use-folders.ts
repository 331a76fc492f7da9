import { useMemo } from 'react';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

/** A folder of conversations (CONV-3). */
export interface FolderItem {
  readonly id: string;
  readonly name: string;
}

export interface FoldersView {
  /** In the order of the viewer's choice. */
  readonly folders: readonly FolderItem[];
  /** Makes one at the end; gives its id. */
  create(name: string): Promise<string>;
  rename(folderId: string, name: string): Promise<void>;
  /** Its conversations are in none then. */
  remove(folderId: string): Promise<void>;
  /** Puts it before another one; null for the end. */
  move(folderId: string, beforeId: string | null): Promise<void>;
}

/** The viewer's folders, the same on all of their devices; changes show at once and work without a network. */
export function useFolders(): FoldersView {
  const { viewerItems } = useSync();
  const held = useSelected(viewerItems.state, ({ FOLDER }) => FOLDER);
  return useMemo(() => {
    const sorted = [...held].map(([id, folder]) => ({ id, ...folder })).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    const set = (key: string, value: { name: string; position: number } | null) => viewerItems.set({ kind: 'FOLDER', key, value });
    return {
      folders: sorted.map(({ id, name }) => ({ id, name })),
      create: async (name) => {
        const id = crypto.randomUUID();
        await set(id, { name, position: (sorted.at(-1)?.position ?? 0) + 1 });
        return id;
      },
      rename: async (id, name) => {
        const folder = held.get(id);
        if (folder !== undefined) await set(id, { ...folder, name });
      },
      remove: (id) => set(id, null),
      move: async (id, beforeId) => {
        const folder = held.get(id);
        if (folder !== undefined) await set(id, { ...folder, position: positionBefore(sorted, id, beforeId) });
      },
    };
  }, [held, viewerItems]);
}

/** Half way between the two that it comes between. */
function positionBefore(sorted: readonly { id: string; position: number }[], movedId: string, beforeId: string | null): number {
  const others = sorted.filter(({ id }) => id !== movedId);
  const index = beforeId === null ? others.length : others.findIndex(({ id }) => id === beforeId);
  const [before, after] = [others[index - 1]?.position, others[index]?.position];
  if (before === undefined) return (after ?? 1) - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
