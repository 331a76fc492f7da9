/** Turns a `Date`, or an instant already in our text form, into RFC 3339, UTC, always six digits of a second. */
export function toInstant(value: string | Date): string {
  return typeof value === 'string' ? value : value.toISOString().replace('Z', '000Z');
}
