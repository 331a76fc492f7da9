import { invalid } from './errors.ts';

/** A page of a list, before its items have cursors (Relay connections). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A page read forwards with one row more than asked. */
export function toPage<T>(rows: readonly T[], { size, hasBefore }: { size: number; hasBefore: boolean }): Page<T> {
  return { items: rows.slice(0, size), hasNextPage: rows.length > size, hasPreviousPage: hasBefore };
}

export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { startCursor: string | null; endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean };
}

/** A page as a Relay connection. `positionOf`: what the cursor of an item holds; opaque to clients. */
export function toConnection<T>(page: Page<T>, positionOf: (item: T) => readonly string[]): Connection<T> {
  const edges = page.items.map((node) => ({ cursor: encodeCursor(positionOf(node)), node }));
  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
    },
  };
}

export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Says whether a part of a cursor has the form that this server gives it; a regular expression does. */
export interface CursorPart {
  test(part: string): boolean;
}

/** What a cursor holds, each part of the form its pattern says; null when none was given. VALIDATION_ERROR for anything this server did not make. */
export function parseCursor(field: string, cursor: string | null | undefined, patterns: readonly CursorPart[]): string[] | null {
  if (cursor === null || cursor === undefined) return null;
  const parts = decode(cursor);
  const fits = parts !== null && parts.length === patterns.length && patterns.every((pattern, i) => pattern.test(parts[i] ?? ''));
  if (!fits) throw invalid(field, 'This cursor is not one that this list gave.');
  return parts;
}

function decode(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}

const INSTANT_TEXT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A moment that exists, so that PostgreSQL can read it: no 30th of February. */
export const INSTANT_PATTERN: CursorPart = {
  test(part) {
    const time = INSTANT_TEXT.test(part) ? Date.parse(part) : Number.NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === part.slice(0, 19);
  },
};
export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
