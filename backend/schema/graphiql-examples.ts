/** The tabs that GraphiQL opens with: a first conversation, from an account to live events (API-2). */
export const GRAPHIQL_EXAMPLES = [
  {
    query: `# 1. Make an account (or log in). Copy the accessToken of the answer into the Headers of the other tabs:
#    { "authorization": "Bearer PASTE-IT-HERE" }
mutation Register {
  register(input: { username: "mira", displayName: "Mira Kane", password: "a long enough secret" }) {
    accessToken
    accessTokenExpiresAt
    viewer { id username role }
  }
}

mutation Login {
  login(input: { username: "mira", password: "a long enough secret" }) {
    accessToken
    viewer { id username }
  }
}
`,
  },
  {
    headers: '{ "authorization": "Bearer PASTE-IT-HERE" }',
    query: `# 2. Find people, open a conversation, read it.
query People {
  people(search: "mi", first: 10) { edges { node { id username displayName } } }
}

mutation StartDirect($userId: ID!) {
  startDirect(userId: $userId) { id kind lastSeq }
}

query Conversations {
  conversations(first: 20) {
    edges { node { id kind name unreadCount lastSeq messages(last: 1) { edges { node { seq text sender { displayName } } } } } }
  }
}
`,
    variables: '{ "userId": "PASTE-AN-ID-HERE" }',
  },
  {
    headers: '{ "authorization": "Bearer PASTE-IT-HERE" }',
    query: `# 3. Send. The clientMessageId is a UUID of your own; sent again, it gives the same message, for ever.
mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) { id seq createdAt }
}
`,
    variables: `{
  "input": {
    "conversationId": "PASTE-AN-ID-HERE",
    "clientMessageId": "0b5a7a52-7c0e-4f6e-9f0e-2f6a3d0c9b11",
    "text": "Hello"
  }
}`,
  },
  {
    headers: '{ "authorization": "Bearer PASTE-IT-HERE" }',
    query: `# 4. Follow everything live, over the WebSocket.
subscription Events {
  events {
    __typename
    ... on MessageChanged { conversationId seq message { id text sender { displayName } createdAt } }
    ... on ConversationChanged { conversationId seq name }
    ... on MemberChanged { conversationId seq member { user { displayName } leftAt } }
    ... on TypingChanged { conversationId user { displayName } typing }
  }
}
`,
  },
  {
    headers: '{ "authorization": "Bearer PASTE-IT-HERE" }',
    query: `# 5. Away for an hour or a year: what changed after the numbers you hold?
query Changes {
  changes(since: []) {
    hasMore
    conversations { seq conversation { id name } messages { seq text deletedAt } members { user { username } leftSeq } }
  }
}
`,
  },
];
