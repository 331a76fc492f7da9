import { describe, expect, it } from 'vitest';
import { problemsBeforeSending, problemsFromServer, suggestUsername } from './sign-up-form.ts';

const good = { displayName: 'Ana', username: 'ana', email: '', password: 'long enough, ok' };

describe('suggestUsername', () => {
  it.each([
    ['Ana Ortega', 'ana.ortega'],
    ['  Tomás  Brandt ', 'tomas.brandt'],
    ['佐藤 由美', ''],
    ['a'.repeat(40), 'a'.repeat(30)],
  ])('makes %j into %j', (name, username) => {
    expect(suggestUsername(name)).toBe(username);
  });
});

describe('problemsBeforeSending', () => {
  it('finds nothing wrong with a good form', () => {
    expect(problemsBeforeSending(good)).toEqual({});
  });

  it('names every field that is wrong', () => {
    const form = { displayName: ' ', username: 'A b', email: '', password: '😀'.repeat(9) };
    expect(Object.keys(problemsBeforeSending(form))).toEqual(['displayName', 'username', 'password']);
  });
});

describe('problemsFromServer', () => {
  it('puts a refusal at its field, a taken name at the username, the rest at the form', () => {
    const refusal = { code: 'VALIDATION_ERROR', field: 'input.password', message: 'Too common.' };
    expect(problemsFromServer(refusal)).toEqual({ password: 'Too common.' });
    expect(Object.keys(problemsFromServer({ code: 'CONFLICT', field: 'input.username' }))).toEqual(['username']);
    expect(Object.keys(problemsFromServer({ code: 'CONFLICT', field: 'input.email' }))).toEqual(['email']);
    expect(problemsFromServer({ code: 'FORBIDDEN' }).form).toMatch(/no new accounts/);
    expect(Object.keys(problemsFromServer(new TypeError('Failed to fetch')))).toEqual(['form']);
  });
});
