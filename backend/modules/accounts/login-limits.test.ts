import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Posted, payloadOf, postLogin, postRegister, refusalOf } from '../../test/accounts-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
const start = async (settings: Record<string, string> = {}) => {
  server = await startTestServer({ RATE_LIMITS: 'on', ...settings });
};
afterEach(() => server.stop());

const FIFTEEN_MINUTES = 15 * 60;

function expectLimited(posted: Posted): void {
  expect(refusalOf(posted)).toEqual({ code: 'RATE_LIMITED', retryable: true });
  expect(posted.status).toBe(429);
  const seconds = Number(posted.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(FIFTEEN_MINUTES - 60);
  expect(seconds).toBeLessThanOrEqual(FIFTEEN_MINUTES);
  expect(posted.result.errors?.[0]?.extensions.retryAfterMs).toBeGreaterThan((seconds - 1) * 1000);
}

describe('sign-in attempts', () => {
  beforeEach(() => start());

  it('are 5 for a username, right and wrong ones alike', async () => {
    payloadOf(await postRegister(server, { username: 'ann' }));
    for (let attempt = 0; attempt < 3; attempt++) payloadOf(await postLogin(server, { username: 'ann' }));
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(refusalOf(await postLogin(server, { username: 'ANN', password: 'not the password' })).code).toBe('UNAUTHENTICATED');
    }
    expectLimited(await postLogin(server, { username: 'ann' }));
    expectLimited(await postLogin(server, { username: 'ann', password: 'not the password' }));
  });

  it('are locked out for a name of nobody just the same', async () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(refusalOf(await postLogin(server, { username: 'nobody' })).code).toBe('UNAUTHENTICATED');
    }
    expectLimited(await postLogin(server, { username: 'nobody' }));
  });

  it('are 20 for an address', async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      expect(refusalOf(await postLogin(server, { username: `nobody-${attempt}` })).code).toBe('UNAUTHENTICATED');
    }
    expectLimited(await postLogin(server, { username: 'nobody-else' }));
  });

  it('do not go over when they come all at once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => postLogin(server, { username: 'ann' })));
    expect(all.filter(({ status }) => status !== 429)).toHaveLength(5);
  });
});

describe('registrations', () => {
  it('are bounded for an address; a refused form does not count', async () => {
    await start({ LIMIT_REGISTRATIONS_PER_ADDRESS: '2/15m' });
    expect(refusalOf(await postRegister(server, { username: 'a' })).code).toBe('VALIDATION_ERROR');
    payloadOf(await postRegister(server, { username: 'ann' }));
    payloadOf(await postRegister(server, { username: 'bob' }));
    expectLimited(await postRegister(server, { username: 'carla' }));
  });
});

describe('RATE_LIMITS=off', () => {
  it('lifts every limit, and says so loudly at the start', async () => {
    await start({ RATE_LIMITS: 'off', LOG_LEVEL: 'warn' });
    expect(server.logged.filter((line) => line.includes('RATE_LIMITS=off'))).toHaveLength(1);
    for (let attempt = 0; attempt < 25; attempt++) {
      expect(refusalOf(await postLogin(server, { username: 'nobody' })).code).toBe('UNAUTHENTICATED');
    }
  });
});
