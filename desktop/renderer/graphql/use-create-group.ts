export interface GroupInput {
  readonly name: string;
  readonly memberIds: readonly string[];
}

/** Makes a group and gives its id; rejects with an `ApiError`. */
export declare function useCreateGroup(): (input: GroupInput) => Promise<string>;
