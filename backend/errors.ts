import { GraphQLError } from 'graphql';

/** The closed list of error codes (spec LIMIT). `extensions.code` of every error the API gives is one of these. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'NOT_IN_CONVERSATION'
  | 'VALIDATION_ERROR'
  | 'MESSAGE_TOO_LARGE'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

const RETRYABLE: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL']);

export interface ErrorDetail {
  /** Path of the input that is wrong, for example `input.text`. */
  field?: string;
  /** When to try again, in milliseconds from now. */
  retryAfterMs?: number;
  /** Overrides what the code says about trying the same request again. */
  retryable?: boolean;
  cause?: unknown;
}

/** An expected failure: something the caller can understand and act on. Anything else that is thrown is our bug and is masked. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = detail.field;
    this.retryable = detail.retryable ?? RETRYABLE.has(code);
    this.retryAfterMs = detail.retryAfterMs;
  }
}

export const unauthenticated = (message = 'Sign in first.') => new AppError('UNAUTHENTICATED', message);

export const invalid = (field: string, message: string) => new AppError('VALIDATION_ERROR', message, { field });

/** 'Not there' and 'not yours to see' are the same answer (security G6). */
export const notFound = (what: string, field?: string) =>
  new AppError('NOT_FOUND', `${what} not found.`, field === undefined ? {} : { field });

/** A stranger, a former member and who names a conversation that does not exist get the same answer (security G6, W10). */
export const notInConversation = (field = 'conversationId') =>
  new AppError('NOT_IN_CONVERSATION', 'You are not in this conversation.', { field });

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = { RATE_LIMITED: 429, UNAVAILABLE: 503 };

/** The one mapping of an expected failure to what a client sees. */
export function toGraphQLError(error: AppError, source?: GraphQLError): GraphQLError {
  const { code, field, retryable, retryAfterMs } = error;
  const status = HTTP_STATUS[code];
  const headers = retryAfterMs === undefined ? undefined : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
  return new GraphQLError(error.message, {
    nodes: source?.nodes ?? null,
    path: source?.path ?? null,
    originalError: error,
    extensions: {
      code,
      retryable,
      ...(field === undefined ? {} : { field }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(status === undefined ? {} : { http: { status, ...(headers ? { headers } : {}) } }),
    },
  });
}
