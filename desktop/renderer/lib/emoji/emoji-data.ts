import compact from 'emojibase-data/en/compact.json';
import shortcodes from 'emojibase-data/en/shortcodes/github.json';
import { canonicalEmoji } from './canonical-emoji.ts';
import type { EmojiItem } from './emoji-item.ts';

const codesOf = new Map<string, string | readonly string[]>(Object.entries(shortcodes));

/** Letters for flags, skin tones by themselves and other parts that no one writes alone have no group, or this one. */
const partsGroup = 2;

/** All emoji in Unicode's order. This module is large: it is loaded when somebody looks for one. */
export const emojiItems: readonly EmojiItem[] = compact.flatMap(({ unicode, hexcode, label, group, tags, skins }) => {
  if (group === undefined || group === partsGroup) return [];
  const codes = codesOf.get(hexcode) ?? [];
  return {
    emoji: canonicalEmoji(unicode),
    name: label,
    codes: typeof codes === 'string' ? [codes] : codes,
    tags: tags ?? [],
    group,
    // With two people there is a skin for each pair: those with one tone are enough to choose from.
    skins: (skins ?? [])
      .filter(({ hexcode: skin }) => new Set(skin.match(/1F3F[B-F]/g)).size === 1)
      .map((skin) => canonicalEmoji(skin.unicode)),
  };
});
