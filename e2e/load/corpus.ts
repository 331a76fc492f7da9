import { seededRandom } from '../crash/seeded-random.ts';

/** Texts that are the same in every run: half of them in Latin letters, a quarter in Cyrillic, a quarter in Han without spaces. */
export interface Corpus {
  text(): string;
  /** A word by its place in the order of how often it is said, 0 the commonest. */
  readonly latin: readonly string[];
  readonly cyrillic: readonly string[];
  readonly han: readonly string[];
}

const LATIN = 'ba ko va cs mu le schmi son ska ber gen hof man rod gu fer nan wa zha ta na ka su zu ki bri mc do ald pe tro in er st';
const CYRILLIC = 'ба ко ва ст му ле ри на то но ра по пре го ли ен ов ть ка до ни ше';
const WORDS = 30_000;
const LETTERS = 3_000;
const HAN_BEGIN = 0x4e00;

export function makeCorpus(seed: number): Corpus {
  const random = seededRandom(seed);
  const upTo = (max: number) => Math.floor(random() * max);
  // The word at place n is said about 1/n as often as the first: so it is in every language.
  const pick = (words: readonly string[]) => words[Math.min(words.length - 1, Math.floor(words.length ** random()) - 1)] ?? '';
  const vocabulary = (syllables: readonly string[]) => {
    const words = new Set<string>();
    while (words.size < WORDS) words.add(Array.from({ length: 1 + upTo(4) }, () => syllables[upTo(syllables.length)]).join(''));
    return [...words];
  };
  const latin = vocabulary(LATIN.split(' '));
  const cyrillic = vocabulary(CYRILLIC.split(' '));
  const han = Array.from({ length: LETTERS }, (_, i) => String.fromCodePoint(HAN_BEGIN + ((i * 7) % 20_000)));
  const say = (words: readonly string[], count: number, between: string) => Array.from({ length: count }, () => pick(words)).join(between);
  return {
    latin,
    cyrillic,
    han,
    text() {
      const kind = random();
      if (kind < 0.5) return say(latin, 3 + upTo(20), ' ');
      return kind < 0.75 ? say(cyrillic, 3 + upTo(15), ' ') : say(han, 5 + upTo(30), '');
    },
  };
}
