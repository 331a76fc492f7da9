import { randomUUID } from 'node:crypto';
import { encodeCursor } from '../page.ts';
import { BAD_SIGN_INS, badActs, badReadings } from './bad-conversations.ts';
import { badGroups, badWaysIn, GROUP_DOCUMENTS } from './bad-groups.ts';
import type { BadInputWorld, Table } from './bad-input.ts';
import { badMessageChanges, badMessageReadings, badSendExtras, MESSAGE_DOCUMENTS } from './bad-messages.ts';
import { badPeople, PEOPLE_DOCUMENTS } from './bad-people.ts';
import { HALF, NO_IDS, NUL, WRONG_IDS } from './bad-values.ts';

/** The operation's name in `DOCUMENTS`, its variables, the expected code and, where one is to blame, the field. */
export interface BadOperation {
  readonly name: string;
  readonly operation: keyof typeof DOCUMENTS;
  readonly variables: object;
  readonly code: string;
  readonly field?: string;
}

export const DOCUMENTS = {
  ...MESSAGE_DOCUMENTS,
  ...GROUP_DOCUMENTS,
  ...PEOPLE_DOCUMENTS,
  sendMessage: 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
  createGroup: 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
  startDirect: 'mutation ($userId: ID!) { startDirect(userId: $userId) { id } }',
  addMembers: 'mutation ($conversationId: ID!, $userIds: [ID!]!) { addMembers(conversationId: $conversationId, userIds: $userIds) { id } }',
  removeMember: 'mutation ($conversationId: ID!, $userId: ID!) { removeMember(conversationId: $conversationId, userId: $userId) { id } }',
  renameGroup: 'mutation ($conversationId: ID!, $name: String!) { renameGroup(conversationId: $conversationId, name: $name) { id } }',
  leaveConversation: 'mutation ($conversationId: ID!) { leaveConversation(conversationId: $conversationId) }',
  acknowledge:
    'mutation ($conversationId: ID!, $deliveredSeq: Int, $readSeq: Int) { acknowledge(conversationId: $conversationId, deliveredSeq: $deliveredSeq, readSeq: $readSeq) { readSeq } }',
  setTyping: 'mutation ($conversationId: ID!, $typing: Boolean!) { setTyping(conversationId: $conversationId, typing: $typing) }',
  endSession: 'mutation ($sessionId: ID!) { endSession(sessionId: $sessionId) }',
  refresh: 'mutation ($refreshToken: String) { refresh(refreshToken: $refreshToken) { accessToken } }',
  login: 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }',
  changes:
    'query ($since: [ConversationCursor!]!, $limit: Int) { changes(since: $since, limit: $limit, includeOthers: false) { hasMore } }',
  conversation: 'query ($id: ID!) { conversation(id: $id) { id } }',
  conversations: 'query ($after: String) { conversations(after: $after) { edges { cursor } } }',
  people: 'query ($search: String!, $after: String) { people(search: $search, after: $after) { edges { cursor } } }',
  members: 'query ($id: ID!, $after: String) { conversation(id: $id) { members(after: $after) { edges { cursor } } } }',
  messages:
    'query ($id: ID!, $first: Int, $last: Int, $after: String, $before: String) { conversation(id: $id) { messages(first: $first, last: $last, after: $after, before: $before) { edges { cursor } } } }',
} as const;

const INVALID = 'VALIDATION_ERROR';
const OUT = 'NOT_IN_CONVERSATION';

