import path from 'node:path';
import { expect, test } from 'vitest';
import { isAllowed, unfitPackages } from './licences.ts';
import { desktopPackages, thirdPartyNotices } from './notices.ts';
import type { LockedPackage } from './packages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const locked = (name: string, license: string | undefined): LockedPackage => ({
  place: `node_modules/${name}`,
  name,
  version: '1.0.0',
  license,
  isForDevelopment: false,
  needs: [],
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['GPL-3.0-or-later', false],
  ['LGPL-2.1-only', false],
  ['AGPL-3.0-only', false],
  ['MIT AND GPL-2.0-only', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['', false],
])('%s is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('names every package that may not be shipped', () => {
  const packages = [locked('fine', 'MIT'), locked('copyleft', 'GPL-3.0-only'), locked('silent', undefined), locked('elkjs', 'EPL-2.0')];
  expect(unfitPackages(packages)).toEqual(['copyleft 1.0.0 (GPL-3.0-only)', 'silent 1.0.0 (no licence)']);
});

test('an exception holds for the licence it was made for', () => {
  expect(unfitPackages([locked('elkjs', 'GPL-3.0-only')])).toEqual(['elkjs 1.0.0 (GPL-3.0-only)']);
});

test('finds what the desktop app is made of, and nothing of the server', () => {
  const names = desktopPackages(ROOT).map(({ name }) => name);
  // The page, what the page's parts need in turn, and the font that is named in a style sheet.
  for (const name of ['react', 'react-stately', '@fontsource-variable/inter', 'zod']) expect(names).toContain(name);
  expect(names.filter((name) => /^(fastify|@prisma\/|pg|graphql-yoga|vitest|electron$)/.test(name))).toEqual([]);
});

test('the notices carry the text of each licence', () => {
  const notices = thirdPartyNotices(ROOT);
  expect(notices).toContain('Permission is hereby granted');
  expect(notices).toContain('SIL OPEN FONT LICENSE');
  expect(notices).not.toContain(ROOT);
});
