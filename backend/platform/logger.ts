import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import { maskAddress, maskText } from './log-masking.ts';
import { textDestination } from './log-text.ts';

/** Fields that never reach a log, at the top of an entry or one and two levels below: secrets, and what people say and are called. */
const HIDDEN = [
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
  'redisUrl',
  'sentinelPassword',
];

/** The log of a process, on standard output: JSON for machines or text for people. Secrets and personal data are masked, whoever logs them (OPS-3, security G3). */
export function createLogger({ level, format }: Config['log'], destination: NodeJS.WritableStream = process.stdout): Logger {
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: describeError, reason: maskIfText, postgres: maskIfText, address: (value: unknown) => maskAddress(String(value)) },
    redact: { paths: HIDDEN.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
  return pino(options, format === 'text' ? textDestination(destination) : destination);
}

const maskIfText = (value: unknown) => (typeof value === 'string' ? maskText(value) : value);

/** What tells an error: never its other fields, where libraries keep connections and their secrets, or the values of a statement. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return maskIfText(error);
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message: maskText(message),
    code,
    stack: maskIfText(stack),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