const sendMessage = ({ ids }: BadInputWorld): Table => {
  const input = (rest: object) => ({ input: { conversationId: ids.group, clientMessageId: randomUUID(), text: 'x', ...rest } });
  return [
    ['no input', {}, INVALID, 'input'],
    ['null for input', { input: null }, INVALID, 'input'],
    ['text for input', { input: 'hello' }, INVALID, 'input'],
    ['no text', input({ text: undefined }), INVALID, 'input.text'],
    ['null for text', input({ text: null }), INVALID, 'input.text'],
    ['a number for text', input({ text: 1 }), INVALID, 'input.text'],
    ['a list for text', input({ text: ['x'] }), INVALID, 'input.text'],
    ['an object for text', input({ text: { toString: 'x' } }), INVALID, 'input.text'],
    ['empty text', input({ text: '' }), INVALID, 'input.text'],
    ['spaces for text', input({ text: ' \u2003\n' }), INVALID, 'input.text'],
    ['NUL in the text', input({ text: NUL }), INVALID, 'input.text'],
    ['half a surrogate pair in the text', input({ text: HALF }), INVALID, 'input.text'],
    ['10,001 characters', input({ text: 'x'.repeat(10_001) }), 'MESSAGE_TOO_LARGE', 'input.text'],
    ['30,000 four-byte characters', input({ text: '😀'.repeat(15_000) }), 'MESSAGE_TOO_LARGE', 'input.text'],
    ['a field that is not there', input({ html: '<b>' }), INVALID, 'input.html'],
    ['no conversation', input({ conversationId: undefined }), INVALID, 'input.conversationId'],
    ...WRONG_IDS.map(
      ([name, id]) => [`${name} for a conversation`, input({ conversationId: id }), INVALID, 'input.conversationId'] as const,
    ),
    ...NO_IDS.map(([name, id]) => [`${name} for a conversation`, input({ conversationId: id }), INVALID, 'input.conversationId'] as const),
    ...WRONG_IDS.map(
      ([name, id]) => [`${name} for a clientMessageId`, input({ clientMessageId: id }), INVALID, 'input.clientMessageId'] as const,
    ),
    ['no clientMessageId', input({ clientMessageId: undefined }), INVALID, 'input.clientMessageId'],
    ['a conversation that does not exist', input({ conversationId: randomUUID() }), OUT, 'input.conversationId'],
    ['other people’s conversation', input({ conversationId: ids.evesGroup }), OUT, 'input.conversationId'],
    ['a person for a conversation', input({ conversationId: ids.bob }), OUT, 'input.conversationId'],
    ['a message for a conversation', input({ conversationId: ids.message }), OUT, 'input.conversationId'],
    ...WRONG_IDS.map(([name, id]) => [`${name} to reply to`, input({ replyToId: id }), INVALID, 'input.replyToId'] as const),
    ['a reply to what does not exist', input({ replyToId: randomUUID() }), INVALID, 'input.replyToId'],
    ['a reply to other people’s message', input({ replyToId: ids.evesMessage }), INVALID, 'input.replyToId'],
    ['a reply to a conversation', input({ replyToId: ids.group }), INVALID, 'input.replyToId'],
  ];
};

const createGroup = ({ ids }: BadInputWorld): Table => {
  const input = (rest: object) => ({ input: { name: 'Release', memberIds: [], ...rest } });
  return [
    ['no name', input({ name: undefined }), INVALID, 'input.name'],
    ['an empty name', input({ name: '' }), INVALID, 'input.name'],
    ['spaces for a name', input({ name: ' \u00a0 ' }), INVALID, 'input.name'],
    ['zero-width characters for a name', input({ name: '\u200b\u200d\ufeff' }), INVALID, 'input.name'],
    ['a name of 81 characters', input({ name: '😀'.repeat(81) }), INVALID, 'input.name'],
    ['a name of 100,000 characters', input({ name: 'x'.repeat(100_000) }), INVALID, 'input.name'],
    ['NUL in the name', input({ name: NUL }), INVALID, 'input.name'],
    ['half a surrogate pair in the name', input({ name: HALF }), INVALID, 'input.name'],
    ['a line end in the name', input({ name: 'a\nb' }), INVALID, 'input.name'],
    ['a paragraph end in the name', input({ name: 'a\u2029b' }), INVALID, 'input.name'],
    ['a change of direction in the name', input({ name: 'a\u202eb' }), INVALID, 'input.name'],
    ['a number for the name', input({ name: 4.2 }), INVALID, 'input.name'],
    ['no members', input({ memberIds: undefined }), INVALID, 'input.memberIds'],
    ['null for the members', input({ memberIds: null }), INVALID, 'input.memberIds'],
    ['null among the members', input({ memberIds: [ids.bob, null] }), INVALID, 'input.memberIds.1'],
    ['an object among the members', input({ memberIds: [{ id: ids.bob }] }), INVALID, 'input.memberIds.0'],
    ['a word among the members', input({ memberIds: [ids.bob, 'bob'] }), INVALID, 'input.memberIds'],
    ['301 members', input({ memberIds: Array.from({ length: 301 }, () => randomUUID()) }), INVALID, 'input.memberIds'],
    ['a member who does not exist', input({ memberIds: [ids.bob, randomUUID()] }), 'NOT_FOUND', 'input.memberIds'],
    ['a conversation for a member', input({ memberIds: [ids.group] }), 'NOT_FOUND', 'input.memberIds'],
  ];
};

