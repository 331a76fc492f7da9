import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { membershipReader } from '../modules/conversations/membership-reader.ts';
import { createGroup, registerPerson, send, startDirect, type TestPerson } from '../test/api-client.ts';
import { addToGroup, leaveGroup, removeFromGroup } from '../test/group-client.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { createSubscriber } from '../test/test-subscriber.ts';
import { conversationTopic, personTopic, type Unsubscribe } from './bus.ts';
import { Hub } from './hub.ts';
import { InProcessBus } from './in-process-bus.ts';
import type { MembershipReader } from './membership.ts';

let server: TestServer;
let app: App;
let olga: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
let carl: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  app = server.app;
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  carl = await registerPerson(server, 'carl');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

/** The bus of another node: a test brings it what the server published, when and in the order it likes. */
class NodeBus extends InProcessBus {
  /** The topics that are subscribed to. */
  readonly topics: string[] = [];

  override async subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe> {
    this.topics.push(topic);
    const unsubscribe = await super.subscribe(topic, handler);
    return () => {
      unsubscribe();
      this.topics.splice(this.topics.indexOf(topic), 1);
    };
  }
}

/** The real reader; while held, its answers wait. */
class HoldingReader implements MembershipReader {
  readonly #reader = membershipReader(app.db);
  readonly #waiting: (() => void)[] = [];
  isHolding = false;
  readCount = 0;

  conversationsOf = (userId: string) => this.#hold(this.#reader.conversationsOf(userId));
  membersOf = (conversationId: string) => this.#hold(this.#reader.membersOf(conversationId));
  conversationIdsOf = (userIds: readonly string[]) => this.#hold(this.#reader.conversationIdsOf(userIds));
  membersOfAll = (conversationIds: readonly string[]) => this.#hold(this.#reader.membersOfAll(conversationIds));

  hidingReading = (userIds: readonly string[]) => this.#reader.hidingReading(userIds);

  letGo(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async hasRead(count: number): Promise<void> {
    await expect.poll(() => this.readCount).toBe(count);
  }

  async #hold<T>(read: Promise<T>): Promise<T> {
    const answer = await read;
    this.readCount += 1;
    if (this.isHolding) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return answer;
  }
}

interface Published {
  readonly topic: string;
  readonly event: object;
}

/** A node beside the server: the same database, a bus of its own. */
async function createNode(conversationId: string) {
  const bus = new NodeBus(app.log);
  const reader = new HoldingReader();
  const published: Published[] = [];
  for (const topic of [conversationTopic(conversationId), ...[olga, ann, bob].map(({ id }) => personTopic(id))]) {
    await app.bus.subscribe(topic, (event) => published.push({ topic, event }));
  }
  /** Brings what the server published since the last time, but for the topics that lose it. */
  const relay = (isLost: (topic: string) => boolean = () => false) => {
    for (const { topic, event } of published.splice(0)) if (!isLost(topic)) bus.publish(topic, event);
  };
  return { bus, reader, relay, hub: new Hub(bus, reader, app) };
}

const textsOf = async ({ recorder }: ReturnType<typeof createSubscriber>) => {
  await new Promise(setImmediate);
  return recorder.events.flatMap(({ message }) => message?.text ?? []);
};

