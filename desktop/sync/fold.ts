/** A text as it is searched: letters without case and accents, everything else one space; and where each of its characters comes from. */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`: the place in the original where what it comes from begins, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Letters that no decomposition takes apart, as people type them who lack the key. */
const ALIKE: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  ı: 'i',
  ς: 'σ',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
/** Marks above and below letters, but for the voicing of kana, which makes another sound of it; the Arabic stretch; colours of skin; what has no width. */
const DROPPED = /(?![\u3099\u309A])(?:[\p{Mn}\p{Me}\p{Cf}\u0640]|\p{Emoji_Modifier})/gu;
const LETTERS = /^[\p{L}\p{N}\p{Mc}]$/u;
const PICTURE = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]$/u;
const ASCII_ALNUM = /^[a-z0-9]$/;

/** Folds a text that is in normal form C (`foldable`). */
export function foldText(original: string): FoldedText {
  let text = ' ';
  const starts = [0];
  const ends = [0];
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    const folded = foldCharacter(character);
    if (folded !== ' ' || !text.endsWith(' ')) {
      text += folded;
      for (let i = 0; i < folded.length; i += 1) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return text.endsWith(' ') ? { text, starts, ends } : { text: `${text} `, starts: [...starts, at], ends: [...ends, at] };
}

/** The form of a text that is folded and shown: one character for each letter with its accents. */
export const foldable = (text: string): string => text.normalize('NFC');

/** Nothing for what is dropped, a space for what stands between words. */
function foldCharacter(character: string): string {
  if (ASCII_ALNUM.test(character)) return character;
  if (PICTURE.test(character)) return pictureWord(character);
  const plain = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(DROPPED, '');
  if (plain === '') return '';
  let folded = '';
  for (const part of plain.normalize('NFC')) folded += ALIKE[part] ?? (LETTERS.test(part) ? part : ' ');
  return folded.trim() === '' ? ' ' : folded.replaceAll(' ', '');
}

/** A picture is a word of its own, in capitals, which no folded letter is: looking for a word never finds it. */
const pictureWord = (picture: string) => ` U${picture.codePointAt(0)?.toString(16).toUpperCase()} `;
