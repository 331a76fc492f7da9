import { describe, expect, it } from 'vitest';
import { PagePlaces } from './page-places.ts';

const QUIET = { unreadCount: 0, isBusy: false };

describe('the places that pages are to show', () => {
  it('are told at once to a page that is there, and later to one that is not; the last one counts', () => {
    const told: unknown[] = [];
    let changes = 0;
    const places = new PagePlaces({
      tell: (...place) => told.push(place),
      tellRecovered: () => expect.unreachable(),
      onChange: () => changes++,
    });
    places.show('a', '/c/1');
    places.show('a', '/c/2');
    expect(told).toEqual([]);
    places.tellStanding('a', QUIET);
    places.show('a', '/c/3');
    places.tellStanding('a', QUIET);
    expect(told).toEqual([
      ['a', '/c/2'],
      ['a', '/c/3'],
    ]);
    places.forget('a');
    places.forget('a');
    expect([changes, places.standings.size]).toEqual([3, 0]);
    places.show('a', '/c/4');
    expect(told).toHaveLength(2);
  });

  it('are also told, once, that the page before them broke', () => {
    const told: string[] = [];
    const places = new PagePlaces({ tell: () => {}, tellRecovered: (id) => told.push(id), onChange: () => {} });
    places.recovered('a');
    expect(told).toEqual([]);
    for (const id of ['b', 'a', 'a']) places.tellStanding(id, QUIET);
    expect(told).toEqual(['a']);
  });
});
