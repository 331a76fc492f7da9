import { describe, expect, it } from 'vitest';
import { dayLink, dayText, placeLink, placeOf, threadLink } from './place-link.ts';

const searchOf = (link: string) => new URL(link, 'https://parley.example').search;

describe('placeOf', () => {
  it('reads the places that links name', () => {
    expect(placeOf(searchOf(placeLink('team', 41)))).toEqual({ seq: 41 });
    expect(placeOf(searchOf(threadLink('team', 41, 50)))).toEqual({ seq: 50 });
    expect(placeOf(searchOf(dayLink('team', '2026-01-05')))).toEqual({ at: new Date(2026, 0, 5).toISOString() });
  });

  it.each(['', '?m=', '?m=0', '?m=-1', '?m=1e9', '?m=99999999999', '?d=2026-02-30', '?d=2026-1-5', '?d=yesterday', '?q=1'])(
    'finds none in %s',
    (search) => {
      expect(placeOf(search)).toBeUndefined();
    },
  );
});

it('writes a day as the calendar of the reader has it', () => {
  expect(dayText(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});
