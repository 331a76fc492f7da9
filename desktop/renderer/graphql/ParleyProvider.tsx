import { ApolloProvider } from '@apollo/client/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { ParleyClient } from '../../sync/client.ts';
import { createApollo } from './apollo.ts';
import { ClientContext } from './client-context.ts';
import { openClient } from './open-client.ts';

/** Builds the session, the store and sync for this page's server, and gives them to the hooks below. */
export function ParleyProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [client, setClient] = useState<ParleyClient | null>(null);
  useEffect(() => {
    const opened = openClient();
    setClient(opened);
    void opened.start();
    return () => void opened.close();
  }, []);
  const apollo = useMemo(() => createApollo(client), [client]);
  return (
    <ClientContext value={client}>
      <ApolloProvider client={apollo}>{children}</ApolloProvider>
    </ClientContext>
  );
}
