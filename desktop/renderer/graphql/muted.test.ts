import { expect, it } from 'vitest';
import { NO_PREFERENCES } from '../../sync/viewer-state.ts';
import { FOR_EVER, mutedAt } from './muted.ts';

const at = (hour: number) => `2026-01-05T${hour}:00:00.000000Z`;
const noonMs = Date.parse(at(12));
const preferences = new Map(
  Object.entries({ past: at(11), now: at(12), soon: at(13), later: at(14), ever: FOR_EVER, never: null }).map(([id, mutedUntil]) => [
    id,
    { ...NO_PREFERENCES, mutedUntil },
  ]),
);

it('tells what is muted at a moment, and when the next of it is no more', () => {
  expect(mutedAt(preferences, noonMs)).toEqual({ muted: new Set(['soon', 'later', 'ever']), endsAtMs: Date.parse(at(13)) });
});

it('waits for nothing where what is muted is so for ever', () => {
  expect(mutedAt(preferences, Date.parse(at(20)))).toEqual({ muted: new Set(['ever']), endsAtMs: null });
});
