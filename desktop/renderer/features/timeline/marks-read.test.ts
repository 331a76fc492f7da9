import { describe, expect, it } from 'vitest';
import { marksRead } from './marks-read.ts';

const alone = {
  key: 'Escape',
  isComposing: false,
  defaultPrevented: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
};

describe('the key that marks a conversation read', () => {
  it('is Escape alone', () => {
    expect(marksRead(alone)).toBe(true);
    expect(marksRead({ ...alone, key: 'Enter' })).toBe(false);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'shiftKey', 'isComposing', 'defaultPrevented'] as const)('is not Escape with %s', (part) => {
    expect(marksRead({ ...alone, [part]: true })).toBe(false);
  });
});
