import { describe, expect, it } from 'vitest';
import { lengthNotice } from './message-length.ts';

describe('lengthNotice', () => {
  it('keeps quiet until 500 characters are left, then counts, then refuses', () => {
    expect(lengthNotice('x'.repeat(9_499))).toEqual({ left: 501, isNear: false, isOver: false });
    expect(lengthNotice('x'.repeat(9_500))).toEqual({ left: 500, isNear: true, isOver: false });
    expect(lengthNotice('x'.repeat(10_000))).toEqual({ left: 0, isNear: true, isOver: false });
    expect(lengthNotice('x'.repeat(10_001))).toEqual({ left: -1, isNear: true, isOver: true });
  });

  it('counts an emoji once, as the server does', () => {
    expect(lengthNotice('😀'.repeat(10_000))).toEqual({ left: 0, isNear: true, isOver: false });
  });
});
