import { describe, expect, it } from 'vitest';
import { canonicalEmoji } from './canonical-emoji.ts';
import { emojiItems } from './emoji-data.ts';
import { isOnlyEmoji } from './only-emoji.ts';
import { quickReactions } from './quick-reactions.ts';
import { emojiOfCode, inSkinTone, searchEmoji } from './search-emoji.ts';

const found = (query: string) => searchEmoji(emojiItems, query, 5).map(({ emoji }) => emoji);

describe('looking for an emoji', () => {
  it('finds it by its short code first', () => {
    expect(found('tada')[0]).toBe('🎉');
    expect(found('+1')[0]).toBe('👍');
    expect(found(':heart')[0]).toBe('❤️');
  });

  it('finds it by a word of its name, or what it stands for', () => {
    expect(found('grinning face')[0]).toBe('😀');
    expect(found('popper')[0]).toBe('🎉');
    expect(found('hooray')).toContain('🎉');
  });

  it('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([]);
    expect(found('qqqq')).toEqual([]);
  });
});

describe('the emoji', () => {
  it('are each there once and written in one way', () => {
    const all = emojiItems.flatMap(({ emoji, skins }) => [emoji, ...skins]);
    expect(new Set(all).size).toBe(all.length);
    for (const emoji of all) expect(canonicalEmoji(emoji)).toBe(emoji);
  });

  it('hold the quick reactions, written alike', () => {
    const all = new Set(emojiItems.map(({ emoji }) => emoji));
    for (const emoji of quickReactions) expect(all).toContain(emoji);
  });

  it('come in a skin tone where they have one', () => {
    const thumb = emojiOfCode(emojiItems, '+1');
    const party = emojiOfCode(emojiItems, 'tada');
    expect(thumb && [inSkinTone(thumb, 0), inSkinTone(thumb, 5)]).toEqual(['👍', '👍🏿']);
    expect(party && inSkinTone(party, 3)).toBe('🎉');
  });

  it.each([
    ['👍', true],
    ['👍🏿 ❤️ 🏳️‍🌈', true],
    ['1', false],
    ['👍 ok', false],
    ['', false],
  ])('%j alone: %s', (text, expected) => {
    expect(isOnlyEmoji(text)).toBe(expected);
  });
});
