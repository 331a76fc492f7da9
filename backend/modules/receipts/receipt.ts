/** A person's watermarks in a conversation (RECEIPT-1). */
export interface ReceiptView {
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** A member's watermarks as another member may see them. */
export interface MemberReceipt {
  readonly userId: string;
  readonly deliveredSeq: number;
  /** 0 where it is not told (RECEIPT-4). */
  readonly readSeq: number;
}

/** What a person says they have got and read of a conversation; null where they say nothing of it. */
export interface Acknowledgement {
  readonly conversationId: string;
  readonly userId: string;
  readonly deliveredSeq: number | null;
  readonly readSeq: number | null;
}
