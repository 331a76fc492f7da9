import { invalid } from './errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Gives the id in lower case, or refuses what is not a UUID as plain text (api.md). */
export function parseId(field: string, value: string): string {
  if (!UUID.test(value)) throw invalid(field, 'This is not an id.');
  return value.toLowerCase();
}

/** Refuses what PostgreSQL and JSON cannot hold exactly: NUL and lone surrogates (security G8). */
export function parseText(field: string, value: string): string {
  if (value.includes('\0')) throw invalid(field, 'A NUL character cannot be stored.');
  if (!value.isWellFormed()) throw invalid(field, 'This is not valid Unicode: it holds half of a surrogate pair.');
  return value;
}

export const PAGE_MAX = 100;

/** A page size: 1 to 100, or the default (security G5). */
export function parsePageSize(field: string, value: number | null | undefined, defaultSize: number): number {
  if (value === null || value === undefined) return defaultSize;
  if (value < 1 || value > PAGE_MAX) throw invalid(field, `Ask for 1 to ${PAGE_MAX} items.`);
  return value;
}

/** A sequence number that a client names: 0 (nothing yet) or above. */
export function parseSeq(field: string, value: number): number {
  if (value < 0) throw invalid(field, 'A sequence number is 0 or above.');
  return value;
}

/** Line breaks, control characters and the marks that turn the text around them about: a name must not disturb what stands next to it. */
export const DISTURBING = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** What leaves ink: a name of spaces, zero-width characters and blank letters alone has none. */
export const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A name for people to read: trimmed, 1 to `max` characters, at least one of them visible. */
export function parseName(field: string, value: string, max: number): string {
  const name = parseText(field, value).trim();
  if (!VISIBLE.test(name)) throw invalid(field, 'This needs at least one visible character.');
  if ([...name].length > max) throw invalid(field, `This is too long: at most ${max} characters.`);
  if (DISTURBING.test(name))
    throw invalid(field, 'Control characters, line breaks and marks of the writing direction cannot be part of a name.');
  return name;
}
