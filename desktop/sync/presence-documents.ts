/** What sync asks about who is here; over the socket only, since each socket has its own list. */

/** Replaces the list of people whose presence this socket is told, and gives it as it is now. */
export const WATCH_PRESENCE = `mutation WatchPresence($userIds: [ID!]!) {
  watchPresence(userIds: $userIds) { userId status device lastSeenAt }
}`;

/** Says that the person took this device up. */
export const NOTE_INPUT = 'mutation NoteInput($msAgo: Int!) { noteInput(msAgo: $msAgo) { deviceId usedAt isLast } }';

/** Which of the viewer's devices tell of a message. */
export const WHY_NOTIFIED = `query WhyNotified($conversationId: ID!, $messageId: ID!) {
  whyNotified(conversationId: $conversationId, messageId: $messageId) { notified devices { id isActive usedAt isThis } }
}`;

export const SET_ACTIVITY = 'mutation SetActivity($active: Boolean!) { setActivity(active: $active) }';
