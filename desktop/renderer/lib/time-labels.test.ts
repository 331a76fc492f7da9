import { describe, expect, it } from 'vitest';
import { agoLabel, dayLabel, dayNumber, listLabel, momentLabel, waitLabel } from './time-labels.ts';

const now = new Date(2026, 10, 21, 9, 30);
const clock = /^\d{1,2}[:.]\d{2}/;

describe('dayNumber', () => {
  it('changes at local midnight and by one a day, over a change of the clocks too', () => {
    expect(dayNumber(new Date(2026, 2, 30)) - dayNumber(new Date(2026, 2, 28))).toBe(2);
    expect(dayNumber(new Date(2026, 5, 1, 0, 0))).toBe(dayNumber(new Date(2026, 5, 1, 23, 59)));
    expect(dayNumber(new Date(2026, 5, 2))).toBe(dayNumber(new Date(2026, 5, 1, 23, 59)) + 1);
  });
});

describe('listLabel', () => {
  it('gives the clock today and when a clock runs ahead', () => {
    expect(listLabel(new Date(2026, 10, 21, 0, 5), now)).toMatch(clock);
    expect(listLabel(new Date(2026, 10, 22, 0, 5), now)).toMatch(clock);
  });

  it('gives a weekday within a week and a date before', () => {
    expect(listLabel(new Date(2026, 10, 20, 23, 59), now)).toBe('Yesterday');
    expect(listLabel(new Date(2026, 10, 17), now)).toBe('Tue');
    expect(listLabel(new Date(2026, 10, 12), now)).toMatch(/Nov/);
    expect(listLabel(new Date(2025, 10, 12), now)).toMatch(/2025/);
  });
});

describe('dayLabel', () => {
  it('names the day, with the year when it is another', () => {
    expect(dayLabel(new Date(2026, 10, 21), now)).toBe('Today');
    expect(dayLabel(new Date(2026, 10, 20), now)).toBe('Yesterday');
    expect(dayLabel(new Date(2026, 10, 1), now)).not.toMatch(/2026/);
    expect(dayLabel(new Date(2024, 10, 1), now)).toMatch(/2024/);
  });
});

describe('momentLabel', () => {
  it('gives the clock today, and the day with it otherwise', () => {
    expect(momentLabel(new Date(2026, 10, 21, 10, 30), now)).toMatch(/^10[:.]30/);
    expect(momentLabel(new Date(2026, 10, 23, 9, 0), now)).toMatch(/Mon.*23.*9[:.]00/);
  });
});

describe('agoLabel', () => {
  it('uses the largest unit that says enough', () => {
    expect(agoLabel(new Date(2026, 10, 21, 9, 29, 30), now)).toBe('just now');
    expect(agoLabel(new Date(2026, 10, 21, 9, 25), now)).toBe('5 minutes ago');
    expect(agoLabel(new Date(2026, 10, 21, 7, 0), now)).toBe('2 hours ago');
    expect(agoLabel(new Date(2026, 10, 20, 7, 0), now)).toBe('yesterday');
    expect(agoLabel(new Date(2026, 1, 20), now)).toMatch(/2026/);
  });
});

describe('waitLabel', () => {
  it('rounds up to whole seconds, then minutes', () => {
    expect([200, 19_001, 61_000].map(waitLabel)).toEqual(['1 second', '20 seconds', '2 minutes']);
  });
});
