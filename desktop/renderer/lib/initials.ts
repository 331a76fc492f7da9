const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Scripts whose first sign says enough, or whose letters change shape when set apart. */
const oneSignIsEnough =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Extended_Pictographic}]/u;

/** Where marks that combine with the letter before them begin. */
const COMBINING = 0x300;

function firstGrapheme(word: string): string {
  // Most names need no segmenter, which is slow.
  if (word.charCodeAt(0) < COMBINING && !(word.charCodeAt(1) >= COMBINING)) return word.charAt(0);
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}

/**
 * One or two signs that stand for a name in an avatar, in any script.
 * Words without a letter, number or emoji are passed over; a name of none gives '?'.
 */
export function initials(name: string): string {
  const words = name
    .split(/[\s._-]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => word !== '');
  const first = words[0];
  if (first === undefined) return '?';
  const start = firstGrapheme(first).toLocaleUpperCase();
  const last = words.at(-1);
  if (words.length === 1 || last === undefined || oneSignIsEnough.test(first)) return start;
  return start + firstGrapheme(last).toLocaleUpperCase();
}

/** A hue in degrees (0–359) that an id always gets; neighbouring ids land far apart. */
export function avatarHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 8) % 360;
}
