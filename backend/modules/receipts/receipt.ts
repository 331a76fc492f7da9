/** A person's watermarks in a conversation (RECEIPT-1). */
export interface ReceiptView {
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}
