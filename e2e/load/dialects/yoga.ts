import { graphqlDialect, subscribeMessage } from './graphql.ts';
import { readPage } from './page.ts';

const MESSAGE = 'id conversationId clientMessageId text createdAt sender { id displayName }';

const MISSED = `query Missed($conversationId: ID!, $after: ID!) {
  missed(conversationId: $conversationId, after: $after, first: 100) { hasMore last messages { ${MESSAGE} } }
}`;

/** The API of `baselines/yoga-ordinary.ts`. */
export const yogaDialect = graphqlDialect({
  events: `subscription Events { events { ${MESSAGE} } }`,
  live: 'query Live { __typename }',
  send: 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id createdAt } }',
  missed: (id, missed) => subscribeMessage(id, MISSED, missed),
  pageOf: readPage,
});
