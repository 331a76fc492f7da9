import { useEffect, useState } from 'react';
import type { WorkspaceList } from '../../bridge/workspace-calls.ts';
import { useHost } from './host-context.ts';

export interface WorkspacesView extends WorkspaceList {
  readonly show: (id: string) => void;
  /** Shows the screen that adds and removes them. */
  readonly manage: () => void;
}

/** The workspaces of the app (DESKTOP-4); null in a browser, which has the one of its address. */
export function useWorkspaces(): WorkspacesView | null {
  const { desktop } = useHost();
  const [list, setList] = useState<WorkspaceList | null>(null);
  useEffect(() => {
    if (desktop === null) return;
    desktop.bridge.call('workspaces.list', {}).then(setList, () => undefined);
    return desktop.bridge.on('workspaces.changed', setList);
  }, [desktop]);
  if (desktop === null || list === null) return null;
  const { bridge } = desktop;
  return {
    ...list,
    show: (id) => void bridge.call('workspaces.show', { id }),
    manage: () => void bridge.call('workspaces.manage', {}),
  };
}
