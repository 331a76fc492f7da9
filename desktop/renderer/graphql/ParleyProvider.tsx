import { type ReactNode, useEffect, useState } from 'react';
import type { ParleyClient } from '../../sync/client.ts';
import { ClientContext } from './client-context.ts';
import type { Host } from './host.ts';
import { HostContext } from './host-context.ts';
import { openClient } from './open-client.ts';

/** Builds the session, the store and sync for the server of this page, and gives them to the hooks below. */
export function ParleyProvider({ host, children }: { readonly host: Host; readonly children: ReactNode }): ReactNode {
  const [client, setClient] = useState<ParleyClient | null>(null);
  useEffect(() => {
    const opened = openClient(host);
    setClient(opened);
    void opened.start();
    const stopListening = host.desktop?.bridge.on('app.closing', () => void finish(opened, host));
    return () => {
      stopListening?.();
      void opened.close();
    };
  }, [host]);
  return (
    <HostContext value={host}>
      <ClientContext value={client}>{children}</ClientContext>
    </HostContext>
  );
}

/** The app ends: what is being written is on the disk before it hears so. */
async function finish(client: ParleyClient, { desktop }: Host): Promise<void> {
  await client.close().catch((error: unknown) => console.error('The page did not finish.', error));
  await desktop?.bridge.call('app.closed', {});
}
