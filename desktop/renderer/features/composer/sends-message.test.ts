import { describe, expect, it } from 'vitest';
import { sendsMessage } from './sends-message.ts';

const enter = { key: 'Enter', keyCode: 13, isComposing: false, shiftKey: false, altKey: false };

describe('sendsMessage', () => {
  it('sends on Enter', () => {
    expect(sendsMessage(enter)).toBe(true);
  });

  it.each([
    ['Shift breaks the line', { shiftKey: true }],
    ['Alt breaks the line', { altKey: true }],
    ['an input method composes', { isComposing: true }],
    ['an input method has just taken the key', { keyCode: 229 }],
    ['it is another key', { key: 'a', keyCode: 65 }],
  ])('does not when %s', (_, change) => {
    expect(sendsMessage({ ...enter, ...change })).toBe(false);
  });
});
