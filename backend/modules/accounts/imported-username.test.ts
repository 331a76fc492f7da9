import { expect, it } from 'vitest';
import { importedUsernames } from './imported-username.ts';

it.each([
  ['kleedrac', 'kleedrac'],
  ['Tsjoklate', 'tsjoklate'],
  ['sid77_', 'sid77_'],
])('keeps %s, in lower case', (name, username) => {
  expect(importedUsernames(name)[0]).toBe(username);
});

it.each([
  ['|QuaD-|', /^quad-[0-9a-f]{4}$/],
  ['wN', /^wn-[0-9a-f]{4}$/],
  ['zAo^^', /^zao-[0-9a-f]{4}$/],
  ['\uFFFD', /^person-[0-9a-f]{4}$/],
  ['a'.repeat(40), /^a{25}-[0-9a-f]{4}$/],
])('makes a username of %s and a hash', (name, username) => {
  expect(importedUsernames(name)[0]).toMatch(username);
});

it('tells names apart that leave the same letters, and gives only usernames', () => {
  const [one, other] = [importedUsernames('zAo^'), importedUsernames('zAo^^')];
  expect(one[0]).not.toBe(other[0]);
  expect(new Set([...one, ...other]).size).toBe(6);
  for (const username of [...one, ...other]) expect(username).toMatch(/^[a-z0-9._-]{3,30}$/);
});
