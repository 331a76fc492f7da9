import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { findFreePort, startTestRedis, type TestRedis } from '../test/test-redis.ts';
import { createMetrics } from './metrics.ts';
import { openRedis } from './redis.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis(() => ['--requirepass', 'the-right-one']);
});
afterAll(() => redis.remove());

async function open(url: string) {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  const settings = readConfig({ REDIS_URL: url }).redis;
  if (settings === undefined) throw new Error('REDIS_URL is set.');
  const metrics = createMetrics();
  const connection = await openRedis(settings, log, metrics);
  return { connection, log: () => logged.join(''), isUp: async () => (await metrics.redisUp.get()).values[0]?.value };
}

describe('a connection to Redis', () => {
  it('puts the prefix of the installation before its keys', async () => {
    const { connection, isUp } = await open(`redis://:the-right-one@127.0.0.1:${redis.port}`);
    await connection.client.set('greeting', 'hello');
    const plain = connection.open('plain');
    await expect.poll(() => plain.get('parley:greeting').catch(() => null)).toBe('hello');
    plain.disconnect();
    expect(await isUp()).toBe(1);
    await connection.close();
  });

  it('says why there is none, without the password, and lets the server start', async () => {
    const { connection, log, isUp } = await open(`redis://:the-wrong-one@127.0.0.1:${redis.port}`);
    expect(connection.isAvailable).toBe(false);
    expect(await isUp()).toBe(0);
    expect(log()).toMatch(/"reason":"WRONGPASS.*Redis is away/);
    expect(log()).not.toContain('the-wrong-one');
    await expect(connection.client.get('greeting')).rejects.toThrow();
    await connection.close();
  });

  it('fails commands at once while nobody answers', async () => {
    const { connection, log } = await open(`redis://127.0.0.1:${await findFreePort()}`);
    const started = performance.now();
    await expect(connection.client.get('greeting')).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(100);
    expect(log()).toMatch(/"reason":"connect ECONNREFUSED.*Redis is away/);
    await connection.close();
  });

  it('calls back each time Redis was away and is back, until told to stop', async () => {
    const { connection } = await open(`redis://:the-right-one@127.0.0.1:${redis.port}`);
    let count = 0;
    const stop = connection.onRestored(() => {
      count += 1;
    });
    for (const expected of [1, 2]) {
      await redis.stop();
      await expect.poll(() => connection.isAvailable).toBe(false);
      await redis.start();
      await expect.poll(() => connection.isAvailable).toBe(true);
      expect(count).toBe(expected);
    }
    stop();
    await redis.stop();
    await expect.poll(() => connection.isAvailable).toBe(false);
    await redis.start();
    await expect.poll(() => connection.isAvailable).toBe(true);
    expect(count).toBe(2);
    await connection.close();
  });
});
