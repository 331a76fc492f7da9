import { expect, it } from 'vitest';
import { maySearch } from './search.policy.ts';

const at = '2026-11-21T10:00:00.000000Z';
const member = { leftSeq: null, visibleAfter: null };
const seen = { membership: member, createdAt: at, isDeleted: false, isHidden: false };

it.each([
  ['a member', seen, true],
  ['a stranger', { ...seen, membership: null }, false],
  ['a former member', { ...seen, membership: { ...member, leftSeq: 7 } }, false],
  ['who joined before it was sent', { ...seen, membership: { ...member, visibleAfter: '2026-11-21T09:00:00.000000Z' } }, true],
  ['who joined after it and sees no past', { ...seen, membership: { ...member, visibleAfter: at } }, false],
  ['a member once it is deleted', { ...seen, isDeleted: true }, false],
  ['who deleted it for themselves', { ...seen, isHidden: true }, false],
])('lets %s find a message or not', (_who, standing, may) => {
  expect(maySearch(standing)).toBe(may);
});
