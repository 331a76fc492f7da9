import { ParleyClient } from '../../sync/client.ts';
import { Session } from '../../sync/session.ts';
import { Sync } from '../../sync/sync.ts';
import { openStore } from '../store/open-store.ts';
import { browserLocks, browserPlatform, openBrowserChannel } from './browser-platform.ts';
import { postToServer, socketUrl, viewerMemory } from './server-http.ts';

/** The client of this page, for the server that it came from. */
export function openClient(): ParleyClient {
  const session = new Session({
    http: postToServer,
    locks: browserLocks,
    channel: openBrowserChannel('session'),
    memory: viewerMemory,
    platform: browserPlatform,
  });
  const openSync = async (viewerId: string) =>
    Sync.open({
      viewerId,
      session,
      url: socketUrl(window.location),
      store: await openStore(viewerId),
      platform: browserPlatform,
      locks: browserLocks,
      openChannel: openBrowserChannel,
      onStoreError: (error) => console.error('Could not save in this browser.', error),
    });
  return new ParleyClient({ session, openSync });
}
