import { expect, it } from 'vitest';
import { mentionSuggestions } from './suggestion.ts';

const person = (username: string, displayName: string) => ({ id: username, username, displayName });
const people = [person('ana', 'Ana Silva'), person('ben', 'Ben Anand'), person('cleo', 'Cléo Vance')];

it.each([
  ['', ['ana', 'ben', 'cleo', 'all', 'here']],
  ['an', ['ana', 'ben']],
  ['Cleo', ['cleo']],
  ['va', ['cleo']],
  ['a', ['ana', 'ben', 'all']],
  ['zz', []],
])('%j may mean %j', (query, ids) => {
  expect(mentionSuggestions({ people, isGroup: true }, query).map(({ id }) => id)).toEqual(ids);
});

it('calls nobody at once where there are only two', () => {
  expect(mentionSuggestions({ people, isGroup: false }, '').map(({ id }) => id)).toEqual(['ana', 'ben', 'cleo']);
});

it('never hides everybody behind many names', () => {
  const many = Array.from({ length: 20 }, (_, index) => person(`p${index}`, `P ${index}`));
  expect(mentionSuggestions({ people: many, isGroup: true }, '').map(({ id }) => id)).toEqual([
    'p0',
    'p1',
    'p2',
    'p3',
    'p4',
    'p5',
    'all',
    'here',
  ]);
});
