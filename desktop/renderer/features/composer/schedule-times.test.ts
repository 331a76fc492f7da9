import { describe, expect, it } from 'vitest';
import { fieldTime, scheduleTimes, timeOfField } from './schedule-times.ts';

describe('times to send at', () => {
  it.each([
    ['a Friday', new Date(2026, 0, 9, 15, 30), new Date(2026, 0, 10, 9), new Date(2026, 0, 12, 9)],
    ['a Monday', new Date(2026, 0, 5, 8), new Date(2026, 0, 6, 9), new Date(2026, 0, 12, 9)],
    ['a Sunday at the end of a year', new Date(2028, 11, 31, 23), new Date(2029, 0, 1, 9), new Date(2029, 0, 1, 9)],
  ])('on %s are in the morning', (...[, now, tomorrow, monday]) => {
    expect(scheduleTimes(now)).toEqual({ hour: new Date(now.getTime() + 3_600_000), tomorrow, monday });
  });

  it('come back from a field as they went in', () => {
    const time = new Date(2026, 5, 1, 9, 5);
    expect(timeOfField(fieldTime(time), new Date(2026, 4, 1))).toEqual(time);
  });

  it.each(['', 'soon', '2025-01-01T09:00'])('are none that has passed, or is no time: %j', (value) => {
    expect(timeOfField(value, new Date(2026, 0, 1))).toBeUndefined();
  });
});
