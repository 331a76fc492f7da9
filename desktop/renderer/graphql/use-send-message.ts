import { useCallback } from 'react';
import type { Sending } from '../../sync/operation.ts';
import { useSync } from './client-context.ts';

/** Puts a message into the outbox; resolves when it is stored there, which is before it is sent. Who writes has read (RECEIPT-2). */
export function useSendMessage(conversationId: string): (sending: Partial<Sending> & Pick<Sending, 'text'>) => Promise<void> {
  const sync = useSync();
  return useCallback((sending) => sync.send(conversationId, sending), [sync, conversationId]);
}
