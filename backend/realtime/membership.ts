/** How a membership began. */
export interface Joining {
  /** The number that began it: nothing below it is for the member. */
  readonly joinedSeq: number;
  /** Whether messages from before are theirs to see when they change (CONV-5). */
  readonly seesPast: boolean;
}

/** A conversation that a person is in, with how the membership began and the number of the last membership change of anyone. */
export interface OwnMembership extends Joining {
  readonly conversationId: string;
  readonly membersSeq: number;
}

/** Who is in a conversation, and how that began; true up to the membership change `membersSeq`. */
export interface CurrentMembers {
  readonly membersSeq: number;
  readonly joinings: ReadonlyMap<string, Joining>;
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
