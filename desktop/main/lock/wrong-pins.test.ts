import { describe, expect, it } from 'vitest';
import { waitMs } from './wrong-pins.ts';

describe('wrong PINs', () => {
  it('cost more each time, up to a quarter of an hour', () => {
    const waits = Array.from({ length: 10 }, (_, count) => waitMs({ count, lastAt: 1_000 }, 1_000) / 1_000);
    expect(waits).toEqual([0, 0, 0, 5, 15, 60, 300, 900, 900, 900]);
  });

  it('cost nothing more once the time is over', () => {
    expect(waitMs({ count: 3, lastAt: 1_000 }, 3_500)).toBe(2_500);
    expect(waitMs({ count: 3, lastAt: 1_000 }, 6_000)).toBe(0);
  });

  it('cost no more than that where the clock was set back', () => {
    expect(waitMs({ count: 3, lastAt: 9_000_000 }, 1_000)).toBe(5_000);
  });
});
