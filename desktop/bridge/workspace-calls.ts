import { z } from 'zod';
import { call } from './contract.ts';

/** A Parley server that the app is connected to, with a cache, a session and a window of its own (DESKTOP-4). */
export interface WorkspaceItem {
  readonly id: string;
  /** Origin of the server, like `https://chat.example.org`. */
  readonly url: string;
  /** What people call it: the host of its address. */
  readonly name: string;
}

export interface WorkspaceList {
  readonly workspaces: readonly WorkspaceItem[];
  /** The one that is shown. */
  readonly currentId: string | null;
}

const EMPTY = z.strictObject({});
const ID = z.strictObject({ id: z.uuid() });
/** As somebody types it, with or without `https://`. */
const ADDRESS = z.strictObject({ address: z.string().trim().min(1).max(300) });

export const WORKSPACE_CALLS = {
  'workspaces.list': call<WorkspaceList>()(EMPTY, ['workspace', 'shell']),
  /** Looks for a Parley server at the address and adds it; shows its window. UNAVAILABLE, NOT_PARLEY, NOT_SECURE or VALIDATION_ERROR where there is none. */
  'workspaces.add': call<WorkspaceItem>()(ADDRESS, ['shell']),
  /** Shows the window of one of them. */
  'workspaces.show': call<null>()(ID, ['workspace', 'shell']),
  /** Ends its session if the server can be asked, and removes everything that is kept of it on this device. */
  'workspaces.remove': call<null>()(ID, ['shell']),
  /** Shows the screen that adds and removes workspaces. */
  'workspaces.manage': call<null>()(EMPTY, ['workspace', 'shell']),
} as const;

export interface WorkspaceEvents {
  /** One was added, removed or shown. */
  readonly 'workspaces.changed': WorkspaceList;
}
