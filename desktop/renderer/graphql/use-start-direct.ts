import { useCallback } from 'react';
import { useSync } from './client-context.ts';

/** Opens the direct conversation with a person and gives its id; rejects with an `ApiError`. */
export function useStartDirect(): (userId: string) => Promise<string> {
  const sync = useSync();
  return useCallback((userId) => sync.startDirect(userId), [sync]);
}
