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
    return () => void opened.close();
  }, [host]);
  return (
    <HostContext value={host}>
      <ClientContext value={client}>{children}</ClientContext>
    </HostContext>
  );
}
