import { expect, it } from 'vitest';
import { muteUntil } from './mute-times.ts';

it('mutes for some hours, until tomorrow morning by the clock of the reader, or for ever', () => {
  const now = new Date(2026, 11, 31, 23, 30);
  expect(muteUntil('hour', now)).toEqual(new Date(2027, 0, 1, 0, 30));
  expect(muteUntil('workday', now)).toEqual(new Date(2027, 0, 1, 7, 30));
  expect(muteUntil('tomorrow', now)).toEqual(new Date(2027, 0, 1, 8));
  expect(muteUntil('ever', now)).toBe('ever');
});
