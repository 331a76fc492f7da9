/** Gives the emoji of a short code; undefined for a word between colons that stands for none. */
export type EmojiOfCode = (code: string) => string | undefined;

/** Where no code is drawn: in code, in addresses, and while the codes are not known. */
export const asWritten: EmojiOfCode = () => undefined;

/** Codes one after the other, not part of a longer word, a time or a scope (`std::vector::size`). */
const codeRun = /(?<![\p{L}\p{N}_:])(?::[a-z0-9_+-]{1,48}:)+(?![\p{L}\p{N}_:])/gu;
const code = /:([a-z0-9_+-]+):/g;

/** Whether a text may have short codes: only then they need to be known. */
export function hasShortCode(text: string): boolean {
  return text.includes(':') && text.search(codeRun) !== -1;
}

/** The text with its short codes drawn (MSG-1); what stands for nothing stays as it was written. */
export function drawShortCodes(text: string, emojiOfCode: EmojiOfCode): string {
  if (!text.includes(':')) return text;
  return text.replace(codeRun, (run) => run.replace(code, (written, name: string) => emojiOfCode(name) ?? written));
}
