import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartupError } from './startup-error.ts';

test('has a safe default for every setting', () => {
  const { host, port, publicUrl, allowedOrigins, rateLimits, databaseUrl, jwtPrivateKey } = readConfig({});
  expect({ host, port, publicUrl, allowedOrigins, databaseUrl, jwtPrivateKey }).toEqual({
    host: '127.0.0.1',
    port: 4000,
    publicUrl: 'http://localhost:4000',
    allowedOrigins: ['http://localhost:4000', 'http://127.0.0.1:4000', 'parley-app://parley'],
    databaseUrl: undefined,
    jwtPrivateKey: undefined,
  });
  expect(rateLimits).toEqual({
    enabled: true,
    messages: { count: 10, seconds: 5 },
    loginPerUsername: { count: 5, seconds: 900 },
    loginPerAddress: { count: 20, seconds: 900 },
    registrationsPerAddress: { count: 1000, seconds: 3600 },
    invitations: { count: 50, seconds: 3600 },
    invitationLooksPerAddress: { count: 120, seconds: 60 },
    conversations: { count: 10, seconds: 3600 },
    contactRequests: { count: 50, seconds: 86_400 },
    reports: { count: 20, seconds: 3600 },
    sockets: { count: 10, seconds: 60 },
    operations: { count: 600, seconds: 60 },
  });
});

test('names every setting that is wrong at once', () => {
  const wrong = { PORT: '70000', GRAPHIQL: 'yes', LIMIT_SOCKETS: '10', DATABASE_URL: 'mysql://x', ALLOWED_ORIGINS: 'https://a.example,b' };
  expect(() => readConfig(wrong)).toThrow(
    new StartupError(`The settings are wrong:
  PORT must be at most 65535.
  ALLOWED_ORIGINS must be an address like https://chat.example.org.
  DATABASE_URL must be an address like postgresql://user:password@host:5432/parley.
  GRAPHIQL must be on or off.
  LIMIT_SOCKETS must be a rate like 10/5s, 5/15m, 10/1h or 50/1d.`),
  );
});

test('an empty value is a setting that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
});

test('a public address and the desktop app are the only ones allowed unless others are named', () => {
  const { allowedOrigins } = readConfig({
    PUBLIC_URL: 'https://chat.example.org/',
    ALLOWED_ORIGINS: 'https://intra.example.org , https://x.example.org',
  });
  expect(allowedOrigins).toEqual(['https://chat.example.org', 'parley-app://parley', 'https://intra.example.org', 'https://x.example.org']);
});

test.each([
  ['relaxed', { count: 10, seconds: 1 }],
  ['strict', { count: 30, seconds: 60 }],
  ['7/2h', { count: 7, seconds: 7200 }],
])('messages may be limited as %s', (value, expected) => {
  expect(readConfig({ LIMIT_MESSAGES: value }).rateLimits.messages).toEqual(expected);
});

test('the signing key comes from the environment or a file, not from both', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-key-'));
  const file = path.join(folder, 'key.pem');
  writeFileSync(file, 'PEM of a file');
  try {
    expect(readConfig({ JWT_PRIVATE_KEY: 'one\\ntwo' }).jwtPrivateKey).toBe('one\ntwo');
    expect(readConfig({ JWT_PRIVATE_KEY_FILE: file }).jwtPrivateKey).toBe('PEM of a file');
    expect(() => readConfig({ JWT_PRIVATE_KEY: 'x', JWT_PRIVATE_KEY_FILE: file })).toThrow(StartupError);
    expect(() => readConfig({ JWT_PRIVATE_KEY_FILE: path.join(folder, 'none') })).toThrow('which cannot be read');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
