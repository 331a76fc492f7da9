import { GraphQLError } from 'graphql';
import { AppError, toGraphQLError } from '../errors.ts';
import type { Metrics } from '../platform/metrics.ts';

/** `Variable "$input" got invalid value {…} at "input.text"; …`: the variable, then the path where the value is wrong. */
const VARIABLE = /^Variable "\$(\w+)"(?: got invalid value .*? at "(\w+)([^"]*)";| )?/s;
/** The end of the message where a field of an input object is missing, or is one too many. */
const INPUT_FIELD = /; Field "(\w+)" (?:of required type|is not defined)/;

/** The path of the input that a coercion error of graphql-js is about, as our own errors name it: `input.text`. */
function fieldOf(message: string): string | undefined {
  const [, variable, root, rest] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return /argument "(\w+)"|Argument "(\w+)"/.exec(message)?.slice(1).find(Boolean);
  const path = root === undefined ? variable : `${root}${rest}`.replaceAll(/\[(\d+)\]/g, '.$1');
  const [, field] = INPUT_FIELD.exec(message) ?? [];
  return field === undefined ? path : `${path}.${field}`;
}

/** An error of the request itself: syntax, validation, variables. */
function toRequestError(error: GraphQLError): GraphQLError {
  const field = fieldOf(error.message);
  const { http, code } = error.extensions;
  const extensions = {
    code: 'VALIDATION_ERROR',
    retryable: false,
    ...(field === undefined ? {} : { field }),
    // What is no GraphQL request at all is a bad HTTP request, whichever media type the client wants answered (security G9).
    ...(http === undefined ? {} : { http: code === 'BAD_REQUEST' ? { ...http, spec: false } : http }),
  };
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(error.message, { nodes, source, positions, path, extensions });
}

/** Made by graphql-js about the request, however often it was wrapped. */
function isRequestError({ originalError }: GraphQLError): boolean {
  return originalError === undefined || (originalError instanceof GraphQLError && isRequestError(originalError));
}

/** Finds the expected failure that libraries wrapped. */
function appErrorIn(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause instanceof GraphQLError ? cause.originalError : undefined) {
    if (cause instanceof AppError) return cause;
  }
  return null;
}

/**
 * Makes what a client sees of an error: ours with its code, mistakes of the request as VALIDATION_ERROR, everything else masked as
 * INTERNAL. What caused that one travels along for the log alone (API-1, security G6).
 */
export function createErrorMask({ metrics }: { metrics: Pick<Metrics, 'errors'> }): (error: unknown) => GraphQLError {
  return (error) => {
    const masked = mask(error);
    metrics.errors.inc({ code: String(masked.extensions.code) });
    return masked;
  };
}

function mask(error: unknown): GraphQLError {
  const source = error instanceof GraphQLError ? error : undefined;
  const expected = appErrorIn(error);
  if (expected !== null) return toGraphQLError(expected, source);
  const databaseAway = databaseAwayIn(source?.originalError ?? error);
  if (databaseAway !== null) return toGraphQLError(databaseAway, source);
  if (source !== undefined && isRequestError(source)) return toRequestError(source);
  const cause = source?.originalError ?? error;
  return toGraphQLError(new AppError('INTERNAL', 'Something went wrong on the server.', { cause }), source);
}

/** Connection lost, shutting down, too many connections, or given up by a timeout: retryable, and no bug of ours. */
const AWAY = /^(08\w{3}|57P\d\d|57014|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

function databaseAwayIn(error: unknown): AppError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const isAway = AWAY.test(code) || /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(error.message);
  return isAway ? new AppError('UNAVAILABLE', 'The database is away. Try again shortly.', { cause: error, retryAfterMs: 1000 }) : null;
}
