import { errorCode, errorField, explainError } from '../../lib/explain-error.ts';
import { passwordLength, passwordMinimum } from '../../lib/password-rule.ts';
import { t } from '../../lib/translate.ts';

export const signUpFields = ['displayName', 'username', 'email', 'password'] as const;
export type SignUpField = (typeof signUpFields)[number];
export type SignUpForm = Record<SignUpField, string>;

/** What is wrong, by field, or with the form as a whole. */
export type SignUpProblems = Partial<Record<SignUpField | 'form', string>>;

/** A username made from a name, to be changed at will: letters of other scripts give nothing. */
export function suggestUsername(displayName: string): string {
  return displayName
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 30);
}

/** What can be told before the server is asked (ID-1); the server decides. */
export function problemsBeforeSending(form: SignUpForm): SignUpProblems {
  const problems: SignUpProblems = {};
  if (form.displayName.trim() === '') problems.displayName = t('signUp.nameMissing');
  if (!/^[a-z0-9._-]{3,30}$/.test(form.username)) problems.username = t('auth.usernameHint');
  if (passwordLength(form.password) < passwordMinimum) problems.password = t('auth.passwordHint');
  return problems;
}

/** Where to show what the server refused. */
export function problemsFromServer(error: unknown): SignUpProblems {
  const field = signUpFields.find((candidate) => candidate === errorField(error));
  const code = errorCode(error);
  if (errorField(error) === 'invitationToken') return { form: t('signUp.invitationNeeded') };
  if (code === 'FORBIDDEN') return { form: t('error.registrationClosed') };
  if (code === 'CONFLICT' && field === 'email') return { email: t('error.emailTaken') };
  if (code === 'CONFLICT') return { username: t('error.usernameTaken') };
  return { [field ?? 'form']: explainError(error) };
}
