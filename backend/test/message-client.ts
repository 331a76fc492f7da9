import { randomUUID } from 'node:crypto';
import { type ApiError, query, request, type TestPerson } from './api-client.ts';
import type { TestServer } from './test-server.ts';

/** A message with all that can change of it. */
export interface WholeMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly changeSeq: number;
  readonly kind: string;
  readonly text: string | null;
  readonly sender: { readonly id: string };
  readonly systemEvent: { readonly kind: string; readonly messageSeq: number | null } | null;
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly replyToId: string | null;
  readonly replyToSeq: number | null;
  readonly threadRootId: string | null;
  readonly threadRootSeq: number | null;
  readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly string[] }[];
  readonly pinnedAt: string | null;
  readonly pinnedById: string | null;
  readonly forwardedFrom: { readonly sender: { readonly id: string }; readonly createdAt: string } | null;
  readonly poll: {
    readonly options: readonly { readonly text: string; readonly voterIds: readonly string[] }[];
    readonly isMultiple: boolean;
    readonly closedAt: string | null;
  } | null;
  readonly linkPreviews: readonly { readonly url: string; readonly title: string }[];
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}

export const WHOLE_MESSAGE = `id conversationId seq changeSeq kind text sender { id } systemEvent { kind messageSeq } mentions mentionsAll
  replyToId replyToSeq threadRootId threadRootSeq reactions { emoji userIds } pinnedAt pinnedById forwardedFrom { sender { id } createdAt }
  poll { options { text voterIds } isMultiple closedAt } linkPreviews { url title } createdAt editedAt deletedAt`;

const mutation = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) { ${WHOLE_MESSAGE} } }`;

/** The mutations that give a message, by name. */
export const MESSAGE_MUTATIONS = {
  sendMessage: mutation('sendMessage', 'SendMessageInput'),
  editMessage: mutation('editMessage', 'EditMessageInput'),
  deleteMessage: mutation('deleteMessage', 'ChangeMessageInput'),
  setReaction: mutation('setReaction', 'SetReactionInput'),
  setPinned: mutation('setPinned', 'SetPinnedInput'),
  votePoll: mutation('votePoll', 'VotePollInput'),
  closePoll: mutation('closePoll', 'ChangeMessageInput'),
} as const;

type MessageMutation = keyof typeof MESSAGE_MUTATIONS;

/** Somebody acting on a server. */
export interface Hand {
  readonly server: TestServer;
  readonly as: Pick<TestPerson, 'token'>;
}

/** Runs a mutation that must succeed. */
export async function act(hand: Hand, name: MessageMutation, input: object): Promise<WholeMessage> {
  const variables = { input };
  const data = await query<Record<string, WholeMessage>>(hand.server, MESSAGE_MUTATIONS[name], { variables, token: hand.as.token });
  const message = data[name];
  if (message === undefined) throw new Error(`${name} gave nothing.`);
  return message;
}

/** Runs a mutation that must fail; gives what is said of it. */
export async function refusal(hand: Hand, name: MessageMutation, input: object): Promise<ApiError['extensions'] | undefined> {
  const { errors } = await request(hand.server, MESSAGE_MUTATIONS[name], { variables: { input }, token: hand.as.token });
  return errors?.[0]?.extensions;
}

/** Sends a message with everything that can be sent along. */
export const say = (hand: Hand, input: { conversationId: string; text?: string } & Record<string, unknown>) =>
  act(hand, 'sendMessage', { clientMessageId: randomUUID(), text: 'x', ...input });

/** A message's place, as the mutations want it. */
export const placeOf = ({ conversationId, id }: { conversationId: string; id: string }) => ({ conversationId, messageId: id });

/** The message as the person may read it now. */
export async function read(
  { server, as }: Hand,
  { conversationId, id }: { conversationId: string; id: string },
): Promise<WholeMessage | null> {
  const text = `query ($conversationId: ID!, $id: ID!) { message(conversationId: $conversationId, id: $id) { ${WHOLE_MESSAGE} } }`;
  const { message } = await query<{ message: WholeMessage | null }>(server, text, { variables: { conversationId, id }, token: as.token });
  return message;
}

export interface TestThread {
  readonly rootId: string;
  readonly rootSeq: number;
  readonly replyCount: number;
  readonly lastReplySeq: number;
  readonly participantIds: readonly string[];
  readonly changeSeq: number;
}

/** What changed after a number, whole. */
export async function changesSince(hand: Hand, conversationId: string, seq: number) {
  const text = `query ($since: [ConversationCursor!]!) { changes(since: $since, includeOthers: false) { conversations { seq
    messages { ${WHOLE_MESSAGE} } threads { rootId rootSeq replyCount lastReplySeq participantIds changeSeq } } } }`;
  const { changes } = await query<{
    changes: { conversations: { seq: number; messages: WholeMessage[]; threads: TestThread[] }[] };
  }>(hand.server, text, { variables: { since: [{ conversationId, seq }] }, token: hand.as.token });
  return changes.conversations[0] ?? { seq, messages: [], threads: [] };
}

/** How the conversation stands for a person. */
export async function standing({ server, as }: Hand, id: string) {
  const text = 'query ($id: ID!) { conversation(id: $id) { lastSeq unreadCount mentionCount } }';
  const { conversation } = await query<{ conversation: { lastSeq: number; unreadCount: number; mentionCount: number } }>(server, text, {
    variables: { id },
    token: as.token,
  });
  return conversation;
}
