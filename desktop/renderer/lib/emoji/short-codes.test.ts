import { describe, expect, it } from 'vitest';
import { emojiByCode } from './emoji-codes.ts';
import { emojiItems } from './emoji-data.ts';
import { drawShortCodes, hasShortCode } from './short-codes.ts';

const draw = (text: string) => drawShortCodes(text, (code) => emojiByCode.get(code));

describe('short codes in a text', () => {
  it.each([
    [':tada:', '🎉'],
    ['done :tada::+1: (:heart:)', 'done 🎉👍 (❤️)'],
    [':tada: and :nosuchcode:', '🎉 and :nosuchcode:'],
    ['at 10:30:45, or 1:100:2', 'at 10:30:45, or 1:100:2'],
    ['Map::key::value and std::heart::x', 'Map::key::value and std::heart::x'],
    ['a:heart:b', 'a:heart:b'],
    ['https://example.org:heart:', 'https://example.org:heart:'],
    ['Ready:', 'Ready:'],
  ])('draws %j as %j', (text, drawn) => {
    expect(draw(text)).toBe(drawn);
  });

  it.each([
    ['so :tada: it is', true],
    ['10:30:45', false],
    ['Ready: go', false],
    ['', false],
  ])('are looked for in %j: %s', (text, expected) => {
    expect(hasShortCode(text)).toBe(expected);
  });

  it('mean the emoji that the picker has for them, written alike', () => {
    const different = emojiItems.flatMap(({ emoji, codes }) => codes.filter((code) => emojiByCode.get(code) !== emoji));
    expect(different).toEqual([]);
  });
});
