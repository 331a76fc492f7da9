/** Gives a group another name; rejects with an `ApiError`. */
export declare function useRenameGroup(conversationId: string): (name: string) => Promise<void>;
