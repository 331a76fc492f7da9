import { type Dialect, type Heard, type MissedPage, NOTHING, SIGNED_IN } from './dialect.ts';

/** Operation id of every generator's events: one view for all (architecture 2.7). Ids of other operations are numbers. */
const EVENTS_ID = 'events';

/** Where the id begins in `{"id":"…`, and the byte that says it is an event. */
const ID_AT = '{"id":"'.length;
const EVENT_BYTE = EVENTS_ID.charCodeAt(0);

interface Operations {
  readonly events: string;
  /** Answered when the subscription that came before on the same socket is live, as far as the server can say so. */
  readonly live: string;
  readonly send: string;
  readonly missed: Dialect['missed'];
  readonly pageOf: (answer: string) => MissedPage;
}

/** One message of graphql-transport-ws that begins an operation. */
export function subscribeMessage(id: number | string, query: string, variables: object = {}): string {
  return JSON.stringify({ id: String(id), type: 'subscribe', payload: { query, variables } });
}

/** graphql-transport-ws, for any schema. The texts never vary, as those of a real client do not. */
export function graphqlDialect({ events, live, send, missed, pageOf }: Operations): Dialect {
  const following = subscribeMessage(EVENTS_ID, events);
  const sendHead = `","type":"subscribe","payload":{"operationName":"Send","query":${JSON.stringify(send)},"variables":{"input":{"conversationId":"`;
  return {
    path: '/graphql',
    subprotocol: 'graphql-transport-ws',
    greetsFirst: false,
    signIn: (token) => JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
    follow: (id) => ({ begin: following, confirm: subscribeMessage(id, live) }),
    send: (id, { conversationId, clientMessageId, text }) =>
      `{"id":"${id}${sendHead}${conversationId}","clientMessageId":"${clientMessageId}","text":"${text}"}}}}`,
    missed,
    pageOf,
    isEvent: ({ bytes, start }) => bytes[start + ID_AT] === EVENT_BYTE,
    hear,
  };
}

function hear(message: string): Heard {
  const [head, id, type] = /^\{"id":"(\d+)","type":"(\w+)"(?:,"payload":\{"data":\{)?/.exec(message) ?? [];
  if (id !== undefined && type !== 'complete') return { kind: 'answer', id, error: head?.endsWith('{') ? null : errorIn(message) };
  return message.startsWith('{"type":"connection_ack"') ? SIGNED_IN : NOTHING;
}

const errorIn = (message: string) => /"code":"(\w+)"/.exec(message)?.[1] ?? 'unreadable';
