import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { acknowledge, addToGroup, removeFromGroup, renameGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const marks = async (person: TestPerson, conversationId: string, given: { deliveredSeq?: number; readSeq?: number }) =>
  (await acknowledge(server, { as: person, conversationId }, given)).acknowledge;

async function unreadOf(person: TestPerson, id: string): Promise<number> {
  const { conversation } = await query<{ conversation: { unreadCount: number } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { unreadCount } }',
    { variables: { id }, token: person.token },
  );
  return conversation.unreadCount;
}

describe('watermarks (RECEIPT-1)', () => {
  it('only rise, never past the last number, and what is read is delivered', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    for (let i = 0; i < 5; i += 1) await send(server, ann, { conversationId, text: 'x' });
    expect(await marks(bob, conversationId, { deliveredSeq: 5 })).toMatchObject({ deliveredSeq: 5 });
    expect(await marks(bob, conversationId, { readSeq: 4 })).toMatchObject({ deliveredSeq: 5, readSeq: 4 });
    expect(await marks(bob, conversationId, { readSeq: 6 })).toMatchObject({ deliveredSeq: 6, readSeq: 6 });
    expect(await marks(bob, conversationId, { deliveredSeq: 0, readSeq: 0 })).toMatchObject({ deliveredSeq: 6, readSeq: 6 });
    expect(await marks(bob, conversationId, { readSeq: 2 ** 31 - 1 })).toMatchObject({ deliveredSeq: 8, readSeq: 8 });
  });

  it('end at the highest of many that come at once', async () => {
    const conversationId = await startDirect(server, ann, bob);
    for (let i = 0; i < 20; i += 1) await send(server, ann, { conversationId, text: 'x' });
    await Promise.all(Array.from({ length: 20 }, (_, i) => marks(bob, conversationId, { readSeq: ((i * 7) % 20) + 3 })));
    expect(await marks(bob, conversationId, { readSeq: 0 })).toMatchObject({ readSeq: 22, deliveredSeq: 22, unreadCount: 0 });
  });

  it('need a number', async () => {
    const conversationId = await startDirect(server, ann, bob);
    const { errors } = await request(server, 'mutation ($id: ID!) { acknowledge(conversationId: $id) { readSeq } }', {
      variables: { id: conversationId },
      token: ann.token,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'readSeq' });
  });

  it('are shown at once to the other person of a direct conversation and on one’s own devices, and once', async () => {
    const [carl, dora] = [await registerPerson(server, 'carl'), await registerPerson(server, 'dora')];
    const conversationId = await startDirect(server, carl, dora);
    const { seq } = await send(server, carl, { conversationId, text: 'x' });
    const live = [await listen(server, carl), await listen(server, dora)];
    const started = Date.now();
    await marks(dora, conversationId, { readSeq: seq });
    for (const listener of live) {
      expect(await listener.next(({ __typename }) => __typename === 'ReceiptChanged')).toMatchObject({
        conversationId,
        userId: dora.id,
        readSeq: seq,
      });
    }
    expect(Date.now() - started).toBeLessThan(1_000);
    await marks(dora, conversationId, { readSeq: seq });
    const last = await send(server, carl, { conversationId, text: 'y' });
    for (const listener of live) {
      await listener.next((event) => event.seq === last.seq);
      expect(listener.events.filter(({ __typename }) => __typename === 'ReceiptChanged')).toHaveLength(1);
      await listener.stop();
    }
  });

  it('of a small group go to every member at once', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    const [annSees, bobSees] = [await listen(server, ann), await listen(server, bob)];
    await marks(bob, conversationId, { readSeq: 3 });
    for (const sees of [annSees, bobSees]) {
      const event = await sees.next(({ __typename }) => __typename === 'ReceiptChanged');
      expect(event).toMatchObject({ conversationId, userId: bob.id, readSeq: 3 });
      await sees.stop();
    }
  });
});

it('do not keep anybody from leaving a group at the same moment', async () => {
  const conversationId = await createGroup(server, ann, [bob]);
  for (let round = 0; round < 20; round += 1) {
    const { seq } = await send(server, ann, { conversationId, text: `round ${round}` });
    const outcomes = await Promise.allSettled([
      marks(ann, conversationId, { readSeq: seq }),
      marks(bob, conversationId, { readSeq: seq }),
      removeFromGroup(server, { as: ann, conversationId }, bob),
      marks(ann, conversationId, { readSeq: seq }),
    ]);
    expect([outcomes[0].status, outcomes[2].status, outcomes[3].status]).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    await addToGroup(server, { as: ann, conversationId }, [bob]);
  }
});

describe('unread (CONV-4)', () => {
  it('counts the messages of others after the read mark: not one’s own, not system messages, not changes', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    const owner = { as: ann, conversationId };
    await send(server, ann, { conversationId, text: 'one' });
    await renameGroup(server, owner, 'Another name');
    await send(server, bob, { conversationId, text: 'mine' });
    const { seq } = await send(server, ann, { conversationId, text: 'two' });
    await send(server, ann, { conversationId, text: 'three' });
    expect([await unreadOf(bob, conversationId), await unreadOf(ann, conversationId)]).toEqual([3, 1]);
    expect((await marks(bob, conversationId, { readSeq: seq })).unreadCount).toBe(1);
    expect((await marks(bob, conversationId, { readSeq: seq + 1 })).unreadCount).toBe(0);
    expect([await unreadOf(bob, conversationId), await unreadOf(ann, conversationId)]).toEqual([0, 1]);
  });

  it('begins anew with a membership, and starts at nothing for who joins late', async () => {
    const conversationId = await createGroup(server, ann, []);
    await send(server, ann, { conversationId, text: 'before bob' });
    await addToGroup(server, { as: ann, conversationId }, [bob]);
    expect(await unreadOf(bob, conversationId)).toBe(0);
    await send(server, ann, { conversationId, text: 'with bob' });
    await removeFromGroup(server, { as: ann, conversationId }, bob);
    await send(server, ann, { conversationId, text: 'without bob' });
    await addToGroup(server, { as: ann, conversationId }, [bob]);
    expect(await unreadOf(bob, conversationId)).toBe(0);
  });
});
