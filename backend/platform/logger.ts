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
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
  return pino(options, format === 'text' ? textDestination(destination) : destination);
}
