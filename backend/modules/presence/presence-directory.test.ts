import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../platform/logger.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { openRedis, type RedisConnection } from '../../platform/redis.ts';
import { Cable } from '../../test/cable.ts';
import { startTestRedis, type TestRedis } from '../../test/test-redis.ts';
import { type Device, deviceOf } from './device.ts';
import { MemoryDirectory } from './memory-directory.ts';
import type { PresenceDirectory, WhereaboutsById } from './presence-directory.ts';
import { PRESENCE_TIMES } from './presence-times.ts';
import { RedisDirectory } from './redis-directory.ts';

const [DESKTOP, IDLE, WEB] = [deviceOf('DESKTOP', true), deviceOf('DESKTOP', false), deviceOf('WEB', true)];
const TIMES = { ...PRESENCE_TIMES, leaseMs: 600, renewMs: 100 };

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.remove());

interface Node {
  readonly directory: PresenceDirectory;
  readonly redis: RedisConnection | null;
  /** What moved without a call, oldest first. */
  readonly moved: { userId: string; devices: readonly Device[]; seenAt: Date | null }[];
}

function nodeOf(directory: PresenceDirectory, connection: RedisConnection | null): Node {
  const moved: Node['moved'] = [];
  directory.onMoved((people, seenAt) => {
    for (const [userId, { devices }] of people) moved.push({ userId, devices, seenAt });
  });
  return { directory, redis: connection, moved };
}

async function startNode(url = redis.url): Promise<Node> {
  const { redis: settings } = readConfig({ REDIS_URL: url });
  if (settings === undefined) throw new Error('No settings of Redis.');
  const log = createLogger({ level: 'silent', format: 'json' });
  const connection = await openRedis(settings, log, createMetrics());
  return nodeOf(new RedisDirectory({ redis: connection, log }, TIMES), connection);
}

async function stop(...nodes: readonly Node[]): Promise<void> {
  for (const node of nodes) {
    await node.directory.close(0);
    await node.redis?.close();
  }
}

/** As `kill -9` leaves it: the connection is gone, and nothing was said. */
const kill = (node: Node) => node.redis?.close();

const apply = async ({ directory }: Node, userId: string, devices: Record<string, Device | null>) =>
  only(await directory.apply(new Map([[userId, new Map(Object.entries(devices))]])), userId);
const devicesOf = async ({ directory }: Node, userId: string) => only(await directory.read([userId]), userId).devices;

function only(people: WhereaboutsById, userId: string) {
  const found = people.get(userId);
  if (found === undefined) throw new Error('The directory did not answer about who was asked for.');
  return found;
}

describe.each([
  ['of one node', async () => nodeOf(new MemoryDirectory(), null)],
  ['in Redis', () => startNode()],
])('a directory %s', (_where, start) => {
  it('holds when a device was taken up, and by which session', async () => {
    const node = await start();
    const used = deviceOf('WEB', true, { deviceId: 'd6e1a0a4-7a9b-4c06-9df2-3d0f0f6f1f11', usedAt: '2026-11-21T12:00:00.123456Z' });
    await apply(node, 'ann', { 1: used, 2: DESKTOP });
    expect(await devicesOf(node, 'ann')).toEqual(expect.arrayContaining([used, DESKTOP]));
    await stop(node);
  });

  it('holds every device of a person until it goes', async () => {
    const node = await start();
    expect((await apply(node, 'ann', { 1: DESKTOP, 2: WEB })).devices).toEqual(expect.arrayContaining([DESKTOP, WEB]));
    expect((await apply(node, 'ann', { 1: IDLE })).devices).toEqual(expect.arrayContaining([IDLE, WEB]));
    expect(node.directory.userIdsHere).toEqual(['ann']);
    expect((await apply(node, 'ann', { 1: null })).devices).toEqual([WEB]);
    expect((await apply(node, 'ann', { 2: null })).devices).toEqual([]);
    expect(node.directory.userIdsHere).toEqual([]);
    expect(await devicesOf(node, 'ann')).toEqual([]);
    await stop(node);
  });

  it('gives later answers higher versions, about people without devices too', async () => {
    const node = await start();
    const answers = [
      only(await node.directory.read(['bob']), 'bob'),
      await apply(node, 'bob', {}),
      await apply(node, 'bob', { 1: WEB }),
      await apply(node, 'bob', { 1: null }),
      await apply(node, 'bob', {}),
    ].map(({ version }) => version ?? Number.NaN);
    expect(answers).toEqual(answers.toSorted((a, b) => a - b));
    expect(new Set(answers).size).toBe(answers.length);
    await stop(node);
  });

  it('answers about many at once, and about nobody', async () => {
    const node = await start();
    const ids = Array.from({ length: 2_500 }, (_, i) => `person ${i}`);
    expect((await node.directory.apply(new Map(ids.map((id) => [id, new Map([['1', WEB]])])))).size).toBe(2_500);
    expect([...(await node.directory.read(ids)).values()].every(({ devices }) => devices[0] === WEB)).toBe(true);
    expect((await node.directory.read([])).size).toBe(0);
    await node.directory.apply(new Map(ids.map((id) => [id, new Map([['1', null]])])));
    expect([...(await node.directory.read(ids)).values()].every(({ devices }) => devices.length === 0)).toBe(true);
    await stop(node);
  });
});

