import type { BadInputWorld, Table } from './bad-input.ts';
import { HALF, NUL, WRONG_CURSORS, WRONG_IDS } from './bad-values.ts';

const INVALID = 'VALIDATION_ERROR';
const OUT = 'NOT_IN_CONVERSATION';

/** Acts in a conversation. */
export const badActs = ({ ids }: BadInputWorld) => {
  const group = { conversationId: ids.group };
  return {
    renameGroup: [
      ['an empty name', { ...group, name: '' }, INVALID, 'name'],
      ['a long name', { ...group, name: 'x'.repeat(81) }, INVALID, 'name'],
      ['null', { ...group, name: null }, INVALID, 'name'],
      ['a direct conversation', { conversationId: ids.direct, name: 'Us' }, 'FORBIDDEN'],
      ['other people’s conversation', { conversationId: ids.evesGroup, name: 'Mine' }, OUT, 'conversationId'],
    ],
    leaveConversation: [
      ['a direct conversation', { conversationId: ids.direct }, 'FORBIDDEN'],
      ['other people’s conversation', { conversationId: ids.evesGroup }, OUT, 'conversationId'],
      ['a word', { conversationId: 'it' }, INVALID, 'conversationId'],
    ],
    acknowledge: [
      ['no number', group, INVALID, 'readSeq'],
      ['null for both numbers', { ...group, readSeq: null, deliveredSeq: null }, INVALID, 'readSeq'],
      ['a negative number', { ...group, readSeq: -1 }, INVALID, 'readSeq'],
      ['a negative delivered number', { ...group, deliveredSeq: -(2 ** 31) }, INVALID, 'deliveredSeq'],
      ['half a number', { ...group, readSeq: 1.5 }, INVALID, 'readSeq'],
      ['2^31', { ...group, readSeq: 2 ** 31 }, INVALID, 'readSeq'],
      ['10^300', { ...group, readSeq: 1e300 }, INVALID, 'readSeq'],
      ['a number as text', { ...group, readSeq: '1' }, INVALID, 'readSeq'],
      ['other people’s conversation', { conversationId: ids.evesGroup, readSeq: 1 }, OUT, 'conversationId'],
    ],
    setTyping: [
      ['nothing', group, INVALID, 'typing'],
      ['text', { ...group, typing: 'yes' }, INVALID, 'typing'],
      ['a number', { ...group, typing: 1 }, INVALID, 'typing'],
      ['other people’s conversation', { conversationId: ids.evesGroup, typing: true }, OUT, 'conversationId'],
    ],
  } satisfies Record<string, Table>;
};

/** Readings of conversations. */
export const badReadings = ({ ids }: BadInputWorld) => {
  const group = { conversationId: ids.group };
  const history = (rest: object) => ({ id: ids.group, ...rest });
  return {
    changes: [
      ['no cursors', {}, INVALID, 'since'],
      ['null among the cursors', { since: [null] }, INVALID, 'since.0'],
      ['a cursor without a number', { since: [group] }, INVALID, 'since.0.seq'],
      ['a negative number', { since: [{ ...group, seq: -1 }] }, INVALID, 'since.seq'],
      ['2^40', { since: [{ ...group, seq: 2 ** 40 }] }, INVALID, 'since.0.seq'],
      ['a word for a conversation', { since: [{ conversationId: 'it', seq: 0 }] }, INVALID, 'since.conversationId'],
      ['1,001 cursors', { since: Array.from({ length: 1001 }, () => ({ ...group, seq: 0 })) }, INVALID, 'since'],
      ...[0, -1, 501, 2 ** 31 - 1].map((limit) => [`a limit of ${limit}`, { since: [], limit }, INVALID, 'limit'] as const),
    ],
    conversation: [
      ...WRONG_IDS.map(([name, id]) => [`${name} for a conversation`, { id }, INVALID, 'id'] as const),
      ['no conversation', {}, INVALID, 'id'],
    ],
    conversations: WRONG_CURSORS.map(([name, after]) => [`${name} for a cursor`, { after }, INVALID, 'after'] as const),
    members: WRONG_CURSORS.map(([name, after]) => [`${name} for a cursor`, history({ after }), INVALID, 'after'] as const),
    messages: [
      ...WRONG_CURSORS.map(([name, after]) => [`${name} for a cursor`, history({ after }), INVALID, 'after'] as const),
      ...WRONG_CURSORS.map(([name, before]) => [`${name} for a cursor back`, history({ before }), INVALID, 'before'] as const),
      ['both ends', history({ first: 1, last: 1 }), INVALID, 'last'],
      ['none from the oldest', history({ first: 0 }), INVALID, 'first'],
      ['101 from the newest', history({ last: 101 }), INVALID, 'last'],
    ],
  } satisfies Record<string, Table>;
};

/** Sign-ins. */
export const BAD_SIGN_INS = {
  refresh: [
    ['no token', {}, 'UNAUTHENTICATED'],
    ['a word', { refreshToken: 'please' }, 'UNAUTHENTICATED'],
    ['NUL', { refreshToken: NUL }, 'UNAUTHENTICATED'],
    ['half a surrogate pair', { refreshToken: HALF }, 'UNAUTHENTICATED'],
    ['a number', { refreshToken: 1 }, INVALID, 'refreshToken'],
  ],
  login: [
    ['NUL in the username', { input: { username: NUL, password: 'x' } }, INVALID, 'input.username'],
    ['half a surrogate pair in the password', { input: { username: 'x', password: HALF } }, INVALID, 'input.password'],
    ['no password', { input: { username: 'x' } }, INVALID, 'input.password'],
  ],
} satisfies Record<string, Table>;
