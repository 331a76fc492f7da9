import { invalid } from '../../errors.ts';
import { parseText } from '../../schema/input.ts';
import { isCommonPassword } from './common-passwords.ts';

const USERNAME = /^[a-z0-9._-]{3,30}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMAIL_MAX = 254;
const DISPLAY_NAME_MAX = 80;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 256;

/** Line breaks, control characters, and the marks that turn the text around them about: a name must not disturb what stands next to it. */
const DISTURBING = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Anything that leaves ink; a name of spaces and zero-width characters alone has none. */
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A new account as its owner typed it. */
export interface RegisterInput {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email?: string | null | undefined;
}

export interface Registration {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email: string | null;
}

/** Checks every field (ID-1). Throws VALIDATION_ERROR naming the first that is wrong. */
export function parseRegistration(input: RegisterInput): Registration {
  const username = parseUsername('input.username', input.username);
  return {
    username,
    displayName: parseDisplayName('input.displayName', input.displayName),
    password: parsePassword('input.password', input.password, username),
    email: parseEmail('input.email', input.email),
  };
}

function parseUsername(field: string, value: string): string {
  if (USERNAME.test(value)) return value;
  throw invalid(field, 'A username has 3 to 30 characters: lower-case letters a to z, digits, dot, underscore and hyphen.');
}

/** The name without the spaces around it. */
export function parseDisplayName(field: string, value: string): string {
  const name = parseText(field, value).trim();
  if (DISTURBING.test(name))
    throw invalid(field, 'A name has no line breaks, control characters or marks that change the writing direction.');
  if (!VISIBLE.test(name)) throw invalid(field, 'A name has at least one visible character.');
  if ([...name].length > DISPLAY_NAME_MAX) throw invalid(field, `A name has at most ${DISPLAY_NAME_MAX} characters.`);
  return name;
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