const people = ({ ids }: BadInputWorld): Record<'startDirect' | 'addMembers' | 'removeMember' | 'people' | 'endSession', Table> => {
  const group = { conversationId: ids.group };
  return {
    startDirect: [
      ['nobody', {}, INVALID, 'userId'],
      ...WRONG_IDS.map(([name, userId]) => [`${name} for a person`, { userId }, INVALID, 'userId'] as const),
      ...NO_IDS.map(([name, userId]) => [`${name} for a person`, { userId }, INVALID, 'userId'] as const),
      ['a person who does not exist', { userId: randomUUID() }, 'NOT_FOUND', 'userId'],
      ['a conversation for a person', { userId: ids.group }, 'NOT_FOUND', 'userId'],
    ],
    addMembers: [
      ['nobody', { ...group, userIds: [] }, INVALID, 'userIds'],
      ['null among the people', { ...group, userIds: [null] }, INVALID, 'userIds.0'],
      ['301 people', { ...group, userIds: Array.from({ length: 301 }, () => randomUUID()) }, INVALID, 'userIds'],
      ['a person who does not exist', { ...group, userIds: [ids.eve, randomUUID()] }, 'NOT_FOUND', 'userIds'],
      ['to other people’s conversation', { conversationId: ids.evesGroup, userIds: [ids.ann] }, OUT, 'conversationId'],
      ['to a conversation that does not exist', { conversationId: randomUUID(), userIds: [ids.ann] }, OUT, 'conversationId'],
      ['to a direct conversation', { conversationId: ids.direct, userIds: [ids.eve] }, 'FORBIDDEN'],
    ],
    removeMember: [
      ['a word', { ...group, userId: 'bob' }, INVALID, 'userId'],
      ['who is not in it', { ...group, userId: ids.eve }, 'NOT_FOUND', 'userId'],
      ['who does not exist', { ...group, userId: randomUUID() }, 'NOT_FOUND', 'userId'],
      ['from other people’s conversation', { conversationId: ids.evesGroup, userId: ids.eve }, OUT, 'conversationId'],
      ['from a direct conversation', { conversationId: ids.direct, userId: ids.bob }, 'FORBIDDEN'],
    ],
    people: [
      ['no search', {}, INVALID, 'search'],
      ['a number', { search: 5 }, INVALID, 'search'],
      ['201 characters', { search: 'x'.repeat(201) }, INVALID, 'search'],
      ['NUL', { search: NUL }, INVALID, 'search'],
      ['half a surrogate pair', { search: HALF }, INVALID, 'search'],
      ['the cursor of another list', { search: '', after: encodeCursor(['2026-11-21T08:30:00.123456Z']) }, INVALID, 'after'],
    ],
    endSession: [
      ['a word', { sessionId: 'mine' }, INVALID, 'sessionId'],
      ['another person’s session', { sessionId: ids.evesSession }, 'NOT_FOUND', 'sessionId'],
      ['a session that does not exist', { sessionId: randomUUID() }, 'NOT_FOUND', 'sessionId'],
    ],
  };
};

/** Every case, in the order of the operations. */
export function badOperations(world: BadInputWorld): BadOperation[] {
  const tables: Partial<Record<keyof typeof DOCUMENTS, Table>> = {
    sendMessage: sendMessage(world),
    createGroup: createGroup(world),
    ...people(world),
    ...badPeople(world),
    ...badActs(world),
    ...badGroups(world),
    ...badWaysIn(world),
    ...badMessageChanges(world),
    ...badSendExtras(world),
    ...badMessageReadings(world),
    ...badReadings(world),
    ...BAD_SIGN_INS,
  };
  return Object.entries(tables).flatMap(([operation, table]) =>
    table.map(([name, variables, code, field]) => ({
      name,
      operation: operation as keyof typeof DOCUMENTS,
      variables,
      code,
      ...(field === undefined ? {} : { field }),
    })),
  );
}
