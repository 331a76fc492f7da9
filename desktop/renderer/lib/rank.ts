import { fold } from './matches-search.ts';

/** How well a word of a query fits a word of a text: 0 for not at all. */
function wordScore(word: string, wanted: string): number {
  if (word === wanted) return 10;
  if (word.startsWith(wanted)) return 8;
  if (word.includes(wanted)) return 5;
  return isTypo(word, wanted) ? 2 : 0;
}

/** Whether it is the beginning of the word but for a slip: one in four letters or more, two in eight or more. */
function isTypo(word: string, wanted: string): boolean {
  const slips = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  if (slips === 0) return false;
  const lengths = Array.from({ length: 2 * slips + 1 }, (_, index) => wanted.length - slips + index);
  return lengths.some((length) => distance(word.slice(0, length), wanted) <= slips);
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour to make one word of the other. */
function distance(one: string, other: string): number {
  let [before, last] = [new Array<number>(other.length + 1).fill(0), Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (last[j - 1] ?? 0) + Number(one[i - 1] !== other[j - 1]);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change, isSwap ? (before[j - 2] ?? 0) + 1 : change));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}

/** 'dnd' for 'Do not disturb'. */
function isAcronym(words: readonly string[], query: string): boolean {
  return (
    query.length > 1 &&
    words
      .map((word) => word.charAt(0))
      .join('')
      .startsWith(query)
  );
}

/**
 * How well a text fits what somebody typed, for a list to jump from: 0 for not at all. Accents, case and the order of words do not
 * matter, a slip in a longer word is forgiven; what begins as typed comes before what contains it, and that before what nearly does.
 */
export function rank(text: string, query: string): number {
  const wanted = fold(query.trim());
  const folded = fold(text);
  if (wanted === '') return 1;
  if (folded.startsWith(wanted)) return 100 - Math.min(folded.length, 80) / 100;
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (isAcronym(words, wanted)) return 40;
  const scores = wanted.split(/\s+/).map((part) => Math.max(0, ...[...words, folded].map((word) => wordScore(word, part))));
  return scores.some((score) => score === 0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** The items that fit, best first; equally good ones stay in their order. */
export function ranked<Item>(items: readonly Item[], query: string, textOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, score: rank(textOf(item), query) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
