import { useCallback } from 'react';
import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';

export interface ConnectionView {
  readonly state: 'connecting' | 'catching-up' | 'online' | 'offline';
  /** When the next attempt starts, in milliseconds since 1970, while offline. */
  readonly retryAt?: number;
  retryNow(): void;
}

/** Whether this page hears the server. */
export function useConnection(): ConnectionView {
  const { connection } = useSync();
  return { ...useReadable(connection.state), retryNow: useCallback(() => connection.retryNow(), [connection]) };
}
