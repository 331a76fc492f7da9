import type { ApiResult } from './api-client.ts';

/** Checks that every error names its request, and gives the result without those ids: they are different each time. */
export function takeRequestIds<T>(result: ApiResult<T>): ApiResult<T> {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const { requestId, ...extensions } = error.extensions;
    if (typeof requestId !== 'string' || requestId === '') throw new Error(`An error names no request: ${JSON.stringify(error)}`);
    return { ...error, extensions };
  });
  return { ...result, errors };
}