describe('a directory that nodes share', () => {
  it('knows the devices of all of them', async () => {
    const [here, there] = [await startNode(), await startNode()];
    await apply(here, 'carl', { 1: IDLE });
    expect((await apply(there, 'carl', { 1: WEB })).devices).toEqual(expect.arrayContaining([IDLE, WEB]));
    expect((await apply(here, 'carl', { 1: null })).devices).toEqual([WEB]);
    expect(await devicesOf(here, 'carl')).toEqual([WEB]);
    await apply(there, 'carl', { 1: null });
    await stop(here, there);
  });

  it('loses the devices of a node that died, once, and tells since when it was gone', async () => {
    const nodes = [await startNode(), await startNode(), await startNode()] as const;
    const [dying, ...others] = nodes;
    await apply(dying, 'dora', { 1: DESKTOP });
    await apply(dying, 'emil', { 2: DESKTOP });
    await apply(others[0], 'emil', { 1: WEB });
    const diedAt = Date.now();
    await kill(dying);
    await expect.poll(() => others.flatMap(({ moved }) => moved).length, { timeout: 5_000 }).toBe(2);
    const moved = new Map(others.flatMap((node) => node.moved).map((each) => [each.userId, each]));
    expect(moved.get('dora')?.devices).toEqual([]);
    expect(moved.get('emil')?.devices).toEqual([WEB]);
    const seenAt = moved.get('dora')?.seenAt?.getTime() ?? Number.NaN;
    expect(Math.abs(seenAt - diedAt)).toBeLessThan(TIMES.leaseMs);
    expect(await devicesOf(others[1], 'dora')).toEqual([]);
    await stop(...nodes);
  });

  it('keeps the devices of a node that leaves for the grace, then loses them', async () => {
    const [leaving, staying] = [await startNode(), await startNode()];
    await apply(leaving, 'finn', { 1: WEB });
    await leaving.directory.close(300);
    expect(await devicesOf(staying, 'finn')).toEqual([WEB]);
    await expect.poll(() => devicesOf(staying, 'finn'), { timeout: 5_000 }).toEqual([]);
    await stop(leaving, staying);
  });

  it('is whole again soon after Redis lost all it held', async () => {
    const [here, there] = [await startNode(), await startNode()];
    await apply(here, 'gina', { 1: DESKTOP });
    await redis.flush();
    expect(await devicesOf(there, 'gina')).toEqual([]);
    await expect.poll(() => devicesOf(there, 'gina'), { timeout: 5_000 }).toEqual([DESKTOP]);
    await expect.poll(() => here.moved.map(({ userId, seenAt }) => [userId, seenAt])).toContainEqual(['gina', null]);
    await stop(here, there);
  });

  it('removes what went while a node could not reach Redis, which kept it', { timeout: 20_000 }, async () => {
    const cable = new Cable(new URL(redis.url));
    const [here, there] = [await startNode(await cable.open()), await startNode()];
    await apply(here, 'jack', { 1: DESKTOP, 2: WEB });
    await apply(here, 'kate', { 3: DESKTOP });
    cable.cut();
    await apply(here, 'jack', { 1: null });
    await apply(here, 'kate', { 3: null });
    expect((await devicesOf(there, 'jack')).length).toBe(2);
    cable.mend();
    await expect.poll(() => devicesOf(there, 'jack'), { timeout: 10_000 }).toEqual([WEB]);
    await expect.poll(() => devicesOf(there, 'kate'), { timeout: 10_000 }).toEqual([]);
    await stop(here, there);
    cable.close();
  });

  it('knows its own devices while Redis is away, and all when it is back', { timeout: 20_000 }, async () => {
    const [here, there] = [await startNode(), await startNode()];
    await apply(here, 'hugo', { 1: DESKTOP, 2: WEB });
    await apply(there, 'hugo', { 1: WEB });
    await redis.stop();
    expect(await apply(here, 'hugo', { 2: null })).toEqual({ devices: [DESKTOP], version: null });
    expect(only(await there.directory.read(['hugo', 'ina']), 'hugo')).toEqual({ devices: [WEB], version: null });
    await apply(there, 'ina', { 2: WEB });
    await redis.start();
    await expect.poll(() => devicesOf(here, 'ina'), { timeout: 10_000 }).toEqual([WEB]);
    await expect.poll(async () => (await devicesOf(there, 'hugo')).length, { timeout: 10_000 }).toBe(2);
    await stop(here, there);
  });
});
