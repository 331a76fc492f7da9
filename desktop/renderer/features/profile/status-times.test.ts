import { expect, it } from 'vitest';
import { endOf } from './status-times.ts';

const now = new Date(2026, 10, 21, 23, 50);

it('ends a status after its time, at midnight, or never', () => {
  expect(endOf('never', now)).toBeNull();
  expect(endOf('halfHour', now)).toBe(new Date(2026, 10, 22, 0, 20).toISOString());
  expect(endOf('today', now)).toBe(new Date(2026, 10, 22).toISOString());
  expect(endOf('week', now)).toBe(new Date(now.getTime() + 7 * 86_400_000).toISOString());
});
