import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { membershipReader } from '../modules/conversations/membership-reader.ts';
import { createGroup, registerPerson, type TestPerson } from '../test/api-client.ts';
import { addToGroup, removeFromGroup } from '../test/group-client.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { createSubscriber } from '../test/test-subscriber.ts';
import { conversationTopic, type Unsubscribe } from './bus.ts';
import { Hub } from './hub.ts';
import { InProcessBus } from './in-process-bus.ts';
import type { MembershipReader } from './membership.ts';

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  [olga, ann, bob] = (await Promise.all(['olga', 'ann', 'bob'].map((name) => registerPerson(server, name)))) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => server.stop());

/** The bus of another node, which hears nothing of what the server publishes: the longest outage. */
class DeafBus extends InProcessBus {
  readonly #restored = new Set<() => void>();

  override onRestored(handler: () => void): Unsubscribe {
    this.#restored.add(handler);
    return () => this.#restored.delete(handler);
  }

  comeBack(): void {
    for (const handler of this.#restored) handler();
  }
}

/** The real reader, which counts its statements and can be away or slow. */
class Reader implements MembershipReader {
  readonly #reader = membershipReader(server.app.db);
  statements: string[] = [];
  isAway = false;
  /** Called before an answer is given. */
  beforeAnswer: () => Promise<unknown> = async () => undefined;

  conversationsOf = (userId: string) => this.#answer('conversationsOf', () => this.#reader.conversationsOf(userId));
  membersOf = (id: string) => this.#answer('membersOf', () => this.#reader.membersOf(id));
  conversationIdsOf = (ids: readonly string[]) => this.#answer('conversationIdsOf', () => this.#reader.conversationIdsOf(ids));
  membersOfAll = (ids: readonly string[]) => this.#answer('membersOfAll', () => this.#reader.membersOfAll(ids));
  hidingReading = (ids: readonly string[]) => this.#answer('hidingReading', () => this.#reader.hidingReading(ids));

  async #answer<T>(name: string, read: () => Promise<T>): Promise<T> {
    this.statements.push(name);
    if (this.isAway) throw new Error('The database is away.');
    const answer = await read();
    await this.beforeAnswer();
    return answer;
  }
}

let bus: DeafBus;
let reader: Reader;
let hub: Hub;
beforeEach(() => {
  bus = new DeafBus(server.app.log);
  reader = new Reader();
  hub = new Hub(bus, reader, server.app);
});

async function subscribe({ id }: TestPerson) {
  const subscriber = createSubscriber(id);
  await hub.subscribe(subscriber);
  const kinds = async () => {
    await new Promise(setImmediate);
    return subscriber.recorder.events.map(({ __typename }) => __typename);
  };
  return { subscriber, kinds };
}

const type = (conversationId: string) =>
  bus.publish(conversationTopic(conversationId), {
    type: 'TypingChanged',
    conversationId,
    user: { id: 'x', username: 'x', displayName: 'X' },
    typing: true,
  });

