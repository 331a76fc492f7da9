import type { KeptViewer, SERVER_CALLS } from '../../bridge/server-calls.ts';
import { type Handlers, workspaceIdOf } from '../calls/handlers.ts';
import type { OpenWorkspace } from '../workspaces/open-workspaces.ts';

/** Name of who was signed in last among a workspace's secrets. */
const VIEWER = 'viewer';

/** What a page asks of its server, and who it was. */
export function serverCalls(open: (workspaceId: string) => Promise<OpenWorkspace>): Handlers<typeof SERVER_CALLS> {
  return {
    async 'server.post'(request, caller) {
      const { server } = await open(workspaceIdOf(caller));
      return server.post(request);
    },
    async 'server.loadViewer'(_input, caller) {
      const { vault } = await open(workspaceIdOf(caller));
      const kept = vault.get(VIEWER);
      return kept === undefined ? null : (JSON.parse(kept) as KeptViewer);
    },
    async 'server.saveViewer'({ viewer }, caller) {
      const { vault } = await open(workspaceIdOf(caller));
      await (viewer === null ? vault.delete(VIEWER) : vault.set(VIEWER, JSON.stringify(viewer)));
      return null;
    },
  };
}
