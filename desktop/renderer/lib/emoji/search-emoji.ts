import type { EmojiItem } from './emoji-item.ts';

/** How well an emoji fits; smaller is better, undefined not at all. */
function rank({ codes, name, tags }: EmojiItem, query: string): number | undefined {
  const words = name.toLowerCase();
  if (codes.includes(query)) return 0;
  if (codes.some((code) => code.startsWith(query))) return 1;
  if (` ${words}`.includes(` ${query}`)) return 2;
  if (tags.some((tag) => tag.startsWith(query))) return 3;
  if (codes.some((code) => code.includes(query))) return 4;
  return undefined;
}

/** The emoji that fit a query best, by their short codes, names and tags. */
export function searchEmoji(items: readonly EmojiItem[], query: string, limit: number): readonly EmojiItem[] {
  const wanted = query.trim().toLowerCase().replace(/^:|:$/g, '');
  if (wanted === '') return [];
  const found = items.map((item, index) => ({ item, index, rank: rank(item, wanted) })).filter((entry) => entry.rank !== undefined);
  found.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.index - b.index);
  return found.slice(0, limit).map(({ item }) => item);
}

/** The emoji of a short code; undefined for a code that nobody gave. */
export function emojiOfCode(items: readonly EmojiItem[], code: string): EmojiItem | undefined {
  return items.find(({ codes }) => codes.includes(code));
}

/** The emoji in a skin tone, 0 for the yellow one, where it has tones. */
export function inSkinTone({ emoji, skins }: EmojiItem, tone: number): string {
  return tone === 0 ? emoji : (skins[tone - 1] ?? emoji);
}
