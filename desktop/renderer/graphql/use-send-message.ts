/** Puts a message into the outbox; resolves when it is stored there, which is before it is sent. */
export declare function useSendMessage(conversationId: string): (text: string) => Promise<void>;
