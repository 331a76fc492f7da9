import { describe, expect, it } from 'vitest';
import { hasRoom, mayKeep } from './viewer-items.policy.ts';

describe('who may keep something of a conversation', () => {
  it.each([
    ['a member', { leftSeq: null }, true],
    ['a former member', { leftSeq: 7 }, false],
    ['a stranger', null, false],
  ])('%s', (_who, membership, expected) => {
    expect(mayKeep({ isAboutConversation: true, membership })).toBe(expected);
  });

  it('what is about no conversation is everybody’s own', () => {
    expect(mayKeep({ isAboutConversation: false, membership: null })).toBe(true);
  });
});

describe('how much there is room for', () => {
  it.each([
    ['FOLDER', 99, true],
    ['FOLDER', 100, false],
    ['SAVED', 4_999, true],
    ['SAVED', 5_000, false],
    ['HIDDEN', 20_000, false],
    ['CONVERSATION', 1_000_000, true],
  ] as const)('%s beside %d others: %s', (kind, count, expected) => {
    expect(hasRoom(kind, count)).toBe(expected);
  });
});
