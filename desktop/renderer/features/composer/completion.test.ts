import { expect, it } from 'vitest';
import { closedShortcode, completionAt } from './completion.ts';

it.each([
  ['hi @', { kind: 'mention', query: '', from: 3 }],
  ['@an', { kind: 'mention', query: 'an', from: 0 }],
  ['(@Ann.b', { kind: 'mention', query: 'Ann.b', from: 1 }],
  ['so :ta', { kind: 'emoji', query: 'ta', from: 3 }],
  ['ann@ex', undefined],
  ['a :t', undefined],
  ['at 12:30', undefined],
  ['std::ve', undefined],
  ['`@an', undefined],
  ['`a` @an', { kind: 'mention', query: 'an', from: 4 }],
  ['```\n@an', undefined],
  ['```\nx\n```\n@an', { kind: 'mention', query: 'an', from: 10 }],
  ['@an ', undefined],
])('at the end of %j there is %j to complete', (text, expected) => {
  expect(completionAt(text, text.length)).toEqual(expected);
});

it('looks at what stands before the caret alone', () => {
  expect(completionAt('@ann and more', 3)).toEqual({ kind: 'mention', query: 'an', from: 0 });
});

it.each([
  ['so :tada:', { code: 'tada', from: 3 }],
  [':+1:', { code: '+1', from: 0 }],
  ['a:b:', undefined],
  ['12:30:', undefined],
  ['`:tada:', undefined],
])('%j closes %j', (text, expected) => {
  expect(closedShortcode(text, text.length)).toEqual(expected);
});
