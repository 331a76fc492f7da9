import { toInstant } from '../instant.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment as text: RFC 3339 in UTC with microseconds, for example 2026-11-21T08:30:00.123456Z.',
  serialize: toInstant,
});
