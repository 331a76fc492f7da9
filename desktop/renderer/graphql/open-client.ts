import { ParleyClient } from '../../sync/client.ts';
import { Session } from '../../sync/session.ts';
import { Sync } from '../../sync/sync.ts';
import { keeping } from '../store/keeping.ts';
import type { Host } from './host.ts';

/** The client of this page, for the server and on the device that the host gives it. */
export function openClient({ http, locks, openChannel, viewerMemory, platform, ...host }: Host): ParleyClient {
  const session = new Session({ http, locks, channel: openChannel('session'), memory: viewerMemory, platform });
  const openSync = async (viewerId: string) =>
    Sync.open({
      viewerId,
      session,
      url: host.socketUrl,
      store: await host.openStore(viewerId),
      platform,
      locks,
      openChannel,
      onStoreError: keeping.failed,
      onDamage: warnOfDamage(),
    });
  return new ParleyClient({ session, openSync });
}

/** Once a page: what one wants to know is that it happens at all. */
function warnOfDamage(): (conversationId: string, blockCount: number) => void {
  let isTold = false;
  return (conversationId, blockCount) => {
    if (isTold) return;
    isTold = true;
    const what = blockCount === 0 ? 'it was taken over anew' : `${blockCount} blocks of it were fetched again`;
    console.warn(`What this device held of conversation ${conversationId} was damaged; ${what}.`);
  };
}
