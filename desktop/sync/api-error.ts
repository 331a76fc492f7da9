export interface ApiErrorDetail {
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * Why the server refused, or `UNAVAILABLE` when no answer came. `code` is one of the codes of LIMIT; `field` the path of the input that is
 * wrong; `retryAfterMs` when to try again, from now; `retryable` whether the same request can succeed later.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(code: string, message: string, detail: ApiErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = 'ApiError';
    this.code = code;
    this.field = detail.field;
    this.retryAfterMs = detail.retryAfterMs;
    this.retryable = detail.retryable ?? code === 'UNAVAILABLE';
  }
}

/** No answer: the network, the server or the time allowed ended first. The request may or may not have been carried out. */
export const unreachable = (cause?: unknown) => new ApiError('UNAVAILABLE', 'The server cannot be reached.', { cause });

interface WireError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The first of an answer's errors. */
export function toApiError(errors: readonly WireError[]): ApiError {
  const [error] = errors;
  const { code, field, retryAfterMs, retryable } = error?.extensions ?? {};
  return new ApiError(typeof code === 'string' ? code : 'INTERNAL', error?.message ?? 'The server gave no answer.', {
    field: typeof field === 'string' ? field : undefined,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
  });
}
