/** The replies to one message, counted (MSG-2); the same for every member. */
export interface ThreadView {
  readonly conversationId: string;
  readonly rootId: string;
  readonly rootSeq: number;
  /** Those that are not deleted. */
  readonly replyCount: number;
  readonly lastReplySeq: number;
  readonly lastReplyAt: string;
  /** Who ever replied. */
  readonly participantIds: readonly string[];
  /** The number of the change that moved it last: of a reply that was sent or deleted. */
  readonly changeSeq: number;
}

/** A message that may have begun a thread. */
export interface ThreadRoot {
  readonly conversationId: string;
  readonly seq: number;
}
