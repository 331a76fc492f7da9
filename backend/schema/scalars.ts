import { builder } from './builder.ts';

/** Turns a `Date` or an instant already in our text form into RFC 3339, UTC, always six digits of a second. */
export function toInstant(value: string | Date): string {
  if (typeof value === 'string') return value;
  return value.toISOString().replace('Z', '000Z');
}

builder.scalarType('DateTime', {
  description: 'A moment as text: RFC 3339 in UTC with microseconds, for example 2026-11-21T08:30:00.123456Z.',
  serialize: toInstant,
});
