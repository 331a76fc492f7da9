import { useCallback } from 'react';
import { useSync } from './client-context.ts';

/** Puts a message into the outbox; resolves when it is stored there, which is before it is sent. Who writes has read (RECEIPT-2). */
export function useSendMessage(conversationId: string): (text: string) => Promise<void> {
  const sync = useSync();
  return useCallback((text) => sync.send(conversationId, text), [sync, conversationId]);
}
