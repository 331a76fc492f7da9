import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import type { AppContext, Viewer } from '../context.ts';
import { addMembers, removeMember } from '../modules/conversations/members.service.ts';
import { membershipReader } from '../modules/conversations/membership-reader.ts';
import { sendMessage } from '../modules/messages/messages.service.ts';
import { createGroup, type Listener, listen, query, registerPerson, send, type TestPerson } from '../test/api-client.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { createSubscriber } from '../test/test-subscriber.ts';
import { seededRandom, UnreliableBus } from '../test/unreliable-bus.ts';
import { Hub } from './hub.ts';
import { InProcessBus } from './in-process-bus.ts';

const ROUNDS = 60;
const SENDERS = 3;
const SENDS = 8;

let server: TestServer;
let app: App;
let owner: TestPerson;
let senders: TestPerson[];

beforeAll(async () => {
  server = await startTestServer();
  app = server.app;
  owner = await registerPerson(server, 'olga');
  senders = await Promise.all(Array.from({ length: SENDERS }, (_, i) => registerPerson(server, `sender${'abc'[i]}`)));
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const viewerOf = ({ id }: TestPerson): Viewer => ({ userId: id, sessionId: randomUUID(), role: 'MEMBER' });

interface Membership {
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
}

async function membershipOf(conversationId: string, { id }: TestPerson): Promise<Membership> {
  const { rows } = await app.db.pool.query<Membership>(
    'SELECT joined_seq AS "joinedSeq", left_seq AS "leftSeq" FROM members WHERE conversation_id = $1 AND user_id = $2',
    [conversationId, id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('No such membership.');
  return row;
}

/** Who was in it from which number to which: an event is for them only if its number lies within. */
const isWithin = (memberships: readonly Membership[], seq: number) =>
  memberships.some(({ joinedSeq, leftSeq }) => seq >= joinedSeq && (leftSeq === null || seq <= leftSeq));

describe('W9 after removal, zero events with a higher number', { timeout: 120_000 }, () => {
  it('through the API, while messages pour in from several senders', async () => {
    const guest = await registerPerson(server, 'guest');
    const conversationId = await createGroup(server, owner, [guest, ...senders]);
    const live = await listen(server, guest);
    const memberships: Membership[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await pour(conversationId, () => change('removeMember', { conversationId, userId: guest.id }));
      memberships.push(await membershipOf(conversationId, guest));
      await Promise.all(senders.map((person) => send(server, person, { conversationId, text: 'not for the guest' })));
      await pour(conversationId, () => change('addMembers', { conversationId, userIds: [guest.id] }));
    }
    memberships.push(await membershipOf(conversationId, guest));
    const last = await send(server, owner, { conversationId, text: 'the end' });
    await live.next(({ seq }) => seq === last.seq);

    const numbers = numbersOf(live, conversationId);
    expect(numbers.filter((seq) => !isWithin(memberships, seq))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
    await live.stop();
  });

  it.each([1, 2, 3])('on a bus that loses, delays and reorders events (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const bus = new UnreliableBus(new InProcessBus(app.log), { random, lossRate: 0.25 });
    const hub = new Hub(bus, membershipReader(app.db), app);
    const world: AppContext = { ...app, bus, hub };
    const guest = await registerPerson(server, 'guest');
    const conversationId = await createGroup(server, owner, [guest, ...senders]);
    const subscribers = [guest, owner].map(({ id }) => createSubscriber(id));
    await Promise.all(subscribers.map((subscriber) => hub.subscribe(subscriber)));

    const memberships: Membership[] = [];
    const userId = guest.id;
    const pourIn = () =>
      senders.flatMap((person) =>
        Array.from({ length: SENDS }, () =>
          sendMessage(world, viewerOf(person), {
            conversationId,
            clientMessageId: randomUUID(),
            text: 'hello',
            replyToId: null,
            threadRootId: null,
            poll: null,
            forwardOf: null,
          }),
        ),
      );
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([...pourIn(), removeMember(world, viewerOf(owner), { conversationId, userId })]);
      memberships.push(await membershipOf(conversationId, guest));
      await Promise.all([...pourIn(), addMembers(world, viewerOf(owner), { conversationId, userIds: [userId] })]);
    }
    memberships.push(await membershipOf(conversationId, guest));
    await bus.settle();

    const events = subscribers.map(({ recorder }) => recorder.events.flatMap(({ seq }) => seq ?? []));
    expect(events[0]?.filter((seq) => !isWithin(memberships, seq))).toEqual([]);
    expect(events[0]?.length).toBeGreaterThan(ROUNDS);
    expect(events[1]?.length).toBeGreaterThan(events[0]?.length ?? 0);
  });

  const numbersOf = ({ events }: Listener, conversationId: string) =>
    events.filter((event) => event.conversationId === conversationId).flatMap(({ seq }) => seq ?? []);

  /** Everybody sends at once, and in the middle of it the membership changes. */
  async function pour(conversationId: string, work: () => Promise<unknown>): Promise<void> {
    const half = () =>
      senders.flatMap((person) => Array.from({ length: SENDS / 2 }, () => send(server, person, { conversationId, text: 'hello' })));
    await Promise.all([...half(), work(), ...half()]);
  }

  function change(name: 'removeMember' | 'addMembers', variables: { conversationId: string; userId?: string; userIds?: string[] }) {
    const text =
      name === 'removeMember'
        ? 'mutation ($conversationId: ID!, $userId: ID!) { removeMember(conversationId: $conversationId, userId: $userId) { id } }'
        : 'mutation ($conversationId: ID!, $userIds: [ID!]!) { addMembers(conversationId: $conversationId, userIds: $userIds) { id } }';
    return query(server, text, { variables, token: owner.token });
  }
});
