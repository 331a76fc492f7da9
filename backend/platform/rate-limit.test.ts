import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { type LimitName, RateLimits } from './rate-limit.ts';

const limitsOf = (settings: Record<string, string> = {}) => new RateLimits(readConfig(settings).rateLimits);

async function countAllowed(limits: RateLimits, name: LimitName, key: string): Promise<number> {
  for (let allowed = 0; allowed < 2000; allowed++) {
    const isAllowed = await limits.consume(name, key).then(
      () => true,
      () => false,
    );
    if (!isAllowed) return allowed;
  }
  return Number.POSITIVE_INFINITY;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('rate limits', () => {
  it.each([
    ['loginPerUsername', 5, 15 * 60],
    ['loginPerAddress', 20, 15 * 60],
    ['registrationsPerAddress', 1000, 60 * 60],
    ['messages', 10, 5],
    ['conversations', 10, 60 * 60],
    ['sockets', 10, 60],
    ['operations', 600, 60],
  ] as const)('allow by default for %s: %i in %i seconds', async (name, count, seconds) => {
    const limits = limitsOf();
    expect(await countAllowed(limits, name, 'ann')).toBe(count);
    await expect(limits.consume(name, 'ann')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      retryAfterMs: seconds * 1000,
    });
    vi.advanceTimersByTime(seconds * 1000 - 1);
    await expect(limits.consume(name, 'ann')).rejects.toMatchObject({ retryAfterMs: 1 });
    vi.advanceTimersByTime(1);
    expect(await countAllowed(limits, name, 'ann')).toBe(count);
  });

  it('count each key and each limit for itself', async () => {
    const limits = limitsOf();
    expect(await countAllowed(limits, 'messages', 'ann')).toBe(10);
    expect(await countAllowed(limits, 'messages', 'bob')).toBe(10);
    expect(await countAllowed(limits, 'conversations', 'ann')).toBe(10);
  });

  it('are settings, and can all be lifted', async () => {
    expect(await countAllowed(limitsOf({ LIMIT_MESSAGES: 'strict' }), 'messages', 'ann')).toBe(30);
    expect(await countAllowed(limitsOf({ LIMIT_LOGIN_PER_USERNAME: '2/1m' }), 'loginPerUsername', 'ann')).toBe(2);
    expect(await countAllowed(limitsOf({ RATE_LIMITS: 'off' }), 'messages', 'ann')).toBe(Number.POSITIVE_INFINITY);
  });

  it('pass on a failure of the store that counts', async () => {
    const away = new Error('away');
    const limits = new RateLimits(readConfig({}).rateLimits, () => ({ consume: () => Promise.reject(away) }));
    await expect(limits.consume('messages', 'ann')).rejects.toBe(away);
  });
});
