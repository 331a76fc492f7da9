import { expect, it } from 'vitest';
import { pageTitle } from './page-title.ts';

it('names what is open and counts what is unread', () => {
  expect(pageTitle(undefined, 0)).toBe('Parley');
  expect(pageTitle('Lunch', 0)).toBe('Lunch · Parley');
  expect(pageTitle('Lunch', 3)).toBe('(3) Lunch · Parley');
});
