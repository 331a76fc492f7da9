import { plainSend } from '../sync/operation.ts';
import type { MemberRow, MessageRow, ThreadRow } from '../sync/records.ts';
import type { StoreChange } from '../sync/store.ts';
import type { ViewerItemRow } from '../sync/viewer-item.ts';
import { conversationRow, messageRow } from './store-rows.ts';

/** Random numbers that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = ['apple', 'Äpfel', 'pear', '由美', 'x', 'the', 'plan', 'Ёлка', '👍', 'release 4.2'];
const CONVERSATIONS = ['team', 'other', 'notes'];
const PEOPLE = ['ann', 'bob', 'cid'];

/** Chances of one step. */
class Chances {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  oneOf<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  some<T>(max: number, make: () => T): T[] {
    return Array.from({ length: this.below(max + 1) }, make);
  }
}

function message(of: Chances, conversationId: string): MessageRow {
  const seq = 1 + of.below(30);
  const isDeleted = of.below(5) === 0;
  const text = isDeleted ? null : of.some(4, () => of.oneOf(WORDS)).join(' ');
  return messageRow(seq, {
    id: `${conversationId}-${seq}`,
    conversationId,
    changeSeq: seq + of.below(20),
    text,
    deletedAt: isDeleted ? '2026-01-06T09:00:00.000000Z' : null,
    reactions: of.some(1, () => ({ emoji: '👍', userIds: ['bob'] })),
    createdAt: new Date(Date.parse('2026-01-05T09:00:00Z') + seq).toISOString(),
  });
}

const thread = (of: Chances, conversationId: string): ThreadRow => ({
  conversationId,
  rootId: 'root',
  rootSeq: 1 + of.below(5),
  replyCount: of.below(9),
  lastReplySeq: 9,
  lastReplyAt: '2026-01-05T09:00:00Z',
  participantIds: ['bob'],
  changeSeq: of.below(20),
});

const member = (of: Chances, conversationId: string): MemberRow => ({
  conversationId,
  userId: of.oneOf(PEOPLE),
  role: of.oneOf(['MEMBER', 'ADMIN'] as const),
  joinedAt: '2026-01-05T09:00:00Z',
  leftSeq: null,
  changeSeq: of.below(20),
});

const item = (of: Chances): ViewerItemRow => {
  const key = of.oneOf(['a', 'b', 'c']);
  return { kind: 'FOLDER', key, seq: 1, value: of.below(3) === 0 ? null : { name: key, position: of.below(9) } };
};

const receipt = (of: Chances, conversationId: string) => ({
  conversationId,
  userId: of.oneOf(PEOPLE),
  deliveredSeq: of.below(30),
  readSeq: of.below(30),
});

/** One row for each key, as the server sends them. */
function unique<T>(rows: readonly T[], keyOf: (row: T) => unknown): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

type Makers = { readonly [Type in StoreChange['type']]: (of: Chances, id: string) => Extract<StoreChange, { type: Type }> };

const rowsOf = (of: Chances, id: string) => ({
  messages: unique(
    of.some(6, () => message(of, id)),
    ({ seq }) => seq,
  ),
  threads: unique(
    of.some(2, () => thread(of, id)),
    ({ rootSeq }) => rootSeq,
  ),
  members: unique(
    of.some(2, () => member(of, id)),
    ({ userId }) => userId,
  ),
});

const windowOf = (of: Chances) => ({ startSeq: of.below(12), olderCursor: of.oneOf([null, 'older']) });
const conversationOf = (of: Chances, id: string) =>
  conversationRow({ id, cursor: of.below(40), window: windowOf(of), readSeq: of.below(20) });

const MAKERS: Makers = {
  conversationChanged: (of, id) => ({
    type: 'conversationChanged',
    since: of.below(30),
    conversation: conversationOf(of, id),
    ...rowsOf(of, id),
  }),
  conversationReplaced: (of, id) => ({ type: 'conversationReplaced', conversation: conversationOf(of, id), ...rowsOf(of, id) }),
  conversationRemoved: (_of, conversationId) => ({ type: 'conversationRemoved', conversationId }),
  windowExtended: (of, conversationId) => {
    const { messages, threads } = rowsOf(of, conversationId);
    return { type: 'windowExtended', conversationId, from: of.below(12), window: windowOf(of), messages, threads };
  },
  blockHealed: (of, conversationId) => {
    const { messages, threads } = rowsOf(of, conversationId);
    const from = of.below(20);
    return { type: 'blockHealed', conversationId, seq: 20 + of.below(30), from, to: from + of.below(20), messages, threads };
  },
  membersLoaded: (of, conversationId) => ({ type: 'membersLoaded', conversationId, members: rowsOf(of, conversationId).members }),
  messageSent: (of, id) => ({ type: 'messageSent', message: message(of, id) }),
  receiptsLoaded: (of, conversationId) => ({
    type: 'receiptsLoaded',
    conversationId,
    receipts: of.some(2, () => receipt(of, conversationId)),
  }),
  receiptsMoved: (of, conversationId) => ({
    type: 'receiptsMoved',
    conversationId,
    receipts: of.some(2, () => receipt(of, conversationId)),
  }),
  settingsRead: (of) => ({
    type: 'settingsRead',
    settings: { presenceMode: of.oneOf(['AUTOMATIC', 'BUSY'] as const), presenceAudience: 'CONTACTS', readReceipts: of.below(2) === 0 },
  }),
  peopleMet: (of) => ({ type: 'peopleMet', people: [{ id: of.oneOf(PEOPLE), username: 'someone', displayName: of.oneOf(WORDS) }] }),
  outboxPut: (of, conversationId) => {
    const id = `key-${of.below(6)}`;
    const operation = plainSend(of.oneOf(WORDS));
    const row = {
      id,
      conversationId,
      operation,
      createdAt: '2026-01-05T09:00:00Z',
      position: of.below(1_000),
      attempts: of.below(3),
      refusal: null,
    };
    return { type: 'outboxPut', row };
  },
  outboxRemoved: (of) => ({ type: 'outboxRemoved', id: `key-${of.below(6)}` }),
  viewerItemsChanged: (of) => {
    const since = of.below(20);
    const items = unique(
      of.some(3, () => item(of)),
      ({ key }) => key,
    );
    return { type: 'viewerItemsChanged', since, seq: since + of.below(5), items };
  },
  viewerItemsReplaced: (of) => ({
    type: 'viewerItemsReplaced',
    seq: of.below(20),
    items: unique(
      of.some(3, () => item(of)),
      ({ key }) => key,
    ),
  }),
  draftSet: (of, conversationId) => ({ type: 'draftSet', draft: { conversationId, text: of.oneOf(['', 'half a thou', 'more']) } }),
  readMarkSet: (of, conversationId) => ({ type: 'readMarkSet', mark: { conversationId, readSeq: of.below(30) } }),
  readMarkSent: (of, conversationId) => ({ type: 'readMarkSent', mark: { conversationId, readSeq: of.below(30) } }),
};

/** Often what brings messages; the rest in turn. */
const TYPES = [
  ...(['conversationChanged', 'conversationReplaced', 'windowExtended', 'messageSent', 'outboxPut'] as const),
  ...(Object.keys(MAKERS) as StoreChange['type'][]),
];

/** What is saved at one step of a history, as one transaction. The same seed and step give the same. */
export function randomChanges(seed: number, step: number): readonly StoreChange[] {
  const of = new Chances(seededRandom(seed * 1_000_003 + step));
  const make = () => MAKERS[of.oneOf(TYPES)](of, of.oneOf(CONVERSATIONS));
  return [make(), ...of.some(3, make)];
}