describe('hub', () => {
  /** Somebody enters a room that knows newer members, and ann is removed while they are being read for it. */
  async function removeAnnWhileReading({ withBystander }: { withBystander: boolean }) {
    const conversationId = await createGroup(server, olga, [ann, carl]);
    const owner = { as: olga, conversationId };
    const { reader, relay, hub } = await createNode(conversationId);
    const [annSees, olgaSees, bystander] = [createSubscriber(ann.id), createSubscriber(olga.id), createSubscriber(carl.id)];
    await hub.subscribe(annSees);
    if (withBystander) await hub.subscribe(bystander);

    reader.isHolding = true;
    const before = reader.readCount;
    const entering = hub.subscribe(olgaSees);
    await reader.hasRead(before + 1);
    await addToGroup(server, owner, [bob]);
    relay();
    reader.letGo();
    await reader.hasRead(before + 2);
    await removeFromGroup(server, owner, ann);
    relay();
    reader.isHolding = false;
    reader.letGo();
    await entering;
    await send(server, olga, { conversationId, text: 'not for ann' });
    relay();
    await expect.poll(() => textsOf(olgaSees)).toEqual(['not for ann']);
    expect(await textsOf(annSees)).toEqual([]);
    expect(hub.isFollowing(ann.id, conversationId)).toBe(false);
  }

  it('keeps out a person whose removal passed while older members were being read', () => removeAnnWhileReading({ withBystander: true }));

  it('keeps a room open for who is entering when the last other person goes', () => removeAnnWhileReading({ withBystander: false }));

  it('reads the members again before it delivers past a removal that was lost, and has the removed person ask', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const { relay, hub } = await createNode(conversationId);
    const [annSees, olgaSees] = [createSubscriber(ann.id), createSubscriber(olga.id)];
    await Promise.all([hub.subscribe(annSees), hub.subscribe(olgaSees)]);
    await removeFromGroup(server, { as: olga, conversationId }, ann);
    relay(() => true);
    await send(server, olga, { conversationId, text: 'one' });
    await send(server, olga, { conversationId, text: 'two' });
    relay();
    await expect.poll(() => textsOf(olgaSees)).toEqual(['one', 'two']);
    expect(annSees.recorder.events.map(({ __typename }) => __typename)).toEqual(['EventsInterrupted']);
  });

  it('follows a conversation that the person is added to, and finds a membership whose event was lost at the next event', async () => {
    const conversationId = await createGroup(server, olga, []);
    const { relay, hub } = await createNode(conversationId);
    const [annSees, bobSees, olgaSees] = [ann, bob, olga].map(({ id }) => createSubscriber(id));
    if (!annSees || !bobSees || !olgaSees) throw new Error('Three people are three subscribers.');
    await Promise.all([annSees, bobSees, olgaSees].map((subscriber) => hub.subscribe(subscriber)));
    await addToGroup(server, { as: olga, conversationId }, [ann]);
    relay();
    await addToGroup(server, { as: olga, conversationId }, [bob]);
    relay(() => true);
    await send(server, olga, { conversationId, text: 'welcome' });
    relay();
    for (const subscriber of [annSees, bobSees, olgaSees]) await expect.poll(() => textsOf(subscriber)).toEqual(['welcome']);
  });

  it('does not deliver to who joined later an event from before, come late', async () => {
    const conversationId = await createGroup(server, olga, []);
    const node = await createNode(conversationId);
    const [annSees, olgaSees] = [createSubscriber(ann.id), createSubscriber(olga.id)];
    await Promise.all([node.hub.subscribe(annSees), node.hub.subscribe(olgaSees)]);
    const late: object[] = [];
    const stop = await app.bus.subscribe(conversationTopic(conversationId), (event) => late.push(event));
    await send(server, olga, { conversationId, text: 'before' });
    stop();
    node.relay(() => true);
    await addToGroup(server, { as: olga, conversationId }, [ann]);
    node.relay();
    for (const event of late) node.bus.publish(conversationTopic(conversationId), event);
    expect(await textsOf(olgaSees)).toEqual(['before']);
    expect(await textsOf(annSees)).toEqual([]);
  });

  it('follows each topic once, and none when nobody is left', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    await startDirect(server, ann, olga);
    const { bus, hub } = await createNode(conversationId);
    const subscribers = [createSubscriber(ann.id), createSubscriber(ann.id), createSubscriber(olga.id)];
    await Promise.all(subscribers.map((subscriber) => hub.subscribe(subscriber)));
    expect(bus.topics).toContain(conversationTopic(conversationId));
    expect(new Set(bus.topics).size).toBe(bus.topics.length);
    for (const subscriber of subscribers) {
      hub.unsubscribe(subscriber);
      hub.unsubscribe(subscriber);
    }
    await expect.poll(() => bus.topics).toEqual([]);
  });

  it('keeps no room open for a conversation that was left while its members were being read', async () => {
    const conversationId = await createGroup(server, olga, [ann]);
    const { bus, reader, relay, hub } = await createNode(conversationId);
    const subscriber = createSubscriber(ann.id);
    await hub.subscribe(subscriber);
    await addToGroup(server, { as: olga, conversationId }, [bob]);
    await leaveGroup(server, { as: ann, conversationId });
    relay(() => true);
    await send(server, olga, { conversationId, text: 'nobody here hears it' });
    relay();
    await reader.hasRead(2);
    await expect.poll(() => bus.topics).not.toContain(conversationTopic(conversationId));
    expect(await textsOf(subscriber)).toEqual([]);
  });
});
