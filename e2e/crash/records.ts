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
  readonly replyToSeq: number | null;
  readonly threadRootSeq: number | null;
  readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly string[] }[];
  readonly pinnedAt: string | null;
  readonly pinnedById: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}

/** What most messages never have. */
export const UNTOUCHED = {
  replyToSeq: null,
  threadRootSeq: null,
  reactions: [],
  pinnedAt: null,
  pinnedById: null,
  editedAt: null,
  deletedAt: null,
} as const satisfies Partial<Message>;

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
  replyToSeq threadRootSeq reactions { emoji userIds } pinnedAt pinnedById editedAt deletedAt
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

const change = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) { ...MessageFields } }\n${MESSAGE}`;

/** Everything that clients do to messages, by the mutation's name. */
export const CHANGE_MESSAGE = {
  editMessage: change('editMessage', 'EditMessageInput'),
  deleteMessage: change('deleteMessage', 'ChangeMessageInput'),
  setReaction: change('setReaction', 'SetReactionInput'),
  setPinned: change('setPinned', 'SetPinnedInput'),
} as const;

export const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ...MessageFields } }
${MESSAGE}`;
