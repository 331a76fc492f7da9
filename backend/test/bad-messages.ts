import { randomUUID } from 'node:crypto';
import type { BadInputWorld, Table } from './bad-input.ts';
import { HALF, NO_IDS, NUL, WRONG_CURSORS, WRONG_IDS } from './bad-values.ts';

const INVALID = 'VALIDATION_ERROR';
const OUT = 'NOT_IN_CONVERSATION';

export const MESSAGE_DOCUMENTS = {
  editMessage: 'mutation ($input: EditMessageInput!) { editMessage(input: $input) { id } }',
  deleteMessage: 'mutation ($input: ChangeMessageInput!) { deleteMessage(input: $input) { id } }',
  setReaction: 'mutation ($input: SetReactionInput!) { setReaction(input: $input) { id } }',
  setPinned: 'mutation ($input: SetPinnedInput!) { setPinned(input: $input) { id } }',
  votePoll: 'mutation ($input: VotePollInput!) { votePoll(input: $input) { id } }',
  closePoll: 'mutation ($input: ChangeMessageInput!) { closePoll(input: $input) { id } }',
  sendExtras: 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
  message: 'query ($conversationId: ID!, $id: ID!) { message(conversationId: $conversationId, id: $id) { id } }',
  messageEdits:
    'query ($conversationId: ID!, $messageId: ID!) { messageEdits(conversationId: $conversationId, messageId: $messageId) { text } }',
  pinnedMessages:
    'query ($id: ID!, $first: Int, $after: String) { conversation(id: $id) { pinnedMessages(first: $first, after: $after) { edges { cursor } } } }',
  threadMessages:
    'query ($id: ID!, $rootId: ID!, $first: Int, $after: String) { conversation(id: $id) { threadMessages(rootId: $rootId, first: $first, after: $after) { edges { cursor } } } }',
  messagesAround:
    'query ($id: ID!, $first: Int, $last: Int, $before: String, $aroundSeq: Int, $aroundAt: DateTime) { conversation(id: $id) { messages(first: $first, last: $last, before: $before, aroundSeq: $aroundSeq, aroundAt: $aroundAt) { edges { cursor } } } }',
} as const;

/** What every change of a message refuses. `rest`: what else it wants. */
const places = ({ ids }: BadInputWorld, rest: object): Table => {
  const input = (changed: object) => ({ input: { conversationId: ids.group, messageId: ids.message, ...rest, ...changed } });
  return [
    ['no input', {}, INVALID, 'input'],
    ...WRONG_IDS.map(
      ([name, id]) => [`${name} for a conversation`, input({ conversationId: id }), INVALID, 'input.conversationId'] as const,
    ),
    ...WRONG_IDS.map(([name, id]) => [`${name} for a message`, input({ messageId: id }), INVALID, 'input.messageId'] as const),
    ...NO_IDS.map(([name, id]) => [`${name} for a message`, input({ messageId: id }), INVALID, 'input.messageId'] as const),
    ['a word for a clientOperationId', input({ clientOperationId: 'once' }), INVALID, 'input.clientOperationId'],
    ['a conversation that does not exist', input({ conversationId: randomUUID() }), OUT, 'input.conversationId'],
    ['other people’s conversation', input({ conversationId: ids.evesGroup, messageId: ids.evesMessage }), OUT, 'input.conversationId'],
    ['a message that does not exist', input({ messageId: randomUUID() }), 'NOT_FOUND', 'input.messageId'],
    ['a message of another conversation', input({ conversationId: ids.direct }), 'NOT_FOUND', 'input.messageId'],
    ['other people’s message', input({ messageId: ids.evesMessage }), 'NOT_FOUND', 'input.messageId'],
    ['a conversation for a message', input({ messageId: ids.group }), 'NOT_FOUND', 'input.messageId'],
  ];
};

