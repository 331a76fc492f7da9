import { describe, expect, it } from 'vitest';
import { t } from './translate.ts';

it('has no word for what a later server tells of, and does not fail over it', () => {
  expect(t('presence.ON_THE_MOON' as 'presence.ONLINE')).toBe('');
});

describe('t', () => {
  it('gives the words of a key', () => {
    expect(t('signIn.submit')).toBe('Sign in');
  });

  it('fills in names without reading them as placeholders', () => {
    expect(t('typing.two', { first: '{second}', second: 'Bo' })).toBe('{second} and Bo are typing');
  });

  it('chooses the plural form by the count and groups its digits', () => {
    expect([0, 1, 2, 12_345].map((count) => t('conversation.members', { count }))).toEqual([
      '0 members',
      '1 member',
      '2 members',
      '12,345 members',
    ]);
  });
});
