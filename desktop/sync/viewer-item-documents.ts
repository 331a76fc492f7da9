/** One item: the field of its kind holds its value, unless it was removed. */
export const VIEWER_ITEM = `{
  kind key seq isRemoved
  conversation { pinnedAt mutedUntil archivedAt isMarkedUnread unreadFromSeq notificationLevel folderId }
  draft { text replyToSeq updatedAt }
  folder { name position }
  saved { conversationId seq savedAt }
  hidden { conversationId seq }
  thread { conversationId rootSeq isFollowed readSeq }
  contact { state since user { id username displayName } }
  block { since user { id username displayName } }
}`;

export const SET_VIEWER_ITEM = `mutation SetViewerItem($input: SetViewerItemInput!) { item: setViewerItem(input: $input) ${VIEWER_ITEM} }`;

/** What changed after a number of the viewer's own sequence. */
export const VIEWER_CHANGES = `query ViewerChanges($since: Int!) {
  viewerChanges(since: $since, limit: 500) { seq hasMore items ${VIEWER_ITEM} }
}`;
