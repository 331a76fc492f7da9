/** An emoji and what it is found by. */
export interface EmojiItem {
  readonly emoji: string;
  readonly name: string;
  /** What stands between colons for it, the usual one first. */
  readonly codes: readonly string[];
  readonly tags: readonly string[];
  /** The number of its group in Unicode's order. */
  readonly group: number;
  /** The same in the five skin tones, from light to dark; empty where it has none. */
  readonly skins: readonly string[];
}
