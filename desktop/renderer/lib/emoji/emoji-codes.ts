import shortcodes from 'emojibase-data/en/shortcodes/github.json';
import { canonicalEmoji } from './canonical-emoji.ts';

const needsSelector = /^(?=\p{Emoji})\P{Emoji_Presentation}$/u;
const selector = 'FE0F';
const colourful = '\uFE0F';

/** The emoji of a code point in hexadecimal figures, or of several with '-' between them, drawn in colours. */
function emojiOf(hexcode: string): string {
  const parts = hexcode
    .split('-')
    .filter((part) => part !== selector)
    .map((part) => String.fromCodePoint(Number.parseInt(part, 16)));
  return canonicalEmoji(parts.map((part) => (needsSelector.test(part) ? part + colourful : part)).join(''));
}

/** The emoji of every short code. This module is large: it is loaded when a text has a code. */
export const emojiByCode: ReadonlyMap<string, string> = new Map(
  Object.entries(shortcodes).flatMap(([hexcode, codes]) => [codes].flat().map((code) => [code, emojiOf(hexcode)] as const)),
);
