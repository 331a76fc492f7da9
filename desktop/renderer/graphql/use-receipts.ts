import { useEffect, useMemo } from 'react';
import { ReceiptSummary } from '../../sync/receipt-summary.ts';
import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';
import { useSelected } from './use-selected.ts';

/** How far the other members of a conversation are, kept current while the component is shown; undefined until it is known. */
export function useReceipts(conversationId: string): ReceiptSummary | undefined {
  const { receipts, replica } = useSync();
  useEffect(() => receipts.watch(conversationId), [receipts, conversationId]);
  const held = useReadable(receipts.of(conversationId));
  const othersCount = useSelected(replica.conversations, (rows) => (rows.get(conversationId)?.memberCount ?? 1) - 1);
  return useMemo(() => (held === null ? undefined : new ReceiptSummary([...held.values()], othersCount)), [held, othersCount]);
}
