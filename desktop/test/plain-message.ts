/** What a message has that is neither an answer nor reacted to, pinned, forwarded or a poll. */
export const PLAIN = {
  replyToId: null,
  replyToSeq: null,
  threadRootId: null,
  threadRootSeq: null,
  reactions: [],
  pinnedAt: null,
  pinnedById: null,
  forwardedFrom: null,
  poll: null,
  linkPreviews: [],
} as const;