describe('when events of other nodes may have been lost, the hub', () => {
  it('lets go who was removed, takes in who was added, and tells everyone', async () => {
    const [left, joined] = [await createGroup(server, olga, [ann, bob]), await createGroup(server, olga, [bob])];
    const [annSees, bobSees] = [await subscribe(ann), await subscribe(bob)];
    await removeFromGroup(server, { as: olga, conversationId: left }, ann);
    await addToGroup(server, { as: olga, conversationId: joined }, [ann]);
    expect(hub.isFollowing(ann.id, left)).toBe(true);
    bus.comeBack();
    expect(hub.isFollowing(bob.id, left)).toBe(false);
    await expect.poll(annSees.kinds).toEqual(['EventsInterrupted']);
    expect([left, joined].map((id) => [hub.isFollowing(ann.id, id), hub.isFollowing(bob.id, id)])).toEqual([
      [false, true],
      [true, true],
    ]);
    type(left);
    type(joined);
    expect(await annSees.kinds()).toEqual(['EventsInterrupted', 'TypingChanged']);
    expect(await bobSees.kinds()).toEqual(['EventsInterrupted', 'TypingChanged', 'TypingChanged']);
  });

  it('shows nobody who types until it knows who may see it', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const { kinds } = await subscribe(ann);
    bus.comeBack();
    type(conversationId);
    await expect.poll(kinds).toEqual(['EventsInterrupted']);
  });

  it('needs three statements, however many people and conversations there are', async () => {
    for (const _ of [1, 2, 3, 4, 5]) await createGroup(server, olga, [ann, bob]);
    const all = [await subscribe(ann), await subscribe(bob), await subscribe(olga)];
    reader.statements = [];
    bus.comeBack();
    for (const { kinds } of all) await expect.poll(kinds).toEqual(['EventsInterrupted']);
    expect(reader.statements).toEqual(['conversationIdsOf', 'membersOfAll', 'hidingReading']);
  });

  it('reads a room again that changed while it was being read', async () => {
    const conversationId = await createGroup(server, olga, [ann, bob]);
    const [annSees, bobSees] = [await subscribe(ann), await subscribe(bob)];
    reader.beforeAnswer = async () => {
      if (reader.statements.at(-1) !== 'membersOfAll') return;
      reader.beforeAnswer = async () => undefined;
      const events: object[] = [];
      const stop = await server.app.bus.subscribe(conversationTopic(conversationId), (event) => events.push(event));
      await removeFromGroup(server, { as: olga, conversationId }, ann);
      stop();
      for (const event of events) bus.publish(conversationTopic(conversationId), event);
    };
    bus.comeBack();
    await expect.poll(bobSees.kinds).toContain('EventsInterrupted');
    await expect.poll(() => hub.isFollowing(bob.id, conversationId)).toBe(true);
    expect(hub.isFollowing(ann.id, conversationId)).toBe(false);
    type(conversationId);
    expect(await annSees.kinds()).not.toContain('TypingChanged');
  });

  it('begins again when it happens again, and tells once', async () => {
    await createGroup(server, olga, [ann]);
    const { kinds } = await subscribe(ann);
    reader.statements = [];
    reader.beforeAnswer = async () => {
      reader.beforeAnswer = async () => undefined;
      bus.comeBack();
    };
    bus.comeBack();
    await expect.poll(kinds).toEqual(['EventsInterrupted']);
    expect(reader.statements.filter((name) => name === 'conversationIdsOf')).toHaveLength(2);
  });

  it('tries again while the database is away, and tells only when it has read everything', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const { kinds } = await subscribe(ann);
    await removeFromGroup(server, { as: olga, conversationId }, ann);
    reader.isAway = true;
    bus.comeBack();
    await expect.poll(() => reader.statements.filter((name) => name === 'conversationIdsOf').length).toBeGreaterThan(1);
    type(conversationId);
    expect(await kinds()).toEqual([]);
    reader.isAway = false;
    await expect.poll(kinds).toEqual(['EventsInterrupted']);
    type(conversationId);
    expect(await kinds()).toEqual(['EventsInterrupted']);
  });

  it('takes in with what is true now who subscribes meanwhile', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const subscriber = createSubscriber(ann.id);
    const kinds = () => subscriber.recorder.events.map(({ __typename }) => __typename);
    reader.beforeAnswer = async () => {
      reader.beforeAnswer = async () => undefined;
      await removeFromGroup(server, { as: olga, conversationId }, ann);
      bus.comeBack();
      await expect.poll(kinds).toEqual(['EventsInterrupted']);
    };
    await hub.subscribe(subscriber);
    expect(hub.isFollowing(ann.id, conversationId)).toBe(false);
    type(conversationId);
    await new Promise(setImmediate);
    expect(kinds()).toEqual(['EventsInterrupted']);
  });
});
