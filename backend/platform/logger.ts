import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import { textDestination } from './log-text.ts';

/** Fields that never reach a log, at the top of an entry or one and two levels below. */
const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'jwtPrivateKey',
  'databaseUrl',
];

/** The log of a process, on standard output: JSON for machines or text for people. Secrets are masked, whoever logs them (security G3). */
export function createLogger({ level, format }: Config['log'], destination: NodeJS.WritableStream = process.stdout): Logger {
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: describeError },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
  return pino(options, format === 'text' ? textDestination(destination) : destination);
}

/** What tells an error: never its other fields, where libraries keep connections and their secrets. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}
