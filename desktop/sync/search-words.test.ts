import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchWords } from './search-words.ts';

it('takes plain texts apart like any other', () => {
  // A letter that is dropped makes it a text like any other.
  const SHY = '\u00AD';
  const plain = fc.string({ unit: 'binary-ascii', maxLength: 80 });
  fc.assert(
    fc.property(plain, (text) => {
      expect(searchWords(text)).toBe(searchWords(`${text}${SHY}`));
    }),
    { numRuns: 2_000 },
  );
  expect(searchWords('call parse_http_header(1), +49 (170) 123-45-67')).toBe(' call parse http header 1 49 170 123 45 67 491701234567 ');
});
