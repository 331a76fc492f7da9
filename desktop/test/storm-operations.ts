import fc from 'fast-check';
import type { MessageLink, MessageOperation, PeopleAct, Sending } from '../sync/operation.ts';
import { CLOSE_POLL, DELETE_MESSAGE, EDIT_MESSAGE, SET_PINNED, SET_REACTION, VOTE_POLL } from '../sync/operation-documents.ts';
import { PEOPLE_ACTS } from '../sync/people-documents.ts';
import type { MessageRow } from '../sync/records.ts';
import type { ViewerItemChange } from '../sync/viewer-item.ts';
import { type OperationInput, operate } from './model-operations.ts';
import { actOnPerson } from './model-people.ts';
import type { SendInput } from './model-send.ts';
import type { ModelServer } from './model-server.ts';
import { ANN, BOB, say } from './model-world.ts';
import { Refused } from './refused.ts';
import { messageRow } from './store-rows.ts';
import type { ClientStep, StormClient, StormStep } from './storm-world.ts';

const CID = 'cid';

export const chat = fc.constantFrom('team', 'direct');
export const who = fc.constantFrom(ANN, BOB, CID);
export const text = fc.constantFrom('hello', `@${ANN} look`, `@${BOB} and @${CID}`, '@all', 'me@here.example');
const emoji = fc.constantFrom('👍', '🎉');
const options = ['yes', 'no'] as const;

/** What can be done to a message, and how it is asked of the server. */
const deeds: fc.Arbitrary<readonly [document: string, input: Partial<OperationInput>]> = fc.oneof(
  text.map((what) => [EDIT_MESSAGE, { text: `${what}, edited` }] as const),
  fc.constant([DELETE_MESSAGE, {}] as const),
  fc.tuple(emoji, fc.boolean()).map(([sign, isOn]) => [SET_REACTION, { emoji: sign, isOn }] as const),
  fc.boolean().map((isPinned) => [SET_PINNED, { isPinned }] as const),
  fc.subarray([0, 1]).map((optionIndexes) => [VOTE_POLL, { optionIndexes }] as const),
  fc.constant([CLOSE_POLL, {}] as const),
);

let operations = 0;

