import { invalid } from '../../errors.ts';

/** One emoji as Unicode recommends it for interchange: a face, a flag, a family, with its skin tone. */
const EMOJI = /^\p{RGI_Emoji}$/v;

/** Refuses what is not exactly one emoji. */
export function parseEmoji(field: string, value: string): string {
  if (!EMOJI.test(value)) throw invalid(field, 'This is not one emoji.');
  return value;
}
