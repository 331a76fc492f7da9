import { waitLabel } from './time-labels.ts';
import { t } from './translate.ts';

/** What the API says about a refusal; anything else that was thrown lacks the code. */
interface Failure {
  code?: unknown;
  field?: unknown;
  message?: unknown;
  retryAfterMs?: unknown;
}

function failureOf(error: unknown): Failure {
  return typeof error === 'object' && error !== null ? error : {};
}

function explainRateLimit({ retryAfterMs }: Failure): string {
  return typeof retryAfterMs === 'number' ? t('error.rateLimited', { wait: waitLabel(retryAfterMs) }) : t('error.rateLimitedSoon');
}

/** What happened and what to do, in words, for anything an action rejects with. */
export function explainError(error: unknown): string {
  const failure = failureOf(error);
  switch (failure.code) {
    case 'RATE_LIMITED':
      return explainRateLimit(failure);
    case 'FORBIDDEN':
      return t('error.forbidden');
    case 'NOT_FOUND':
      return t('error.notFound');
    case 'NOT_IN_CONVERSATION':
      return t('error.notMember');
    case 'MESSAGE_TOO_LARGE':
      return t('error.tooLarge');
    case 'UNAVAILABLE':
      return t('error.unreachable');
    case 'VALIDATION_ERROR':
    case 'CONFLICT':
      return typeof failure.message === 'string' ? failure.message : t('error.unknown');
    default:
      return failure.code === undefined ? t('error.unreachable') : t('error.unknown');
  }
}

/** The code of a refusal, when it is one. */
export function errorCode(error: unknown): string | undefined {
  const { code } = failureOf(error);
  return typeof code === 'string' ? code : undefined;
}

/** The input field a refusal is about, by the last part of its path. */
export function errorField(error: unknown): string | undefined {
  const { field } = failureOf(error);
  return typeof field === 'string' ? field.split('.').at(-1) : undefined;
}
