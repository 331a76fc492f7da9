import { useCallback } from 'react';
import { useSync } from './client-context.ts';

/** Marks a conversation read up to a number; never goes back, survives being offline (RECEIPT-3). */
export function useMarkRead(conversationId: string): (seq: number) => void {
  const { readMarks } = useSync();
  return useCallback((seq) => readMarks.mark(conversationId, seq), [readMarks, conversationId]);
}
