import { invalid } from '../../errors.ts';
import { DISTURBING, parseName, parseText, VISIBLE } from '../../input.ts';
import { isCommonPassword } from './common-passwords.ts';

const USERNAME = /^[a-z0-9._-]{3,30}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMAIL_MAX = 254;
const DISPLAY_NAME_MAX = 80;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 256;

/** A new account as its owner typed it. */
export interface RegisterInput {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email?: string | null | undefined;
  readonly invitationToken?: string | null | undefined;
}

export interface Registration {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email: string | null;
  readonly invitationToken: string | null;
}

/** Checks every field (ID-1). Throws VALIDATION_ERROR naming the first that is wrong. */
export function parseRegistration(input: RegisterInput): Registration {
  const username = parseUsername('input.username', input.username);
  return {
    username,
    displayName: parseName('input.displayName', input.displayName, DISPLAY_NAME_MAX),
    password: parsePassword('input.password', input.password, username),
    email: parseEmail('input.email', input.email),
    invitationToken: input.invitationToken ?? null,
  };
}

function parseUsername(field: string, value: string): string {
  if (USERNAME.test(value)) return value;
  throw invalid(field, 'A username has 3 to 30 characters: lower-case letters a to z, digits, dot, underscore and hyphen.');
}

/** What can be shown of a name from elsewhere: cut to length, without what would disturb; null when nothing visible is left. */
export function visibleName(value: string): string | null {
  const kept = [...value.toWellFormed()].filter((character) => !DISTURBING.test(character));
  const name = kept.slice(0, DISPLAY_NAME_MAX).join('').trim();
  return VISIBLE.test(name) ? name : null;
}

/** The password as typed. `username`: whose it is going to be. */
export function parsePassword(field: string, value: string, username: string): string {
  const { length } = [...parseText(field, value)];
  if (length < PASSWORD_MIN) throw invalid(field, `A password has at least ${PASSWORD_MIN} characters.`);
  if (length > PASSWORD_MAX) throw invalid(field, `A password has at most ${PASSWORD_MAX} characters.`);
  if (isCommonPassword(value)) throw invalid(field, 'This password is among the first that attackers try. Choose another one.');
  if (value.toLowerCase() === username) throw invalid(field, 'The password must not be the username.');
  return value;
}

function parseEmail(field: string, value: string | null | undefined): string | null {
  const email = parseText(field, value ?? '')
    .trim()
    .toLowerCase();
  if (email === '') return null;
  if (email.length > EMAIL_MAX || !EMAIL.test(email)) throw invalid(field, 'This is not an email address.');
  return email;
}
