import { createContext, useContext } from 'react';
import type { ClientState, ParleyClient } from '../../sync/client.ts';
import { Signal } from '../../sync/signal.ts';
import type { Sync } from '../../sync/sync.ts';
import { useReadable } from './use-readable.ts';

/** The page's client; null for the moment before it is built. */
export const ClientContext = createContext<ParleyClient | null>(null);

const notBuilt = new Signal<ClientState>({ session: { status: 'starting' }, sync: null });

export function useClientState(): ClientState {
  return useReadable(useContext(ClientContext)?.state ?? notBuilt);
}

/** The sync of the person who is signed in; only below a check that someone is. */
export function useSync(): Sync {
  const { sync } = useClientState();
  if (sync === null) throw new Error('Nobody is signed in.');
  return sync;
}
