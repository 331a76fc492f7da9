import type { WORKSPACE_CALLS, WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { Handlers } from '../calls/handlers.ts';
import type { Windows } from '../window/windows.ts';
import { type Fetch, findServer } from './find-server.ts';
import type { OpenWorkspaces } from './open-workspaces.ts';
import type { Workspaces } from './workspace-list.ts';

interface WorkspaceCallEnds {
  readonly workspaces: Workspaces;
  readonly open: OpenWorkspaces;
  readonly windows: Windows;
  /** Reaches servers that are no workspace yet. */
  readonly fetch: Fetch;
}

/** Adds, shows and removes workspaces, and has their windows follow. */
export function workspaceCalls({ workspaces, open, windows, fetch }: WorkspaceCallEnds): Handlers<typeof WORKSPACE_CALLS> {
  const show = (workspace: WorkspaceItem) => {
    workspaces.setCurrent(workspace.id);
    windows.showWorkspace(workspace);
    windows.closeShell();
  };
  const find = (id: string) => {
    const workspace = workspaces.find(id);
    if (workspace === undefined) throw new CallFailure('NOT_FOUND', 'There is no such workspace.');
    return workspace;
  };
  return {
    'workspaces.list': () => workspaces.list,
    async 'workspaces.add'({ address }) {
      const workspace = workspaces.add(await findServer(fetch, address));
      show(workspace);
      return workspace;
    },
    'workspaces.show'({ id }) {
      show(find(id));
      return null;
    },
    async 'workspaces.remove'({ id }) {
      find(id);
      windows.closeWorkspace(id);
      await open.remove(id);
      return null;
    },
    'workspaces.manage'() {
      windows.showShell();
      return null;
    },
  };
}
