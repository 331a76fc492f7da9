/** The texts never vary, as those of a real client do not: parsed once, and one view for all subscribers. */
export const EVENTS = `subscription Events {
  events {
    __typename
    ... on MessageChanged {
      conversationId
      seq
      message { id conversationId seq changeSeq clientMessageId text createdAt editedAt deletedAt sender { id displayName } }
    }
    ... on ConversationChanged { conversationId seq name }
    ... on MemberChanged { conversationId seq member { leftSeq user { id } } }
  }
}`;

const SEND = 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id seq createdAt } }';

export const CREATE_GROUP = 'mutation Group($input: CreateGroupInput!) { createGroup(input: $input) { id } }';

/** Answered when the subscriptions that came before on the same socket are live. */
export const LIVE = 'query Live { changes(since: [], limit: 1, includeOthers: false) { hasMore } }';

const SEND_HEAD = `","type":"subscribe","payload":{"operationName":"Send","query":${JSON.stringify(SEND)},"variables":{"input":{"conversationId":"`;

/** An ordinary line of chat, so that a message has about 100 characters. */
const FILLER = 'The build is green again, I have put the new figures into the plan for Thursday; look when you can.';

/** The `subscribe` message of a send. Its text begins with the moment it was due, in microseconds of this process's clock. */
export function sendMessage(id: number, input: { conversationId: string; clientMessageId: string; dueAtMs: number }): string {
  const { conversationId, clientMessageId, dueAtMs } = input;
  return `{"id":"${id}${SEND_HEAD}${conversationId}","clientMessageId":"${clientMessageId}","text":"${DUE_MARK}${Math.round(dueAtMs * 1000)} ${FILLER}"}}}}`;
}

const DUE_MARK = '@';
const TEXT_START = Buffer.from(`"text":"${DUE_MARK}`);

/** When the message of an event was due, in milliseconds of this process's clock; undefined for events of other kinds. */
export function dueAtMs(bytes: Buffer, start: number, end: number): number | undefined {
  const at = bytes.indexOf(TEXT_START, start);
  if (at === -1 || at >= end) return undefined;
  const from = at + TEXT_START.length;
  return Number(bytes.toString('latin1', from, bytes.indexOf(' ', from))) / 1000;
}