/** Does what a person asks of the server from another device, if the server lets them. */
function attempt(deed: () => unknown): void {
  try {
    deed();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** A message of the conversation, the newest for 0. */
const messageAt = (server: ModelServer, conversationId: string, back: number) => server.get(conversationId).messages.at(-1 - back);

/** What people do to messages from devices that are not looked at. */
export const operationsElsewhere: fc.Arbitrary<StormStep>[] = [
  fc.tuple(who, chat, fc.nat(8), deeds).map(([id, where, back, [document, input]]) => [
    `${id} asks ${document.slice(9, 23)} ${JSON.stringify(input)} of message -${back} in ${where} elsewhere`,
    ({ server }) => {
      const messageId = messageAt(server, where, back)?.id;
      if (messageId === undefined) return;
      operations += 1;
      const clientOperationId = `elsewhere-${operations}`;
      attempt(() => operate(server, id, [document, { conversationId: where, messageId, clientOperationId, ...input }]));
    },
  ]),
  fc.tuple(who, chat, fc.nat(8), fc.constantFrom('replyToId', 'threadRootId', 'forwardOf', 'poll')).map(([id, where, back, how]) => [
    `${id} writes with ${how} message -${back} in ${where} elsewhere`,
    ({ server }) => {
      const message = messageAt(server, where, back);
      if (message === undefined || message.threadRootId !== null) return;
      const more: Partial<SendInput> = {
        ...(how === 'replyToId' && { replyToId: message.id }),
        ...(how === 'threadRootId' && { threadRootId: message.id }),
        ...(how === 'forwardOf' && { forwardOf: { conversationId: where, messageId: message.id } }),
        ...(how === 'poll' && { poll: { options } }),
      };
      attempt(() => say(server, [id, where], 'about it', more));
    },
  ]),
  fc.tuple(fc.constantFrom(ANN, BOB), chat, fc.boolean()).map(([id, key, isMarkedUnread]) => [
    `${id} marks ${key} as ${isMarkedUnread ? 'un' : ''}read elsewhere`,
    ({ server }) => {
      server.items.set(id, { kind: 'CONVERSATION', key, conversation: { isMarkedUnread } });
    },
  ]),
];

const acts: fc.Arbitrary<PeopleAct> = fc.constantFrom(
  'requestContact',
  'acceptContact',
  'declineContact',
  'removeContact',
  'blockUser',
  'unblockUser',
);

/** What people do about each other from devices that are not looked at. */
export const actsElsewhere: fc.Arbitrary<StormStep>[] = [
  fc.tuple(who, who, acts).map(([id, userId, act]) => [
    `${id} asks ${act} of ${userId} elsewhere`,
    ({ server }) => {
      operations += 1;
      if (id !== userId)
        attempt(() => actOnPerson(server, id, [PEOPLE_ACTS[act], { userId, clientOperationId: `elsewhere-${operations}` }]));
    },
  ]),
];

const itemChanges: fc.Arbitrary<ViewerItemChange> = fc.oneof(
  fc.tuple(chat, fc.boolean()).map(([key, isMarkedUnread]) => ({ kind: 'CONVERSATION', key, value: { isMarkedUnread } }) as const),
  chat.map((key) => ({ kind: 'CONVERSATION', key, value: { pinnedAt: '2026-01-05T09:00:00.000000Z' } }) as const),
  fc
    .constantFrom('Work', null)
    .map((name) => ({ kind: 'FOLDER', key: 'folder', value: name === null ? null : { name, position: 1 } }) as const),
);

/** A message that this client holds, the newest for 0. */
function heldAt({ now }: StormClient, conversationId: string, back: number): MessageRow | undefined {
  const { replica } = now.sync;
  const shown = replica.timeline(conversationId).get()?.messages ?? [];
  return shown.at(-1 - back) ?? replica.conversation(conversationId)?.lastMessage ?? undefined;
}

type Make<T> = (message: MessageRow & MessageLink) => T;

/** What is made, of any message, for who reads a history that failed. */
const wordsOf = (make: Make<unknown>) => JSON.stringify(make(messageRow(1)));

const operationOf: fc.Arbitrary<Make<MessageOperation>> = fc.oneof(
  text.map(
    (what): Make<MessageOperation> =>
      ({ id, seq }) => ({ type: 'edit', messageId: id, seq, text: `${what}, better` }),
  ),
  fc.constant<Make<MessageOperation>>(({ id, seq }) => ({ type: 'delete', messageId: id, seq })),
  fc.tuple(emoji, fc.boolean()).map(
    ([sign, isOn]): Make<MessageOperation> =>
      ({ id, seq }) => ({ type: 'react', messageId: id, seq, emoji: sign, isOn }),
  ),
  fc.boolean().map(
    (isPinned): Make<MessageOperation> =>
      ({ id, seq }) => ({ type: 'pin', messageId: id, seq, isPinned }),
  ),
  fc.subarray([0, 1]).map(
    (optionIndexes): Make<MessageOperation> =>
      ({ id, seq }) => ({ type: 'vote', messageId: id, seq, optionIndexes }),
  ),
  fc.constant<Make<MessageOperation>>(({ id, seq }) => ({ type: 'closePoll', messageId: id, seq })),
);

const sendingOf: fc.Arbitrary<Make<Partial<Sending>>> = fc.constantFrom<Make<Partial<Sending>>>(
  ({ id, seq }) => ({ replyTo: { id, seq } }),
  ({ id, seq }) => ({ threadRoot: { id, seq } }),
  ({ id, conversationId }) => ({ forwardOf: { messageId: id, conversationId } }),
  () => ({ poll: { options, isMultiple: true } }),
);

/** What people do to messages, and for themselves, at the clients that are looked at. */
export const operationsHere: fc.Arbitrary<ClientStep>[] = [
  fc.tuple(chat, fc.nat(6), operationOf).map(([id, back, make]) => [
    `does ${wordsOf(make)} to message -${back} in ${id}`,
    (client) => {
      const message = heldAt(client, id, back);
      if (message !== undefined) void client.now.sync.outbox.operate(id, make(message));
    },
  ]),
  fc.tuple(chat, fc.nat(6), sendingOf).map(([id, back, make]) => [
    `writes ${wordsOf(make)} about message -${back} in ${id}`,
    (client) => {
      const message = heldAt(client, id, back);
      if (message !== undefined && message.threadRootId === null) void client.now.sync.send(id, { text: 'here', ...make(message) });
    },
  ]),
  fc.tuple(who, acts).map(([userId, act]) => [
    `asks ${act} of ${userId}`,
    (client) => {
      const { people, viewerId } = client.now.sync;
      if (userId !== viewerId) void people.act(act, userId);
    },
  ]),
  itemChanges.map((change) => [
    `sets ${JSON.stringify(change)}`,
    (client) => {
      void client.now.sync.viewerItems.set(change);
    },
  ]),
];
