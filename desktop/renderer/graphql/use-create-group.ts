import { useCallback } from 'react';
import { useSync } from './client-context.ts';

export interface GroupInput {
  readonly name: string;
  readonly memberIds: readonly string[];
  /** Whether everybody may find and join it. */
  readonly isPublic: boolean;
}

/** Makes a group and gives its id; rejects with an `ApiError`. */
export function useCreateGroup(): (input: GroupInput) => Promise<string> {
  const sync = useSync();
  return useCallback((input) => sync.createGroup(input), [sync]);
}