/** Changes of messages. */
export const badMessageChanges = (world: BadInputWorld) => {
  const { ids } = world;
  const input = (rest: object) => ({ input: { conversationId: ids.group, messageId: ids.message, ...rest } });
  const text = (value: unknown) => input({ text: value });
  const emoji = (value: unknown) => input({ emoji: value, isOn: true });
  return {
    editMessage: [
      ...places(world, { text: 'else' }),
      ['no text', input({}), INVALID, 'input.text'],
      ['empty text', text(''), INVALID, 'input.text'],
      ['spaces for text', text(' \u2003\n'), INVALID, 'input.text'],
      ['NUL in the text', text(NUL), INVALID, 'input.text'],
      ['half a surrogate pair in the text', text(HALF), INVALID, 'input.text'],
      ['10,001 characters', text('x'.repeat(10_001)), 'MESSAGE_TOO_LARGE', 'input.text'],
    ],
    deleteMessage: places(world, {}),
    setReaction: [
      ...places(world, { emoji: '👍', isOn: true }),
      ['no emoji', input({ isOn: true }), INVALID, 'input.emoji'],
      ['nothing said of on or off', input({ emoji: '👍' }), INVALID, 'input.isOn'],
      ['nothing', emoji(''), INVALID, 'input.emoji'],
      ['a letter', emoji('a'), INVALID, 'input.emoji'],
      ['a digit', emoji('1'), INVALID, 'input.emoji'],
      ['two emoji', emoji('👍👍'), INVALID, 'input.emoji'],
      ['an emoji and a space', emoji('👍 '), INVALID, 'input.emoji'],
      ['half a flag', emoji('🇨'), INVALID, 'input.emoji'],
      ['a skin tone of nobody with a letter', emoji('a🏽'), INVALID, 'input.emoji'],
      ['a letter under many marks', emoji(`a${'\u0301'.repeat(1000)}`), INVALID, 'input.emoji'],
      ['an emoji and a change of direction', emoji('👍\u202e'), INVALID, 'input.emoji'],
      ['NUL', emoji('\0'), INVALID, 'input.emoji'],
      ['half a surrogate pair', emoji('\ud83d'), INVALID, 'input.emoji'],
      ['a number', emoji(1), INVALID, 'input.emoji'],
      ['the code of an emoji', emoji(':+1:'), INVALID, 'input.emoji'],
    ],
    setPinned: [...places(world, { isPinned: true }), ['text for whether', input({ isPinned: 'yes' }), INVALID, 'input.isPinned']],
    votePoll: [
      ...places(world, { optionIndexes: [] }),
      ['no poll', input({ optionIndexes: [0] }), INVALID, 'input.messageId'],
      ['no list', input({}), INVALID, 'input.optionIndexes'],
      ['null in the list', input({ optionIndexes: [null] }), INVALID, 'input.optionIndexes.0'],
      ['half an answer', input({ optionIndexes: [0.5] }), INVALID, 'input.optionIndexes.0'],
    ],
    closePoll: [...places(world, {}), ['no poll', input({}), INVALID, 'input.messageId']],
  } satisfies Record<string, Table>;
};

