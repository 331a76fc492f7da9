import { describe, expect, it } from 'vitest';
import { beginFilter, finishFilter, hasFilter, openFilterOf, toggleFilter } from './query-text.ts';

describe('a filter at the end of a search', () => {
  it.each([
    ['plan from:', { name: 'from', typed: '' }],
    ['plan FROM:@an', { name: 'from', typed: 'an' }],
    ['in:"Release 4', { name: 'in', typed: 'Release 4' }],
    ['in:"Release 4.2"', undefined],
    ['from:ana ', undefined],
    ['plan', undefined],
    ['https://in:x', undefined],
  ])('is %s', (query, expected) => {
    expect(openFilterOf(query)).toEqual(expected);
  });

  it('is finished with a name, in quotation marks where it has spaces', () => {
    expect(finishFilter('plan from:an', 'ana')).toBe('plan from:ana ');
    expect(finishFilter('in:"Rel', 'Release 4.2')).toBe('in:"Release 4.2" ');
    expect(finishFilter('in:', 'a"b c')).toBe('in:"ab c" ');
  });

  it('is begun after what is there', () => {
    expect(beginFilter('plan ', 'from')).toBe('plan from:');
    expect(beginFilter('', 'in')).toBe('in:');
  });
});

describe('a filter that is on or off', () => {
  it('is put to the query and taken away again', () => {
    expect(toggleFilter('', 'has:link')).toBe('has:link ');
    expect(toggleFilter('plan', 'has:link')).toBe('plan has:link ');
    expect(toggleFilter('plan has:link today', 'has:link')).toBe('plan today');
    expect(toggleFilter('has:link', 'has:link')).toBe('');
    expect(hasFilter('a HAS:link b', 'has:link')).toBe(true);
    expect(hasFilter('has:links', 'has:link')).toBe(false);
  });
});
