/** What the test's clients ask for and keep: all that a conversation is. */

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly clientMessageId: string;
  readonly text: string | null;
  readonly createdAt: string;
  readonly sender: { readonly id: string };
  readonly systemEvent: { readonly kind: string; readonly users: readonly { readonly id: string }[] } | null;
}

export interface Member {
  readonly user: { readonly id: string };
  readonly role: string;
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
  readonly changeSeq: number;
}

/** A change of one conversation, live. */
export interface NumberedEvent {
  readonly conversationId: string;
  readonly seq: number;
  readonly message?: Message;
  readonly member?: Member;
}

export interface ConversationChanges {
  readonly conversation: { readonly id: string; readonly lastSeq: number };
  readonly messages: readonly Message[];
  readonly members: readonly Member[];
  readonly seq: number;
}

export interface ChangeSet {
  readonly conversations: readonly ConversationChanges[];
  readonly hasMore: boolean;
}

const MESSAGE = `fragment MessageFields on Message {
  id conversationId seq changeSeq clientMessageId text createdAt sender { id } systemEvent { kind users { id } }
}`;
const MEMBER = 'fragment MemberFields on Member { role joinedSeq leftSeq changeSeq user { id } }';

export const EVENTS = `subscription {
  events {
    ... on MessageChanged { conversationId seq message { ...MessageFields } }
    ... on MemberChanged { conversationId seq member { ...MemberFields } }
    ... on EventsInterrupted { at }
  }
}
${MESSAGE}
${MEMBER}`;

export const CHANGES = `query ($since: [ConversationCursor!]!) {
  changes(since: $since, limit: 300) {
    conversations { conversation { id lastSeq } seq messages { ...MessageFields } members { ...MemberFields } }
    hasMore
  }
}
${MESSAGE}
${MEMBER}`;

export const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ...MessageFields } }
${MESSAGE}`;
