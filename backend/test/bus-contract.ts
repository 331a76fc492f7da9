import { expect } from 'vitest';
import type { Bus } from '../realtime/bus.ts';
import { Inbox } from './inbox.ts';

/** Buses of one installation, one for each of its nodes; a single-node bus gives the same one twice. */
export interface BusWorld {
  readonly here: Bus;
  readonly there: Bus;
  /** What a failing handler left in the log. */
  readonly logged: readonly string[];
  close(): Promise<void>;
}

/** A subscription whose events can be waited for. */
async function follow(bus: Bus, topic: string) {
  const inbox = new Inbox<object>();
  return { inbox, stop: await bus.subscribe(topic, (event) => inbox.add(event)) };
}

/** What every bus promises to the hub; each is tried in a fresh world. */
export const BUS_PROMISES: Readonly<Record<string, (world: BusWorld) => Promise<void>>> = {
  'brings an event published right after subscribing to every subscriber on every node': async (world) => {
    const followers = await Promise.all([follow(world.here, 'a'), follow(world.here, 'a'), follow(world.there, 'a')]);
    world.here.publish('a', { seq: 1, text: 'ä 😀', nested: { list: [null, true] } });
    for (const { inbox } of followers) {
      expect(await inbox.next(() => true)).toEqual({ seq: 1, text: 'ä 😀', nested: { list: [null, true] } });
    }
  },

  'keeps topics apart': async (world) => {
    const [a, b] = [await follow(world.here, 'a'), await follow(world.there, 'b')];
    world.there.publish('a', { seq: 1 });
    world.here.publish('b', { seq: 2 });
    await Promise.all([a.inbox.next(() => true), b.inbox.next(() => true)]);
    expect([a.inbox.items, b.inbox.items]).toEqual([[{ seq: 1 }], [{ seq: 2 }]]);
  },

  'brings nothing more to a subscription that was stopped, also twice, and goes on for the others': async (world) => {
    const [stopped, other] = [await follow(world.here, 'a'), await follow(world.here, 'a')];
    stopped.stop();
    stopped.stop();
    world.there.publish('a', { seq: 1 });
    await other.inbox.next(() => true);
    expect(stopped.inbox.items).toEqual([]);
  },

  'can be subscribed to again after all have stopped': async (world) => {
    (await follow(world.here, 'a')).stop();
    const again = await follow(world.here, 'a');
    world.there.publish('a', { seq: 1 });
    expect(await again.inbox.next(() => true)).toEqual({ seq: 1 });
  },

  'goes on for the others when a handler fails, and logs it': async (world) => {
    await world.here.subscribe('a', () => {
      throw new Error('A handler that fails.');
    });
    const { inbox } = await follow(world.here, 'a');
    expect(() => world.here.publish('a', { seq: 1 })).not.toThrow();
    await inbox.next(() => true);
    await expect.poll(() => world.logged.join()).toContain('A handler that fails.');
  },

  'lets a handler subscribe and stop while it runs': async (world) => {
    const inbox = new Inbox<object>();
    const stop = await world.here.subscribe('a', (event) => {
      stop();
      void world.here.subscribe('b', (later) => inbox.add(later)).then(() => inbox.add(event));
    });
    world.here.publish('a', { seq: 1 });
    await inbox.next(() => true);
    world.there.publish('b', { seq: 2 });
    await inbox.next((event) => 'seq' in event && event.seq === 2);
    expect(inbox.items).toHaveLength(2);
  },

  'ignores what is published to nobody, and after it closed': async (world) => {
    world.here.publish('nobody', { seq: 1 });
    await world.here.close();
    expect(() => world.here.publish('a', { seq: 2 })).not.toThrow();
  },
};
