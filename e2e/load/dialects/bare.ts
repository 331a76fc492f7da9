import { type Dialect, type Heard, NOTHING, SIGNED_IN } from './dialect.ts';
import { readPage } from './page.ts';

/** `{"event":…` or `{"id":…`: the byte after the quotation mark. */
const NAME_AT = '{"'.length;
const EVENT_BYTE = 'e'.charCodeAt(0);

/** The generator's own ids begin at 1. */
const HELLO_ID = '0';

/** The plain JSON of `baselines/bare-ws.ts`. */
export const bareDialect: Dialect = {
  path: '/',
  subprotocol: null,
  greetsFirst: false,
  signIn: (token) => JSON.stringify({ do: 'hello', id: Number(HELLO_ID), token }),
  follow: (id) => ({ begin: `{"do":"follow","id":${id}}`, confirm: null }),
  send: (id, { conversationId, clientMessageId, text }) =>
    `{"do":"send","id":${id},"conversationId":"${conversationId}","clientMessageId":"${clientMessageId}","text":"${text}"}`,
  missed: (id, missed) => JSON.stringify({ do: 'missed', id, ...missed }),
  pageOf: readPage,
  isEvent: ({ bytes, start }) => bytes[start + NAME_AT] === EVENT_BYTE,
  hear,
};

function hear(message: string): Heard {
  const [, id, error] = /^\{"id":"(\d+)"(?:,"error":"([^"]*)")?/.exec(message) ?? [];
  if (id === undefined) return NOTHING;
  if (id === HELLO_ID && error === undefined) return SIGNED_IN;
  return { kind: 'answer', id, error: error ?? null };
}
