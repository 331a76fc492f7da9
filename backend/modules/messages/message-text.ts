import type { Config } from '../../config.ts';
import { AppError, invalid } from '../../errors.ts';

/** Refuses a text that no message can have: VALIDATION_ERROR, MESSAGE_TOO_LARGE (MSG-1). */
export function checkText({ messageMaxCharacters: most }: Pick<Config, 'messageMaxCharacters'>, text: string): void {
  if (text.trim().length === 0) throw invalid('input.text', 'A message needs some text.');
  if (text.length > most && [...text].length > most) {
    throw new AppError('MESSAGE_TOO_LARGE', `A message has at most ${most} characters.`, { field: 'input.text' });
  }
}
