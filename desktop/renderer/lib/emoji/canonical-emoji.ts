const needlessSelector = /(\p{Emoji_Presentation})\uFE0F/gu;

/** One way of writing an emoji: without the selector that asks for colours where it has colours anyway. Two that look the same are the same. */
export function canonicalEmoji(emoji: string): string {
  return emoji.replace(needlessSelector, '$1');
}
