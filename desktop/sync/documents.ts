import { MEMBER, MESSAGE, MESSAGES, PERSON, PROFILE, pageOf, THREAD } from './document-fields.ts';
import { VIEWER_ITEM } from './viewer-item-documents.ts';

/**
 * Everything that sync asks the server, as text. `EVENTS` never varies: the server executes an event once for all clients that ask the same
 * (architecture 2.7). Fields are put together here instead of by fragments, which count towards the depth that the server allows.
 */

const GROUP = 'name topic isPublic historyVisibility permissions { post invite pin edit }';

const CONVERSATION = `
  id kind ${GROUP} lastSeq createdAt lastActivityAt memberCount unreadCount mentionCount
  viewerMember { role }
  viewerReceipt { deliveredSeq readSeq }
  viewerCan { send pin leave addMembers invite removeMembers rename editTopic promote transfer setPermissions makePublic }
  members(first: 2) ${pageOf(`{ user ${PERSON} }`)}`;

const SETTINGS = `{ presenceMode presenceAudience readReceipts
  notifications { level keywords isPreviewShown hasSound quietHours { isOn from to timeZone } } }`;

/** The first page of catching up brings along what the viewer decided and keeps for themselves. */
const VIEWER_SETTINGS = `viewer @include(if: $withSettings) { settings ${SETTINGS} }
  viewerChanges(since: $viewerSince, limit: 500) @include(if: $withSettings) { seq hasMore items ${VIEWER_ITEM} }`;

export const EVENTS = `subscription Events {
  events {
    __typename
    ... on MessageChanged { conversationId seq message ${MESSAGE} thread ${THREAD} }
    ... on ConversationChanged { conversationId seq ${GROUP} lastActivityAt }
    ... on MemberChanged { conversationId seq member ${MEMBER} }
    ... on ChangeHidden { conversationId seq }
    ... on ReceiptChanged { conversationId userId deliveredSeq readSeq }
    ... on ReceiptsAdvanced { conversationId receipts { userId deliveredSeq readSeq } }
    ... on TypingChanged { conversationId typing user ${PERSON} }
    ... on SettingsChanged { settings ${SETTINGS} }
    ... on ViewerItemChanged { seq item ${VIEWER_ITEM} }
    ... on ProfileChanged { user ${PROFILE} }
    ... on DeviceUsed { deviceId usedAt }
    ... on PresenceChanged { userId status device lastSeenAt }
    ... on EventsInterrupted { at }
  }
}`;

export const CONVERSATIONS = `query Conversations($after: String, $withSettings: Boolean!, $viewerSince: Int!) {
  ${VIEWER_SETTINGS}
  conversations(first: 50, after: $after) ${pageOf(`{ ${CONVERSATION} messages(last: 1) ${MESSAGES} }`)}
}`;

export const CONVERSATION_WITH_MESSAGES = `query Conversation($id: ID!) {
  conversation(id: $id) { ${CONVERSATION} messages(last: 50) ${MESSAGES} }
}`;

export const CONVERSATION_HEADER = `query ConversationHeader($id: ID!) { conversation(id: $id) { ${CONVERSATION} } }`;

/** As many conversations as one operation names; below the aliases that the server allows. */
export const HEADERS_MAX = 10;

/** `count` conversations at once. The variables are `id0`, `id1` …, the answers `c0`, `c1` … */
export function headersOf(count: number): string {
  const indexes = Array.from({ length: count }, (_, i) => i);
  const asked = indexes.map((i) => `c${i}: conversation(id: $id${i}) { ${CONVERSATION} }`);
  return `query Headers(${indexes.map((i) => `$id${i}: ID!`).join(', ')}) { ${asked.join('\n')} }`;
}

export const OLDER_MESSAGES = `query OlderMessages($id: ID!, $before: String) {
  conversation(id: $id) { messages(last: 50, before: $before) ${MESSAGES} }
}`;

export const MEMBERS = `query Members($id: ID!, $after: String) {
  conversation(id: $id) { members(first: 100, after: $after) ${pageOf(MEMBER)} }
}`;

export const CHANGES = `query Changes($since: [ConversationCursor!]!, $includeOthers: Boolean!, $withSettings: Boolean!, $viewerSince: Int!) {
  ${VIEWER_SETTINGS}
  changes(since: $since, limit: 500, includeOthers: $includeOthers) {
    conversations { seq conversation { ${CONVERSATION} } messages ${MESSAGE} members ${MEMBER} threads ${THREAD} }
    hasMore
  }
}`;

export const ACKNOWLEDGE = `mutation Acknowledge($conversationId: ID!, $deliveredSeq: Int, $readSeq: Int) {
  acknowledge(conversationId: $conversationId, deliveredSeq: $deliveredSeq, readSeq: $readSeq) { deliveredSeq readSeq unreadCount mentionCount }
}`;

export const SET_TYPING = `mutation SetTyping($conversationId: ID!, $typing: Boolean!) {
  setTyping(conversationId: $conversationId, typing: $typing)
}`;

export const UPDATE_SETTINGS = `mutation UpdateSettings($input: UpdateSettingsInput!) { updateSettings(input: $input) ${SETTINGS} }`;

export const START_DIRECT = 'mutation StartDirect($userId: ID!) { startDirect(userId: $userId) { id } }';

export const CREATE_GROUP = 'mutation CreateGroup($input: CreateGroupInput!) { createGroup(input: $input) { id } }';

export const ADD_MEMBERS = `mutation AddMembers($conversationId: ID!, $userIds: [ID!]!) {
  addMembers(conversationId: $conversationId, userIds: $userIds) { id }
}`;

export const REMOVE_MEMBER = `mutation RemoveMember($conversationId: ID!, $userId: ID!) {
  removeMember(conversationId: $conversationId, userId: $userId) { id }
}`;

export const RENAME_GROUP = `mutation RenameGroup($conversationId: ID!, $name: String!) {
  renameGroup(conversationId: $conversationId, name: $name) { id }
}`;

export const LEAVE_CONVERSATION = 'mutation LeaveConversation($conversationId: ID!) { leaveConversation(conversationId: $conversationId) }';

const AUTH_PAYLOAD = '{ accessToken accessTokenExpiresAt viewer { id username displayName role } }';

export const REGISTER = `mutation Register($input: RegisterInput!) { register(input: $input) ${AUTH_PAYLOAD} }`;

export const LOGIN = `mutation Login($input: LoginInput!) { login(input: $input) ${AUTH_PAYLOAD} }`;

export const REFRESH = `mutation Refresh { refresh ${AUTH_PAYLOAD} }`;

export const LOGOUT = 'mutation Logout { logout }';
