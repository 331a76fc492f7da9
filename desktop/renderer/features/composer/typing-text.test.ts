import { describe, expect, it } from 'vitest';
import { typingText } from './typing-text.ts';

describe('typingText', () => {
  it('names one or two and counts the rest', () => {
    expect(['', 'Ana', 'Ana,Bo', 'Ana,Bo,Cy'].map((names) => typingText(names === '' ? [] : names.split(',')))).toEqual([
      '',
      'Ana is typing',
      'Ana and Bo are typing',
      'Ana and 2 others are typing',
    ]);
  });
});