/** What is sent along with a message. */
export const badSendExtras = ({ ids }: BadInputWorld) => {
  const input = (rest: object) => ({ input: { conversationId: ids.group, clientMessageId: randomUUID(), text: 'x', ...rest } });
  const poll = (options: unknown) => input({ poll: { options } });
  const forward = (conversationId: unknown, messageId: unknown) => input({ forwardOf: { conversationId, messageId } });
  const refusedPolls: readonly (readonly [string, unknown])[] = [
    ['no answer', []],
    ['one answer', ['yes']],
    ['eleven answers', Array.from({ length: 11 }, (_, i) => `answer ${i}`)],
    ['two answers alike', ['yes', ' yes']],
    ['an empty answer', ['yes', '']],
    ['an answer of spaces', ['yes', '  ']],
    ['an answer of 81 characters', ['yes', 'x'.repeat(81)]],
    ['NUL in an answer', ['yes', NUL]],
    ['half a surrogate pair in an answer', ['yes', HALF]],
    ['a line end in an answer', ['yes', 'n\no']],
  ];
  return {
    sendExtras: [
      ...refusedPolls.map(([name, options]) => [`a poll with ${name}`, poll(options), INVALID, 'input.poll.options'] as const),
      ['null for an answer', poll(['yes', null]), INVALID, 'input.poll.options.1'],
      ['a poll without answers', input({ poll: {} }), INVALID, 'input.poll.options'],
      ['a poll without a question', input({ text: ' ', poll: { options: ['a', 'b'] } }), INVALID, 'input.text'],
      [
        'a forwarded poll',
        input({ poll: { options: ['a', 'b'] }, forwardOf: { conversationId: ids.group, messageId: ids.message } }),
        INVALID,
        'input.forwardOf',
      ],
      ['a word for what to forward', forward(ids.group, 'it'), INVALID, 'input.forwardOf.messageId'],
      ['a word for where that is', forward('there', ids.message), INVALID, 'input.forwardOf.conversationId'],
      ['what does not exist to forward', forward(ids.group, randomUUID()), 'NOT_FOUND', 'input.forwardOf.messageId'],
      ['other people’s message to forward', forward(ids.evesGroup, ids.evesMessage), 'NOT_FOUND', 'input.forwardOf.messageId'],
      ['a message to forward from where it is not', forward(ids.direct, ids.message), 'NOT_FOUND', 'input.forwardOf.messageId'],
      ['a thread of other people', input({ threadRootId: ids.evesMessage }), INVALID, 'input.threadRootId'],
      ['a word for a thread', input({ threadRootId: 'it' }), INVALID, 'input.threadRootId'],
    ],
  } satisfies Record<string, Table>;
};

/** Readings of messages. */
export const badMessageReadings = ({ ids }: BadInputWorld) => {
  const place = { conversationId: ids.group, messageId: ids.message };
  const group = (rest: object) => ({ id: ids.group, ...rest });
  return {
    message: [
      ['a word', { conversationId: ids.group, id: 'it' }, INVALID, 'id'],
      ['a word for its conversation', { conversationId: 'there', id: ids.message }, INVALID, 'conversationId'],
    ],
    messageEdits: [
      ['a word', { ...place, messageId: 'it' }, INVALID, 'messageId'],
      ['what does not exist', { ...place, messageId: randomUUID() }, 'NOT_FOUND', 'messageId'],
      ['other people’s message', { conversationId: ids.evesGroup, messageId: ids.evesMessage }, OUT, 'conversationId'],
    ],
    pinnedMessages: [
      ...WRONG_CURSORS.map(([name, after]) => [`${name} for a cursor`, group({ after }), INVALID, 'after'] as const),
      ['none', group({ first: 0 }), INVALID, 'first'],
      ['101', group({ first: 101 }), INVALID, 'first'],
    ],
    threadMessages: [
      ['a word for the root', group({ rootId: 'it' }), INVALID, 'rootId'],
      ['a root that does not exist', group({ rootId: randomUUID() }), 'NOT_FOUND', 'rootId'],
      ['other people’s root', group({ rootId: ids.evesMessage }), 'NOT_FOUND', 'rootId'],
      ['101', group({ rootId: ids.message, first: 101 }), INVALID, 'first'],
      ['a cursor of nothing', group({ rootId: ids.message, after: '' }), INVALID, 'after'],
    ],
    messagesAround: [
      ['a negative number', group({ aroundSeq: -1 }), INVALID, 'aroundSeq'],
      ['2^31', group({ aroundSeq: 2 ** 31 }), INVALID, 'aroundSeq'],
      ['a number and a time', group({ aroundSeq: 1, aroundAt: '2026-01-01T00:00:00Z' }), INVALID, 'aroundAt'],
      ['the other end', group({ aroundSeq: 1, last: 5 }), INVALID, 'last'],
      ['a cursor', group({ aroundSeq: 1, before: 'x' }), INVALID, 'before'],
      ['none', group({ aroundSeq: 1, first: 0 }), INVALID, 'first'],
      ...['', 'yesterday', '2026-02-20', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', NUL].map(
        (aroundAt) => [`${JSON.stringify(aroundAt)} for a time`, group({ aroundAt }), INVALID, 'aroundAt'] as const,
      ),
      ['a number for a time', group({ aroundAt: 5 }), INVALID, 'aroundAt'],
    ],
  } satisfies Record<string, Table>;
};
