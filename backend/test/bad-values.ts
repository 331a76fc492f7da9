import { randomUUID } from 'node:crypto';
import { encodeCursor } from '../page.ts';

export const NUL = 'a\0b';
/** Half of a surrogate pair. */
export const HALF = 'a\ud83d';
/** Texts that are no ids. */
export const WRONG_IDS: readonly (readonly [string, unknown])[] = [
  ['nothing', ''],
  ['a word', 'general'],
  ['a number', 42],
  ['a UUID in braces', `{${randomUUID()}}`],
  ['a UUID without dashes', randomUUID().replaceAll('-', '')],
  ['a UUID and a NUL', `${randomUUID()}\0`],
  ['a UUID and a line end', `${randomUUID()}\n`],
  ['__proto__', '__proto__'],
  ['half a surrogate pair', HALF],
  ['full-width digits', '０'.repeat(36)],
  ['100,000 letters', 'x'.repeat(100_000)],
];
/** What is not even text. */
export const NO_IDS: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['1.5', 1.5],
  ['a list', [[randomUUID()]]],
  ['an object', { id: randomUUID() }],
];

/** What no list gave. */
export const WRONG_CURSORS: readonly (readonly [string, unknown])[] = [
  ['nothing', ''],
  ['a word', 'next'],
  ['a number', 7],
  ['NUL', '\0'],
  ['half a surrogate pair', HALF],
  ['an empty list', encodeCursor([])],
  ['too many parts', encodeCursor(['2026-11-21T08:30:00.123456Z', randomUUID(), 'x'])],
  ['a day that does not exist', encodeCursor(['2026-02-30T00:00:00.000000Z'])],
  ['an hour that does not exist', encodeCursor(['2026-02-20T25:00:00.000000Z'])],
  ['the year 0', encodeCursor(['0000-01-01T00:00:00.000000Z'])],
  ['SQL', encodeCursor(["' OR 1=1; --"])],
  ['what is no list', Buffer.from('{"0":"x"}').toString('base64url')],
  ['what is no text', Buffer.from('[1]').toString('base64url')],
  ['100,000 letters', 'x'.repeat(100_000)],
];
