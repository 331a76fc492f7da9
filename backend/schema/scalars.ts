import { GraphQLError } from 'graphql';
import { toInstant } from '../instant.ts';
import { builder } from './builder.ts';

const RFC_3339 = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** A moment that a client names, in our text form. Milliseconds are kept; what is finer no client means. */
function parseMoment(value: unknown): string {
  const time = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
  const text = Number.isNaN(time) ? '' : toInstant(new Date(time));
  if (!RFC_3339.test(text)) throw new GraphQLError('A moment is written as RFC 3339 says, for example 2026-11-21T08:30:00Z.');
  return text;
}

builder.scalarType('DateTime', {
  description: 'A moment as text: RFC 3339 in UTC with microseconds, for example 2026-11-21T08:30:00.123456Z.',
  serialize: toInstant,
  parseValue: parseMoment,
});
