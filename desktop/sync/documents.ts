/**
 * Everything that sync asks the server, as text. `EVENTS` never varies: the server executes an event once for all clients that ask the same
 * (architecture 2.7).
 */

const PERSON = 'fragment Person on User { id username displayName }';

const MESSAGE = `fragment MessageFields on Message {
  id conversationId seq changeSeq clientMessageId kind text createdAt importedAt editedAt deletedAt
  sender { ...Person }
  systemEvent { kind name users { ...Person } }
}`;

const MEMBER = 'fragment MemberFields on Member { conversationId role joinedAt joinedSeq leftSeq changeSeq user { ...Person } }';

const PAGE = 'fragment Page on PageInfo { startCursor endCursor hasNextPage hasPreviousPage }';

const CONVERSATION = `fragment ConversationFields on Conversation {
  id kind name lastSeq createdAt lastActivityAt memberCount unreadCount
  viewerMember { role }
  viewerReceipt { deliveredSeq readSeq }
  viewerCan { send addMembers removeMembers rename leave }
  members(first: 2) { edges { node { user { ...Person } } } pageInfo { ...Page } }
}`;

const document = (operation: string, ...fragments: string[]) => [operation, ...fragments].join('\n');

export const EVENTS = document(
  `subscription Events {
  events {
    __typename
    ... on MessageChanged { conversationId seq message { ...MessageFields } }
    ... on ConversationChanged { conversationId seq name lastActivityAt }
    ... on MemberChanged { conversationId seq member { ...MemberFields } }
    ... on ReceiptChanged { conversationId userId deliveredSeq readSeq }
    ... on TypingChanged { conversationId typing user { ...Person } }
  }
}`,
  MESSAGE,
  MEMBER,
  PERSON,
);

export const CONVERSATIONS = document(
  `query Conversations($after: String) {
  conversations(first: 50, after: $after) {
    edges { node { ...ConversationFields messages(last: 1) { edges { node { ...MessageFields } } pageInfo { ...Page } } } }
    pageInfo { ...Page }
  }
}`,
  CONVERSATION,
  MESSAGE,
  PAGE,
  PERSON,
);

export const CONVERSATION_WITH_MESSAGES = document(
  `query Conversation($id: ID!) {
  conversation(id: $id) { ...ConversationFields messages(last: 50) { edges { node { ...MessageFields } } pageInfo { ...Page } } }
}`,
  CONVERSATION,
  MESSAGE,
  PAGE,
  PERSON,
);

export const CONVERSATION_HEADER = document(
  'query ConversationHeader($id: ID!) { conversation(id: $id) { ...ConversationFields } }',
  CONVERSATION,
  PAGE,
  PERSON,
);

export const OLDER_MESSAGES = document(
  `query OlderMessages($id: ID!, $before: String) {
  conversation(id: $id) { messages(last: 50, before: $before) { edges { node { ...MessageFields } } pageInfo { ...Page } } }
}`,
  MESSAGE,
  PAGE,
  PERSON,
);

export const MEMBERS = document(
  `query Members($id: ID!, $after: String) {
  conversation(id: $id) { members(first: 100, after: $after) { edges { node { ...MemberFields } } pageInfo { ...Page } } }
}`,
  MEMBER,
  PAGE,
  PERSON,
);

export const CHANGES = document(
  `query Changes($since: [ConversationCursor!]!, $includeOthers: Boolean!) {
  changes(since: $since, limit: 500, includeOthers: $includeOthers) {
    conversations {
      seq
      conversation { ...ConversationFields }
      messages { ...MessageFields }
      members { ...MemberFields }
    }
    hasMore
  }
}`,
  CONVERSATION,
  MESSAGE,
  MEMBER,
  PAGE,
  PERSON,
);

export const SEND_MESSAGE = document(
  'mutation SendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ...MessageFields } }',
  MESSAGE,
  PERSON,
);

export const ACKNOWLEDGE = `mutation Acknowledge($conversationId: ID!, $deliveredSeq: Int, $readSeq: Int) {
  acknowledge(conversationId: $conversationId, deliveredSeq: $deliveredSeq, readSeq: $readSeq) { deliveredSeq readSeq unreadCount }
}`;

export const SET_TYPING =
  'mutation SetTyping($conversationId: ID!, $typing: Boolean!) { setTyping(conversationId: $conversationId, typing: $typing) }';

export const START_DIRECT = document('mutation StartDirect($userId: ID!) { startDirect(userId: $userId) { id } }');

export const CREATE_GROUP = 'mutation CreateGroup($input: CreateGroupInput!) { createGroup(input: $input) { id } }';

export const ADD_MEMBERS =
  'mutation AddMembers($conversationId: ID!, $userIds: [ID!]!) { addMembers(conversationId: $conversationId, userIds: $userIds) { id } }';

export const REMOVE_MEMBER =
  'mutation RemoveMember($conversationId: ID!, $userId: ID!) { removeMember(conversationId: $conversationId, userId: $userId) { id } }';

export const RENAME_GROUP =
  'mutation RenameGroup($conversationId: ID!, $name: String!) { renameGroup(conversationId: $conversationId, name: $name) { id } }';

export const LEAVE_CONVERSATION = 'mutation LeaveConversation($conversationId: ID!) { leaveConversation(conversationId: $conversationId) }';

const AUTH_PAYLOAD = 'fragment Auth on AuthPayload { accessToken accessTokenExpiresAt viewer { id username displayName role } }';

export const REGISTER = document('mutation Register($input: RegisterInput!) { register(input: $input) { ...Auth } }', AUTH_PAYLOAD);

export const LOGIN = document('mutation Login($input: LoginInput!) { login(input: $input) { ...Auth } }', AUTH_PAYLOAD);

export const REFRESH = document('mutation Refresh { refresh { ...Auth } }', AUTH_PAYLOAD);

export const LOGOUT = 'mutation Logout { logout }';
