import { useCallback } from 'react';
import { useSync } from './client-context.ts';

/** Gives a group another name; rejects with an `ApiError`. */
export function useRenameGroup(conversationId: string): (name: string) => Promise<void> {
  const sync = useSync();
  return useCallback((name) => sync.renameGroup(conversationId, name), [sync, conversationId]);
}
