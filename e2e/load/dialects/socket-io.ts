import { type Dialect, GREETING, type Heard, NOTHING, SIGNED_IN } from './dialect.ts';
import { readPage } from './page.ts';

/** Packets of Engine.IO 4 and Socket.IO 5 as text: `0{…}` open, `2` ping, `3` pong, `40` connect, `42[…]` event, `43` acknowledgement. */
const EVENT_BYTE = '2'.charCodeAt(0);
const PING = '2';
const PONG = '3';

/** Socket.IO over its WebSocket transport alone, as `baselines/socket-io.ts` uses it. */
export const socketIoDialect: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  subprotocol: null,
  greetsFirst: true,
  signIn: (token) => `40${JSON.stringify({ token })}`,
  follow: (id) => ({ begin: `42${id}["follow"]`, confirm: null }),
  send: (id, { conversationId, clientMessageId, text }) =>
    `42${id}["send",{"conversationId":"${conversationId}","clientMessageId":"${clientMessageId}","text":"${text}"}]`,
  missed: (id, missed) => `42${id}${JSON.stringify(['missed', missed])}`,
  pageOf: readPage,
  isEvent: ({ bytes, start, end }) => end - start > 2 && bytes[start + 1] === EVENT_BYTE,
  hear,
};

function hear(message: string): Heard {
  if (message.startsWith('0{')) return GREETING;
  if (message.startsWith('40')) return SIGNED_IN;
  if (message === PING) return { kind: 'question', reply: PONG };
  const [, id, error] = /^43(\d+)\[\{(?:"error":"([^"]*)")?/.exec(message) ?? [];
  return id === undefined ? NOTHING : { kind: 'answer', id, error: error ?? null };
}
