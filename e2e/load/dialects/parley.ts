import { graphqlDialect, subscribeMessage } from './graphql.ts';

const MESSAGE = 'id conversationId seq changeSeq clientMessageId text createdAt editedAt deletedAt sender { id displayName }';

const EVENTS = `subscription Events {
  events {
    __typename
    ... on MessageChanged { conversationId seq message { ${MESSAGE} } }
    ... on ConversationChanged { conversationId seq name }
    ... on MemberChanged { conversationId seq member { leftSeq user { id } } }
  }
}`;

/** The page's end comes first, so that reading the head is enough to ask for the next. */
const MISSED = `query Missed($since: [ConversationCursor!]!) {
  changes(since: $since, limit: 500, includeOthers: false) { hasMore conversations { seq messages { ${MESSAGE} } members { leftSeq user { id } } } }
}`;

/** Our own API. */
export const parleyDialect = graphqlDialect({
  events: EVENTS,
  live: 'query Live { changes(since: [], limit: 1, includeOthers: false) { hasMore } }',
  send: 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id seq createdAt } }',
  missed: (id, { conversationId, after }) => subscribeMessage(id, MISSED, { since: [{ conversationId, seq: Number(after) }] }),
  pageOf: (answer) => {
    const [, hasMore, last] = /"changes":\{"hasMore":(true|false),"conversations":\[(?:\{"seq":(\d+))?/.exec(answer) ?? [];
    if (hasMore === undefined) throw new Error(`Not a page of changes: ${answer.slice(0, 200)}`);
    return { last: last ?? '', hasMore: hasMore === 'true' };
  },
});
