import { expect, it } from 'vitest';
import { messageRow } from '../test/store-rows.ts';
import type { MessageOperation } from './operation.ts';
import { applyPending } from './pending.ts';
import type { MessageRow, OutboxRow } from './records.ts';

const target = { messageId: 'message-1', seq: 1 };
const at = '2026-01-05T12:00:00.000Z';
const row = (operation: MessageOperation, over: Partial<OutboxRow> = {}): OutboxRow => ({
  id: 'op',
  conversationId: 'team',
  operation,
  createdAt: at,
  position: 1,
  attempts: 0,
  refusal: null,
  ...over,
});
const poll = {
  options: [
    { text: 'a', voterIds: ['bob', 'ann'] },
    { text: 'b', voterIds: [] },
  ],
  isMultiple: false,
  closedAt: null,
};
const held = messageRow(1, { reactions: [{ emoji: '👍', userIds: ['bob'] }], poll });
const after = (...operations: MessageOperation[]) =>
  applyPending(
    held,
    operations.map((operation) => row(operation)),
    'ann',
  );

it.each<[string, MessageOperation[], Partial<MessageRow>]>([
  ['an edit', [{ type: 'edit', ...target, text: 'new' }], { text: 'new', editedAt: at }],
  ['a pin', [{ type: 'pin', ...target, isPinned: true }], { pinnedAt: at, pinnedById: 'ann' }],
  [
    'a pin taken off',
    [
      { type: 'pin', ...target, isPinned: true },
      { type: 'pin', ...target, isPinned: false },
    ],
    {},
  ],
  [
    'a reaction that others have put on',
    [{ type: 'react', ...target, emoji: '👍', isOn: true }],
    { reactions: [{ emoji: '👍', userIds: ['bob', 'ann'] }] },
  ],
  [
    'a new reaction',
    [{ type: 'react', ...target, emoji: '🎉', isOn: true }],
    { reactions: [...held.reactions, { emoji: '🎉', userIds: ['ann'] }] },
  ],
  [
    'a reaction put on and taken off',
    [
      { type: 'react', ...target, emoji: '🎉', isOn: true },
      { type: 'react', ...target, emoji: '🎉', isOn: false },
    ],
    {},
  ],
  [
    'another vote',
    [{ type: 'vote', ...target, optionIndexes: [1] }],
    {
      poll: {
        ...poll,
        options: [
          { text: 'a', voterIds: ['bob'] },
          { text: 'b', voterIds: ['ann'] },
        ],
      },
    },
  ],
  ['the end of a poll', [{ type: 'closePoll', ...target }], { poll: { ...poll, closedAt: at } }],
  [
    'a deletion, after which nothing counts',
    [
      { type: 'delete', ...target },
      { type: 'edit', ...target, text: 'new' },
    ],
    { text: null, deletedAt: at, reactions: [], poll: null },
  ],
])('shows %s before it is acknowledged', (_words, operations, expected) => {
  expect(after(...operations)).toEqual({ ...held, ...expected });
});

it('leaves a message alone that nothing is done to, or nothing that was not refused', () => {
  const refusal = { code: 'FORBIDDEN', message: 'No.' };
  const others = [
    row({ type: 'delete', messageId: 'message-2', seq: 2 }),
    row({ type: 'delete', ...target }, { refusal }),
    row({ type: 'react', ...target, emoji: '🎉', isOn: false }),
  ];
  expect(applyPending(held, others.slice(0, 2), 'ann')).toBe(held);
  expect(applyPending(held, others, 'ann').reactions).toBe(held.reactions);
  expect(held.reactions).toEqual([{ emoji: '👍', userIds: ['bob'] }]);
});
