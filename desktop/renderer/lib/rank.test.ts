import { describe, expect, it } from 'vitest';
import { rank, ranked } from './rank.ts';

const titles = ['Release 4.2', 'Planning', 'Ana Ortega', 'Кира Волкова', '佐藤 由美', 'Do not disturb', 'Support', 'café talk'];
const find = (query: string) => ranked(titles, query, (title) => title);

describe('ranked', () => {
  it.each([
    ['an', ['Ana Ortega', 'Planning']],
    ['ortega ana', ['Ana Ortega']],
    ['cafe', ['café talk']],
    ['кир', ['Кира Волкова']],
    ['由', ['佐藤 由美']],
    ['dnd', ['Do not disturb']],
    ['4.2', ['Release 4.2']],
    ['zzz', []],
  ])('finds by %s', (query, expected) => {
    expect(find(query)).toEqual(expected);
  });

  it.each([
    ['relaese', 'Release 4.2'],
    ['suport', 'Support'],
    ['plannnig', 'Planning'],
    ['orteha', 'Ana Ortega'],
  ])('forgives the slip in %s', (query, expected) => {
    expect(find(query)).toEqual([expected]);
  });

  it('takes no slip in a short word for a match', () => {
    expect(find('anx')).toEqual([]);
  });

  it('leaves everything as it was while nothing is typed', () => {
    expect(find(' ')).toEqual(titles);
  });
});

it('puts the shorter of two that begin alike first', () => {
  expect(rank('Ana', 'an')).toBeGreaterThan(rank('Ana Ortega', 'an'));
});
