import { type Bus, conversationTopic, personTopic } from '../../realtime/bus.ts';
import type { ReceiptChanged, ReceiptsAdvanced } from '../../realtime/events.ts';
import type { MovedReceipt } from './receipt-writer.ts';

/**
 * Tells what moved: each person's own devices everything; the other members of a direct conversation or small group what they may see, at once;
 * those of a large one what was read, one event for all of it (RECEIPT-1).
 */
export function publishReceipts(bus: Pick<Bus, 'publish'>, moved: readonly MovedReceipt[]): void {
  for (const receipt of moved) {
    if (receipt.hasDeliveredMoved || receipt.hasReadMoved) bus.publish(personTopic(receipt.userId), changed(receipt, receipt.readSeq));
    const isNews = receipt.hasDeliveredMoved || receipt.hasShownMoved;
    if (isNews && !receipt.isLarge) bus.publish(conversationTopic(receipt.conversationId), changed(receipt, receipt.shownReadSeq));
  }
  const advanced = Map.groupBy(
    moved.filter(({ isLarge, hasShownMoved }) => isLarge && hasShownMoved),
    ({ conversationId }) => conversationId,
  );
  for (const [conversationId, receipts] of advanced) {
    const shown = receipts.map(({ userId, deliveredSeq, shownReadSeq }) => ({ userId, deliveredSeq, readSeq: shownReadSeq }));
    bus.publish(conversationTopic(conversationId), {
      type: 'ReceiptsAdvanced',
      conversationId,
      receipts: shown,
    } satisfies ReceiptsAdvanced);
  }
}

function changed({ conversationId, userId, deliveredSeq, hasDeliveredMoved }: MovedReceipt, readSeq: number): ReceiptChanged {
  return { type: 'ReceiptChanged', conversationId, userId, deliveredSeq, readSeq, hasDeliveredMoved };
}
