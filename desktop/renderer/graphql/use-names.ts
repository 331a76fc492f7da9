import { useCallback } from 'react';
import { personOf } from '../../sync/history.ts';
import { useSync } from './client-context.ts';
import { useKnownNames } from './use-known-names.ts';

/** Gives the name of a person whom this client has met, by id. */
export function useNames(): (userId: string) => string {
  const { replica } = useSync();
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other names it is another function.
  return useCallback((userId) => personOf(replica, userId).displayName, [replica, names]);
}
