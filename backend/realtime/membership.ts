/** A conversation that a person is in, with the number that began the membership and that of the last membership change of anyone. */
export interface OwnMembership {
  readonly conversationId: string;
  readonly joinedSeq: number;
  readonly membersSeq: number;
}

/** Who is in a conversation, by the number that began the membership; true up to the membership change `membersSeq`. */
export interface CurrentMembers {
  readonly membersSeq: number;
  readonly joinedSeqs: ReadonlyMap<string, number>;
}

/** What the hub asks the database. */
export interface MembershipReader {
  /** The conversations that the person is in now. */
  conversationsOf(userId: string): Promise<OwnMembership[]>;
  /** Who is in the conversation now; null when there is no such conversation. */
  membersOf(conversationId: string): Promise<CurrentMembers | null>;
  /** The conversations that any of the people is in now. */
  conversationIdsOf(userIds: readonly string[]): Promise<string[]>;
  /** Who is in each of the conversations now; those that do not exist are absent. */
  membersOfAll(conversationIds: readonly string[]): Promise<ReadonlyMap<string, CurrentMembers>>;
  /** Those of the people who keep to themselves what they read (RECEIPT-4). */
  hidingReading(userIds: readonly string[]): Promise<string[]>;
}
