import { type Bridge, bridgeOver } from '../../bridge/bridge.ts';
import type { Surface } from '../../bridge/surface.ts';
import type { Viewer } from '../../sync/records.ts';
import type { ViewerMemory } from '../../sync/session.ts';
import { openDesktopStore } from '../store/open-desktop-store.ts';
import { browserHost } from './browser-host.ts';
import { desktopNotices } from './desktop-notices.ts';
import { desktopPlatform } from './desktop-platform.ts';
import type { Host } from './host.ts';
import { socketUrl } from './server-http.ts';

/** A window of the desktop app, with the page of one workspace. What main keeps of it is read before the page starts. */
export async function desktopHost(surface: Surface): Promise<Host> {
  const bridge = bridgeOver(surface);
  const { workspace } = bridge.about;
  if (workspace === null) throw new Error('This window belongs to no workspace.');
  concealWithScreen(bridge);
  return {
    ...browserHost(),
    http: (request) => bridge.call('server.post', { ...request, variables: { ...request.variables } }),
    socketUrl: socketUrl(new URL(workspace.url)),
    serverUrl: workspace.url,
    viewerMemory: await openViewerMemory(bridge),
    openStore: (viewerId) => openDesktopStore(bridge, viewerId),
    platform: desktopPlatform(bridge),
    notices: desktopNotices(bridge),
    desktop: { bridge },
  };
}

/** While the computer's screen is locked, nothing is drawn: what was on the screen is in no picture of it either. */
function concealWithScreen(bridge: Bridge): void {
  bridge.on('app.concealed', ({ isConcealed }) => document.documentElement.toggleAttribute('data-concealed', isConcealed));
}

/** Main keeps who was signed in, encrypted; the page asks once. */
async function openViewerMemory(bridge: Bridge): Promise<ViewerMemory> {
  const kept = await bridge.call('server.loadViewer', {});
  let viewer: Viewer | null = kept;
  return {
    load: () => viewer,
    save(next) {
      viewer = next;
      // What cannot be kept only makes the next start later.
      bridge.call('server.saveViewer', { viewer: next }).catch((error: unknown) => console.warn('Who is signed in was not kept.', error));
    },
  };
}
