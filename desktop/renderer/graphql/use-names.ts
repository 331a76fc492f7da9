import { useCallback } from 'react';
import { personOf } from '../../sync/history.ts';
import { useSync } from './client-context.ts';

/** Gives the name of a person whom this client has met, by id. */
export function useNames(): (userId: string) => string {
  const { replica } = useSync();
  return useCallback((userId) => personOf(replica, userId).displayName, [replica]);
}
