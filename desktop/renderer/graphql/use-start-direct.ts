/** Opens the direct conversation with a person and gives its id; rejects with an `ApiError`. */
export declare function useStartDirect(): (userId: string) => Promise<string>;
