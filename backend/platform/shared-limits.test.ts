import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { startTestRedis, type TestRedis } from '../test/test-redis.ts';
import { createMetrics } from './metrics.ts';
import { countInRedis, RateLimits } from './rate-limit.ts';
import { openRedis, type RedisConnection } from './redis.ts';
import { SharedPlaces } from './redis-places.ts';

const log = pino({ level: 'silent' });

let redis: TestRedis;
let connections: RedisConnection[];
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.remove());
beforeEach(async () => {
  await redis.start();
  await redis.flush();
  const settings = readConfig({ REDIS_URL: redis.url }).redis;
  if (settings === undefined) throw new Error('REDIS_URL is set.');
  connections = await Promise.all([1, 2].map(() => openRedis(settings, log, createMetrics())));
});
afterEach(() => Promise.all(connections.map((connection) => connection.close())));

const areAvailable = () => connections.map(({ isAvailable }) => isAvailable);

async function goAway() {
  await redis.stop();
  await expect.poll(areAvailable).toEqual([false, false]);
}

describe('rate limits of two nodes', () => {
  const nodes = () => connections.map((connection) => new RateLimits(readConfig({}).rateLimits, countInRedis(connection)));

  /** Tries on one node and the other in turn; gives how often it was allowed. */
  async function tryInTurn(limits: RateLimits[], times: number, key: string): Promise<number> {
    let allowed = 0;
    for (let n = 0; n < times; n++) {
      await limits[n % limits.length]?.consume('messages', key).then(
        () => {
          allowed += 1;
        },
        (error: unknown) => expect(error).toMatchObject({ code: 'RATE_LIMITED', retryable: true }),
      );
    }
    return allowed;
  }

  it('are counted together, and the wait is that of the first node', async () => {
    const limits = nodes();
    expect(await tryInTurn(limits, 30, 'ann')).toBe(10);
    expect(await tryInTurn(limits, 5, 'bob')).toBe(5);
    const refusal = await limits[1]?.consume('messages', 'ann').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    expect((refusal as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(5_000);
  });

  it('go on on each node while Redis is away: nobody is locked out, nothing is unlimited', async () => {
    const limits = nodes();
    expect(await tryInTurn(limits, 4, 'ann')).toBe(4);
    await goAway();
    const started = performance.now();
    expect(await tryInTurn(limits, 60, 'ann')).toBe(20);
    expect(performance.now() - started).toBeLessThan(1_000);
    await redis.start();
    await expect.poll(areAvailable).toEqual([true, true]);
    expect(await tryInTurn(limits, 30, 'carl')).toBe(10);
  });

  it('forget nothing but counts when Redis forgets', async () => {
    const limits = nodes();
    expect(await tryInTurn(limits, 4, 'ann')).toBe(4);
    await redis.flush();
    expect(await tryInTurn(limits, 30, 'ann')).toBe(10);
  });
});

describe('places shared by two nodes', () => {
  const places = (renewMs?: number) =>
    connections.map((connection) => new SharedPlaces({ redis: connection, log, name: 'sockets', max: 3 }, renewMs)) as [
      SharedPlaces,
      SharedPlaces,
    ];

  it('are as many as they are, on whatever node, and are free again when left', async () => {
    const [here, there] = places();
    const leave = await here.take('ann');
    await there.take('ann');
    await there.take('ann');
    expect(await here.take('ann')).toBeNull();
    expect(await here.take('bob')).not.toBeNull();
    leave?.();
    leave?.();
    await expect.poll(() => here.take('ann')).not.toBeNull();
    expect(await there.take('ann')).toBeNull();
    await Promise.all([here.close(), there.close()]);
  });

  it('are given back by a node that stops', async () => {
    const [here, there] = places();
    for (const _ of [1, 2, 3]) await here.take('ann');
    expect(await there.take('ann')).toBeNull();
    await here.close();
    expect(await there.take('ann')).not.toBeNull();
    await there.close();
  });

  it('of a node that died are free after a minute, and those of others are not', async () => {
    const [here, there] = places(20);
    await there.take('ann');
    await here.take('ann');
    const key = 'sockets:ann';
    const { client } = connections[0] as RedisConnection;
    await expect.poll(() => client.zcard(key)).toBe(2);
    // What a node leaves behind that died a minute ago.
    await client.zadd(key, Date.now() - 1, 'of a dead node', Date.now() - 1, 'of a dead node too');
    expect(await here.take('ann')).not.toBeNull();
    expect(await here.take('ann')).toBeNull();
    expect(await client.pttl(key)).toBeGreaterThan(50_000);
    await Promise.all([here.close(), there.close()]);
    expect(await client.exists(key)).toBe(0);
  });

  it('are granted while Redis is away, and known to it when it is back', async () => {
    const [here, there] = places();
    await here.take('ann');
    await goAway();
    expect(await here.take('ann')).not.toBeNull();
    expect(await there.take('ann')).not.toBeNull();
    await redis.start();
    const { client } = connections[0] as RedisConnection;
    await expect.poll(() => client.zcard('sockets:ann').catch(() => 0)).toBe(3);
    expect(await there.take('ann')).toBeNull();
    await Promise.all([here.close(), there.close()]);
  });
});
