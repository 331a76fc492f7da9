import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BusNode, openBusNode } from '../test/bus-nodes.ts';
import { Cable } from '../test/cable.ts';
import { Inbox } from '../test/inbox.ts';
import { startTestRedis, type TestRedis } from '../test/test-redis.ts';

let redis: TestRedis;
let here: BusNode;
let there: BusNode;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.remove());
beforeEach(async () => {
  await redis.start();
  [here, there] = await Promise.all([openBusNode({ REDIS_URL: redis.url }), openBusNode({ REDIS_URL: redis.url })]);
});
afterEach(async () => {
  await here.close();
  await there.close();
});

interface Numbered {
  readonly n: number;
}

async function follow({ bus }: BusNode, topic: string) {
  const inbox = new Inbox<Numbered>();
  const stop = await bus.subscribe(topic, (event) => inbox.add(event as Numbered));
  return { inbox, stop, next: (n: number) => inbox.next((event) => event.n === n), numbers: () => inbox.items.map(({ n }) => n) };
}

const areConnected = () => [here, there].map(({ bus }) => bus.isConnected);

async function goAway() {
  await redis.stop();
  await expect.poll(areConnected).toEqual([false, false]);
}

async function comeBack() {
  await redis.start();
  await Promise.all([here, there].map(({ restored }) => restored.next(() => true)));
  await expect.poll(areConnected).toEqual([true, true]);
}

/** Ends the connections of the name, as an operator or a router may. */
async function endConnections(name: string) {
  const { client } = here.connection;
  const list = String(await client.client('LIST'));
  const ids = list.split('\n').flatMap((line) => (line.includes(`name=${name}`) ? [/id=(\d+)/.exec(line)?.[1] ?? ''] : []));
  for (const id of ids) await client.client('KILL', 'ID', id);
}

describe('the bus of several nodes', () => {
  it('gives subscribers of the same node an event at once and once', async () => {
    const [own, other] = [await follow(here, 'a'), await follow(there, 'a')];
    here.bus.publish('a', { n: 1 });
    expect(own.numbers()).toEqual([1]);
    await other.next(1);
    // What comes back to the publisher would have come before this.
    there.bus.publish('a', { n: 2 });
    await own.next(2);
    expect(own.numbers()).toEqual([1, 2]);
  });

  it('keeps the order of one publisher on one topic, over many ticks and topics', async () => {
    const [a, b] = [await follow(there, 'a'), await follow(there, 'b')];
    for (let n = 0; n < 20_000; n++) {
      here.bus.publish(n % 3 === 0 ? 'b' : 'a', { n });
      if (n % 100 === 0) await new Promise(setImmediate);
    }
    await Promise.all([a.next(19_999), b.next(19_998)]);
    const inOrder = (numbers: number[]) => numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? 0));
    expect([a, b].map(({ numbers }) => [numbers().length, inOrder(numbers())])).toEqual([
      [13_333, true],
      [6_667, true],
    ]);
  });

  it('listens while anybody does, whatever the order of coming and going', async () => {
    const lasting = await follow(there, 'lasting');
    for (let n = 0; n < 50; n++) {
      const [first, second] = await Promise.all([follow(there, 'a'), follow(there, 'a')]);
      first.stop();
      const third = follow(there, 'a');
      second.stop();
      here.bus.publish('a', { n });
      await (await third).next(n);
      (await third).stop();
    }
    here.bus.publish('lasting', { n: 99 });
    await lasting.next(99);
    const channels = async () => ((await here.connection.client.call('PUBSUB', 'CHANNELS', 'parley:a')) as string[]).length;
    await expect.poll(channels).toBe(0);
  });

  it('keeps installations with other prefixes apart', async () => {
    const stranger = await openBusNode({ REDIS_URL: redis.url, REDIS_PREFIX: 'other:' });
    const [own, foreign] = [await follow(there, 'a'), await follow(stranger, 'a')];
    here.bus.publish('a', { n: 1 });
    await own.next(1);
    stranger.bus.publish('a', { n: 2 });
    await foreign.next(2);
    expect([own.numbers(), foreign.numbers()]).toEqual([[1], [2]]);
    await stranger.close();
  });
});

describe('the bus of several nodes while Redis is away', () => {
  it('subscribes and stops at once, and has it so when Redis is back', async () => {
    const stopped = await follow(there, 'stopped');
    await goAway();
    const begun = await follow(there, 'begun');
    stopped.stop();
    there.bus.publish('begun', { n: 1 });
    expect(begun.numbers()).toEqual([1]);
    await comeBack();
    here.bus.publish('stopped', { n: 2 });
    here.bus.publish('begun', { n: 3 });
    await begun.next(3);
    expect([stopped.numbers(), begun.numbers()]).toEqual([[], [1, 3]]);
    const channels = (await here.connection.client.call('PUBSUB', 'CHANNELS', 'parley:stopped')) as string[];
    expect(channels).toEqual([]);
  });

  it('sends nothing late, and counts what it dropped', async () => {
    const { numbers, next } = await follow(there, 'a');
    await goAway();
    for (let n = 0; n < 100; n++) here.bus.publish('a', { n });
    expect(await here.droppedCount()).toBe(100);
    await comeBack();
    here.bus.publish('a', { n: 100 });
    await next(100);
    expect(numbers()).toEqual([100]);
  });

  it('starts without it, and joins the others when it comes', async () => {
    await goAway();
    const late = await openBusNode({ REDIS_URL: redis.url });
    expect(late.bus.isConnected).toBe(false);
    const { next } = await follow(late, 'a');
    await comeBack();
    await late.restored.next(() => true);
    here.bus.publish('a', { n: 1 });
    await next(1);
    await late.close();
  });
});

describe('the bus of several nodes when a connection breaks', () => {
  it('tells a node whose own connection broke that it may have missed something', async () => {
    await endConnections('parley-subscriber');
    await Promise.all([here, there].map(({ restored }) => restored.next(() => true)));
  });

  it('tells the others when a node could not publish', async () => {
    await endConnections('parley-publisher');
    await expect
      .poll(async () => {
        here.bus.publish('a', { n: 1 });
        return here.droppedCount();
      })
      .toBeGreaterThan(0);
    await there.restored.next(() => true);
    expect(here.restored.items).toEqual([]);
  });

  it('notices within ten seconds a Redis that is silent, and connects anew', async () => {
    const cable = new Cable(new URL(redis.url));
    const far = await openBusNode({ REDIS_URL: await cable.open() });
    const { next } = await follow(far, 'a');
    cable.silence();
    const started = performance.now();
    await expect.poll(() => far.bus.isConnected, { timeout: 15_000 }).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
    cable.mend();
    await expect.poll(() => far.restored.items.length, { timeout: 15_000 }).toBeGreaterThan(0);
    here.bus.publish('a', { n: 1 });
    await next(1);
    await far.close();
    cable.close();
  });
});
