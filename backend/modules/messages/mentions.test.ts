import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMentions } from './mentions.ts';

describe('whom a text mentions', () => {
  it.each<[string, readonly string[]]>([
    ['no names here', []],
    ['@ann', ['ann']],
    ['Hello @ann, and @Bob!', ['ann', 'bob']],
    ['@ann @ann @ANN', ['ann']],
    ['(@ann) "@bob": @carl?', ['ann', 'bob', 'carl']],
    ['Ask @ann.', ['ann.', 'ann']],
    ['Ask @ann.smith-2_x...', ['ann.smith-2_x...', 'ann.smith-2_x']],
    ['@_ann_', ['_ann_', '_ann']],
    ['@ann.x@example.org', []],
    [`@${'a'.repeat(31)}`, []],
    ['ann@example.org', []],
    ['https://example.org/@ann', []],
    ['ä@ann', []],
    ['@annä', []],
    ['你好，@ann，请看', ['ann']],
    ['@@ann', []],
    ['@ann@example.org', []],
    ['@', []],
    ['`@ann` and @bob', ['bob']],
    ['``a ` @ann`` @bob', ['bob']],
    ['a lone ` and @ann', ['ann']],
    ['```\n@ann\n```\n@bob', ['bob']],
    ['~~~ts\n@ann\n~~~ \n@bob', ['bob']],
    ['```\n@ann, to the end', []],
    ['*@ann* **@bob** > @carl', ['ann', 'bob', 'carl']],
  ])('%j: %j', (text, usernames) => {
    expect(findMentions(text)).toEqual({ usernames, isForAll: false });
  });

  it.each(['@all', '@All please', 'so @here:', '@here and @all'])('%j is for everybody', (text) => {
    expect(findMentions(text)).toEqual({ usernames: [], isForAll: true });
  });

  it('takes any text, in time that grows with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('@', 'a', '`', '~', '\n', ' ', '.', 'ä', '😀') }), (text) => {
        for (const name of findMentions(text).usernames) expect(text.toLowerCase()).toContain(`@${name}`);
      }),
    );
    for (const piece of ['@a', '`', '``` ', '~~~\n', '@a`', '``@a` ']) findMentions(piece.repeat(10_000).slice(0, 10_000));
  });
});
