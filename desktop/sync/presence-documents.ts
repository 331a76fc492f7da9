/** What sync asks about who is here; over the socket only, since each socket has its own list. */

/** Replaces the list of people whose presence this socket is told, and gives it as it is now. */
export const WATCH_PRESENCE = `mutation WatchPresence($userIds: [ID!]!) {
  watchPresence(userIds: $userIds) { userId status device lastSeenAt }
}`;

export const SET_ACTIVITY = 'mutation SetActivity($active: Boolean!) { setActivity(active: $active) }';
