import { useMemo } from 'react';
import { useSync } from './client-context.ts';

export interface OutboxActions {
  /** Sends a failed or slow message again, at once. */
  retry(key: string): Promise<void>;
  /** Gives a message up. */
  discard(key: string): Promise<void>;
}

/** What a person can do with a message that is not sent yet, by its `key`. */
export function useOutboxActions(): OutboxActions {
  const { outbox } = useSync();
  return useMemo(() => ({ retry: (key) => outbox.retry(key), discard: (key) => outbox.discard(key) }), [outbox]);
}
