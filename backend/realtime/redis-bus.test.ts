import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUS_PROMISES } from '../test/bus-contract.ts';
import { openBusNode } from '../test/bus-nodes.ts';
import { Inbox } from '../test/inbox.ts';
import { type RedisForm, startCluster, startEncrypted, startSentinel, startSingle } from '../test/redis-forms.ts';

/** Two nodes of one installation. */
async function openWorld(settings: Readonly<Record<string, string>>) {
  const logged: string[] = [];
  const nodes = [await openBusNode(settings, logged), await openBusNode(settings, logged)] as const;
  return {
    here: nodes[0].bus,
    there: nodes[1].bus,
    nodes,
    logged,
    async close() {
      for (const node of nodes) await node.close();
    },
  };
}

const FORMS: Readonly<Record<string, () => Promise<RedisForm | null>>> = {
  'one server': startSingle,
  'an encrypted server': startEncrypted,
  sentinels: startSentinel,
  'a cluster': startCluster,
};

describe.each(Object.entries(FORMS))('the bus of several nodes, through %s', (name, start) => {
  let form: RedisForm | null;
  beforeAll(async () => {
    form = await start();
  });
  afterAll(() => form?.remove());

  const formOrSkip = (skip: (reason: string) => never) => form ?? skip('This redis-server was built without TLS.');

  it.for(Object.entries(BUS_PROMISES))('%s', async ([, check], { skip }) => {
    const world = await openWorld(formOrSkip(skip).settings);
    await check(world);
    await world.close();
  });

  it('answers commands', async ({ skip }) => {
    const { nodes, close } = await openWorld(formOrSkip(skip).settings);
    await nodes[0].connection.client.set('greeting', 'hello', 'EX', 60);
    expect(await nodes[1].connection.client.get('greeting')).toBe('hello');
    await close();
  });

  it('goes on by itself when a server dies, says so when it is back, and brings every event again', async ({ skip }) => {
    const { settings, fail, mend } = formOrSkip(skip);
    const { here, there, nodes, close } = await openWorld(settings);
    const inbox = new Inbox<object>();
    await there.subscribe('a', (event) => inbox.add(event));
    await fail();
    await expect.poll(() => [here.isConnected, there.isConnected]).toEqual([false, false]);
    here.publish('a', { seq: 0 });
    if (!name.includes('sentinels')) await mend();
    await Promise.all(nodes.map(({ restored }) => restored.next(() => true)));
    await expect.poll(() => [here.isConnected, there.isConnected]).toEqual([true, true]);
    // Sentinels cut everybody off once more when they have chosen: what is published in that moment is lost, as it may be.
    await expect
      .poll(() => {
        here.publish('a', { seq: 1 });
        return inbox.items.some((event) => 'seq' in event && event.seq === 1);
      })
      .toBe(true);
    await expect.poll(() => nodes[0].connection.isAvailable).toBe(true);
    await mend();
    await close();
  }, 60_000);
});
