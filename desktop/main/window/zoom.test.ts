import { describe, expect, it } from 'vitest';
import { zoomed } from './zoom.ts';

describe('zoom', () => {
  it('goes step by step, and not past the ends', () => {
    expect([zoomed(100, 'in'), zoomed(100, 'out'), zoomed(300, 'in'), zoomed(50, 'out'), zoomed(175, 'reset')]).toEqual([
      110, 90, 300, 50, 100,
    ]);
  });
});
