import { expect, it } from 'vitest';
import { mayEndSession, mayRegister } from './accounts.policy.ts';

it.each([
  ['open', true, true],
  ['open', false, true],
  ['closed', true, true],
  ['closed', false, false],
] as const)('with registration %s, first account %s: %s', (mode, isFirst, expected) => {
  expect(mayRegister(mode, { isFirst })).toBe(expected);
});

it('lets people end their own sessions alone', () => {
  expect(mayEndSession({ userId: 'ann' }, { userId: 'ann' })).toBe(true);
  expect(mayEndSession({ userId: 'ann' }, { userId: 'bob' })).toBe(false);
});
