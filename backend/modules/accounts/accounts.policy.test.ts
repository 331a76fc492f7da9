import { expect, it } from 'vitest';
import { invitationStateOf, mayEndSession, mayInvitePeople, mayRegister } from './accounts.policy.ts';

it.each([
  ['open', { isFirst: true, isInvited: false }, true],
  ['open', { isFirst: false, isInvited: false }, true],
  ['open', { isFirst: false, isInvited: true }, true],
  ['invitation', { isFirst: true, isInvited: false }, true],
  ['invitation', { isFirst: false, isInvited: false }, false],
  ['invitation', { isFirst: false, isInvited: true }, true],
  ['closed', { isFirst: true, isInvited: false }, true],
  ['closed', { isFirst: false, isInvited: false }, false],
  ['closed', { isFirst: false, isInvited: true }, false],
] as const)('with registration %s, %j: %s', (mode, who, expected) => {
  expect(mayRegister(mode, who)).toBe(expected);
});

it('leaves inviting to the owner', () => {
  expect([mayInvitePeople({ role: 'OWNER' }), mayInvitePeople({ role: 'MEMBER' })]).toEqual([true, false]);
});

const FACTS = { isRevoked: false, isOver: false, useCount: 3, maxUses: null, makerRole: 'OWNER' } as const;

it.each([
  ['as it was made', {}, 'WORKS'],
  ['with room for one', { maxUses: 4 }, 'WORKS'],
  ['used up', { maxUses: 3 }, 'USED_UP'],
  ['over', { isOver: true, maxUses: 3 }, 'EXPIRED'],
  ['revoked', { isRevoked: true, isOver: true }, 'REVOKED'],
  ['of one who may invite no longer', { makerRole: 'MEMBER' }, 'REVOKED'],
] as const)('an invitation %s: %j is %s', (_case, facts, expected) => {
  expect(invitationStateOf({ ...FACTS, ...facts })).toBe(expected);
});

it('lets people end their own sessions alone', () => {
  expect(mayEndSession({ userId: 'ann' }, { userId: 'ann' })).toBe(true);
  expect(mayEndSession({ userId: 'ann' }, { userId: 'bob' })).toBe(false);
});
