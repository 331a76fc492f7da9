import { MESSAGE, MESSAGES } from './document-fields.ts';

/** What looking back at an old place asks the server. */

export const NEWER_MESSAGES = `query NewerMessages($id: ID!, $after: String) {
  conversation(id: $id) { messages(first: 50, after: $after) ${MESSAGES} }
}`;

export const MESSAGES_AROUND = `query MessagesAround($id: ID!, $seq: Int!) {
  conversation(id: $id) { messages(aroundSeq: $seq) ${MESSAGES} }
}`;

export const PINNED_MESSAGES = `query PinnedMessages($id: ID!) {
  conversation(id: $id) { pinnedMessages(first: 50) { edges { node { id seq } } } }
}`;

export const MESSAGES_AT = `query MessagesAt($id: ID!, $at: DateTime!) {
  conversation(id: $id) { messages(aroundAt: $at) ${MESSAGES} }
}`;

export const THREAD_MESSAGES = `query ThreadMessages($id: ID!, $rootId: ID!, $before: String) {
  conversation(id: $id) { threadMessages(rootId: $rootId, last: 50, before: $before) ${MESSAGES} }
}`;

/** As many messages as one operation names; below the aliases that the server allows. */
export const MESSAGES_MAX = 10;

/** `count` messages at once. The variables are `conversation0`, `id0`, `conversation1` …, the answers `m0`, `m1` … */
export function messagesOf(count: number): string {
  const indexes = Array.from({ length: count }, (_, i) => i);
  const variables = indexes.map((i) => `$conversation${i}: ID!, $id${i}: ID!`).join(', ');
  const asked = indexes.map((i) => `m${i}: message(conversationId: $conversation${i}, id: $id${i}) ${MESSAGE}`);
  return `query Messages(${variables}) { ${asked.join('\n')} }`;
}
