/** Whom a text speaks to, by the names it uses. */
export interface NamedMentions {
  /** In lower case, each once. */
  readonly usernames: readonly string[];
  /** @all or @here. */
  readonly isForAll: boolean;
}

const NOBODY: NamedMentions = { usernames: [], isForAll: false };

/** Code is quoted, not said: blocks between fences, to the end where none closes, and spans between equal runs of backticks. */
const CODE =
  /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))|$(?![\s\S]))|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)/gm;

/** A text with a space in the place of its code. */
export const withoutCode = (text: string): string => text.replace(CODE, ' ');

/** An @ that begins a word, with all that a username may be made of (ID-1) after it, and no more of a word behind that. */
const MENTION = /(?<![\p{L}\p{N}\p{M}_.@/+-])@(?=([a-z0-9._-]+))\1(?![\p{L}\p{N}\p{M}@])/giu;
const USERNAME_MAX = 30;

/** More names than any message means; the rest is not looked up. */
const NAMES_MAX = 50;

/** The names that a text mentions outside code (MSG-1). Costs nothing where there is no @. */
export function findMentions(text: string): NamedMentions {
  if (!text.includes('@')) return NOBODY;
  const names = new Set<string>();
  for (const [, name] of withoutCode(text).matchAll(MENTION)) {
    // A full stop, hyphen or underscore at the end may belong to the sentence, or to the name.
    for (const candidate of [name, name?.replace(/[._-]+$/, '')]) {
      if (candidate && candidate.length <= USERNAME_MAX && names.size < NAMES_MAX) names.add(candidate.toLowerCase());
    }
  }
  const isForAll = names.delete('all') || names.has('here');
  names.delete('here');
  return { usernames: [...names], isForAll };
}
