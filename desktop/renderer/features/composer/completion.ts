/** What is being written just before the caret and can be completed. */
export interface Completion {
  readonly kind: 'mention' | 'emoji';
  /** What was written after the sign. */
  readonly query: string;
  /** Where the sign stands. */
  readonly from: number;
}

const name = /(?<![\p{L}\p{N}\p{M}_.@/+-])@([\p{L}\p{N}\p{M}._-]{0,30})$/u;
/** Two letters at least: one alone is too often the end of a sentence. */
const shortcode = /(?<![\p{L}\p{N}:]):([a-z0-9_+-]{2,30})$/iu;
const wholeShortcode = /(?<![\p{L}\p{N}:]):([a-z0-9_+-]{2,40}):$/iu;

function isInCode(before: string): boolean {
  const isInBlock = (before.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return isInBlock || (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

/** What can be completed at the caret; nothing within code. */
export function completionAt(text: string, caret: number): Completion | undefined {
  const before = text.slice(0, caret);
  const mention = name.exec(before);
  const emoji = mention === null ? shortcode.exec(before) : null;
  const found = mention ?? emoji;
  if (found === null || isInCode(before)) return undefined;
  return { kind: mention === null ? 'emoji' : 'mention', query: found[1] ?? '', from: found.index };
}

/** A short code that was closed by a colon just now, such as `:tada:`. */
export function closedShortcode(text: string, caret: number): { code: string; from: number } | undefined {
  const before = text.slice(0, caret);
  const found = wholeShortcode.exec(before);
  if (found === null || isInCode(before)) return undefined;
  return { code: (found[1] ?? '').toLowerCase(), from: found.index };
}
