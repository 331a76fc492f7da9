import { MESSAGE, THREAD } from './document-fields.ts';

const VIEWER_THREAD = `{ thread ${THREAD} root ${MESSAGE} isFollowed readSeq unreadCount }`;

/** The threads that the viewer follows, the newest reply first. */
export const FOLLOWED_THREADS = `query FollowedThreads($after: String) {
  threads(first: 30, after: $after) { edges { node ${VIEWER_THREAD} } pageInfo { endCursor hasNextPage } }
}`;

/** One thread as the viewer sees it. */
export const FOLLOWED_THREAD = `query FollowedThread($conversationId: ID!, $rootId: ID!) {
  thread(conversationId: $conversationId, rootId: $rootId) ${VIEWER_THREAD}
}`;
