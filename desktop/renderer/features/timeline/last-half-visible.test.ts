import { describe, expect, it } from 'vitest';
import { lastHalfVisible } from './last-half-visible.ts';

const spans = [
  { index: 0, start: 0, end: 40 },
  { index: 1, start: 40, end: 80 },
  { index: 2, start: 80, end: 1_000 },
];

describe('lastHalfVisible', () => {
  it.each([
    { window: [0, 59], index: 0 },
    { window: [0, 60], index: 1 },
    { window: [0, 100], index: 1 },
    { window: [60, 160], index: 2 },
    { window: [400, 500], index: 2 },
  ] as const)('finds row $index in $window', ({ window, index }) => {
    expect(lastHalfVisible(spans, window[0], window[1])).toBe(index);
  });

  it('finds none where no row is', () => {
    expect(lastHalfVisible(spans, 2_000, 2_100)).toBeUndefined();
  });
});
