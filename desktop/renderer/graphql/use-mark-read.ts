/** Marks a conversation read up to a number; never goes back, survives being offline (RECEIPT-3). */
export declare function useMarkRead(conversationId: string): (seq: number) => void;
