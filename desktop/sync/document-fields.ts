/** The fields of what several documents ask for, as text. */

export const PERSON = '{ id username displayName }';

/** What people say of themselves (ID-6). */
export const PROFILE = '{ id username displayName title timeZone statusText statusEmoji statusExpiresAt }';

export const MESSAGE = `{
  id conversationId seq changeSeq clientMessageId kind text mentions mentionsAll createdAt importedAt editedAt deletedAt
  replyToId replyToSeq threadRootId threadRootSeq pinnedAt pinnedById
  reactions { emoji userIds }
  forwardedFrom { createdAt sender ${PERSON} }
  poll { isMultiple closedAt options { text voterIds } }
  linkPreviews { url title description siteName }
  sender ${PERSON}
  systemEvent { kind name users ${PERSON} }
}`;

export const THREAD = '{ conversationId rootId rootSeq replyCount lastReplySeq lastReplyAt participantIds changeSeq }';

export const MEMBER = `{ conversationId role joinedAt joinedSeq leftSeq changeSeq user ${PERSON} }`;

export const PAGE_INFO = 'pageInfo { startCursor endCursor hasNextPage hasPreviousPage }';

export const pageOf = (node: string) => `{ edges { node ${node} } ${PAGE_INFO} }`;

export const MESSAGES = `{ edges { node ${MESSAGE} } threads ${THREAD} ${PAGE_INFO} }`;
