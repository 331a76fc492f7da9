/** What the rule looks at: a person's membership of a conversation, and a message in it. */
export interface SearchStanding {
  /** Null for who never was a member; `visibleAfter`: messages up to this time are not the member's to see. */
  readonly membership: { readonly leftSeq: number | null; readonly visibleAfter: string | null } | null;
  readonly createdAt: string;
  readonly isDeleted: boolean;
  /** The person has deleted it for themselves. */
  readonly isHidden: boolean;
}

/** Whether a search may give the message to the person (SEARCH-1): a member now, of what a member may see, and nothing that is gone. */
export function maySearch({ membership, createdAt, isDeleted, isHidden }: SearchStanding): boolean {
  if (membership === null || membership.leftSeq !== null || isDeleted || isHidden) return false;
  return membership.visibleAfter === null || createdAt > membership.visibleAfter;
}
