import { describe, expect, it } from 'vitest';
import { errorField, explainError } from './explain-error.ts';

describe('explainError', () => {
  it('tells how long to wait when the server does', () => {
    expect(explainError({ code: 'RATE_LIMITED', retryAfterMs: 90_000 })).toBe('Too many attempts. Try again in 2 minutes.');
    expect(explainError({ code: 'RATE_LIMITED' })).toMatch(/Wait a moment/);
  });

  it('passes on what the server says about an input', () => {
    expect(explainError({ code: 'VALIDATION_ERROR', message: 'Too short.' })).toBe('Too short.');
  });

  it('blames the connection for what no server answered', () => {
    expect(explainError(new TypeError('Failed to fetch'))).toMatch(/cannot be reached/);
    expect(explainError(undefined)).toMatch(/cannot be reached/);
  });

  it('never shows the text of an internal error', () => {
    expect(explainError({ code: 'INTERNAL', message: 'at db.ts:12' })).not.toMatch(/db/);
  });
});

describe('errorField', () => {
  it('names the field at the end of a path', () => {
    expect(errorField({ field: 'input.username' })).toBe('username');
    expect(errorField({})).toBeUndefined();
  });
});
