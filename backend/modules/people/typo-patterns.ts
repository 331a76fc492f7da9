/** Below this a word with one letter changed is like too many others; above, the patterns cost more than they find. */
const LETTERS_MIN = 4;
const LETTERS_MAX = 16;

/** LIKE patterns of the words that are one typing error away from beginning with the sought one. */
export interface TypoPatterns {
  /** Two neighbouring letters changed places, or one letter is another. */
  readonly near: string[];
  /** One letter too many or too few. */
  readonly far: string[];
}

/**
 * What a person may have meant who typed the word. Empty for very short and very long words.
 * `word`: lower-case letters and digits only, as `people_words` gives them.
 */
export function typoPatterns(word: string): TypoPatterns {
  const letters = [...word];
  if (letters.length < LETTERS_MIN || letters.length > LETTERS_MAX) return { near: [], far: [] };
  const spliced = (at: number, remove: number, ...insert: string[]) => wordPattern(letters.toSpliced(at, remove, ...insert).join(''));
  return {
    near: [...letters.slice(1).map((letter, i) => spliced(i, 2, letter, letters[i] ?? '')), ...letters.map((_, i) => spliced(i, 1, '_'))],
    far: [...letters.map((_, i) => spliced(i, 1)), ...letters.slice(1).map((_, i) => spliced(i + 1, 0, '_'))],
  };
}

/** Matches texts of which some word begins so. */
export function wordPattern(beginning: string): string {
  return `% ${beginning}%`;
}
