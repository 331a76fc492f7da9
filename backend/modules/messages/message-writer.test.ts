import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationTopic } from '../../realtime/bus.ts';
import type { NumberedEvent } from '../../realtime/events.ts';
import { createGroup, registerPerson, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, removeFromGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { NO_MENTIONS } from './message.ts';
import { type MessageDraft, MessageWriter } from './message-writer.ts';
import { storeMessage } from './messages.service.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(() => server.stop());

const draft = (conversationId: string, senderId: string, rest: Partial<MessageDraft> = {}): MessageDraft => ({
  id: randomUUID(),
  conversationId,
  senderId,
  clientMessageId: randomUUID(),
  text: 'hello',
  replyToId: null,
  extras: null,
  importedAt: null,
  mentions: NO_MENTIONS,
  ...rest,
});

interface StoredRow {
  readonly seq: number;
  readonly createdAt: string;
  readonly text: string | null;
}

const stored = async (conversationId: string, { app } = server): Promise<StoredRow[]> => {
  const { rows } = await app.db.pool.query<StoredRow>(
    'SELECT seq, created_at AS "createdAt", text FROM messages WHERE conversation_id = $1 ORDER BY seq',
    [conversationId],
  );
  return rows;
};

describe('message writer', () => {
  it('stores what one tick brings in one batch, in the order it came', async () => {
    const conversationId = await startDirect(server, ann, bob);
    const texts = Array.from({ length: 100 }, (_, i) => `message ${i}`);
    const outcomes = await Promise.all(texts.map((text) => server.app.writer.append(draft(conversationId, ann.id, { text }))));
    expect(outcomes.map((outcome) => outcome.status === 'stored' && outcome.seq)).toEqual(texts.map((_, i) => 3 + i));
    expect((await stored(conversationId)).map(({ text }) => text)).toEqual(texts);
    expect(server.app.writer.waitingCount).toBe(0);
  });

  it('fails the one message that cannot be stored, and stores the others of its batch', async () => {
    const own = await startTestServer();
    const carl = await registerPerson(own, 'carl');
    const conversationId = await createGroup(own, carl, []);
    const texts = ['one', 'a NUL \0 that PostgreSQL refuses', 'three'];
    const results = await Promise.allSettled(texts.map((text) => own.app.writer.append(draft(conversationId, carl.id, { text }))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await stored(conversationId, own)).map(({ text }) => text)).toEqual([null, 'one', 'three']);
    expect(own.logged.join()).toContain('a message could not be stored');
    expect((await send(own, carl, { conversationId, text: 'four' })).seq).toBe(5);
    await own.stop();
  });

  it('makes the partition of a month that nobody made', async () => {
    const conversationId = await createGroup(server, ann, []);
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    const { rows } = await server.app.db.pool.query<{ part: string }>('SELECT tableoid::regclass::text AS part FROM messages LIMIT 1');
    expect(rows[0]?.part).toBe(`messages_${month}`);
    await server.app.db.pool.query(`ALTER TABLE messages DETACH PARTITION messages_${month}`);
    await server.app.db.pool.query(`ALTER TABLE messages_${month} RENAME TO retired`);
    const sends = Array.from({ length: 3 }, () => send(server, ann, { conversationId, text: 'in a month of its own' }));
    expect((await Promise.all(sends)).map(({ seq }) => seq).sort()).toEqual([3, 4, 5]);
  });

  it('gives the same clientMessageId in two conversations to one of them, from two nodes at once', async () => {
    const [here, there] = [await createGroup(server, ann, []), await createGroup(server, ann, [])];
    const other = new MessageWriter(server.app.db, server.app.log);
    for (let round = 0; round < 30; round += 1) {
      const clientMessageId = randomUUID();
      const outcomes = await Promise.all([
        server.app.writer.append(draft(here, ann.id, { clientMessageId })),
        other.append(draft(there, ann.id, { clientMessageId })),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['repeated', 'stored']);
    }
    expect(server.logged).toEqual([]);
  });

  it('gives each reply its thread, with all the replies of its batch, and other messages none', async () => {
    const conversationId = await startDirect(server, ann, bob);
    const root = await send(server, ann, { conversationId, text: 'the root' });
    const reply = (senderId: string) => draft(conversationId, senderId, { extras: { threadRootId: root.id, threadRootSeq: root.seq } });
    const outcomes = await Promise.all(
      [reply(ann.id), draft(conversationId, ann.id), reply(bob.id)].map((each) => server.app.writer.append(each)),
    );
    const [first, , last] = outcomes.map((outcome) => (outcome.status === 'stored' ? outcome : null));
    const thread = {
      ...{ conversationId, rootId: root.id, rootSeq: root.seq, replyCount: 2, participantIds: [ann.id, bob.id].toSorted() },
      ...{ lastReplySeq: last?.seq, lastReplyAt: last?.createdAt, changeSeq: last?.seq },
    };
    expect(outcomes).toMatchObject([{ thread }, { thread: null }, { thread }]);
    expect(last?.seq).toBe((first?.seq ?? 0) + 2);
  });

  it('tells of a reply before what was sent after it: nothing is asked between its number and its event', async () => {
    const conversationId = await startDirect(server, ann, bob);
    const root = await send(server, ann, { conversationId, text: 'the root' });
    const told: number[] = [];
    const unsubscribe = await server.app.bus.subscribe(conversationTopic(conversationId), (event) => {
      told.push((event as NumberedEvent).seq);
    });
    const input = { conversationId, replyToId: null, importedAt: null };
    const person = await server.app.people.load([ann.id]);
    const sender = person.get(ann.id);
    if (sender === undefined) throw new Error('Ann has an account.');
    for (let i = 0; i < 10; i += 1) {
      const reply = { threadRootId: root.id, threadRootSeq: root.seq };
      await Promise.all(
        [reply, null, reply, null].map((extras) =>
          storeMessage(server.app, sender, { ...input, clientMessageId: randomUUID(), text: 'hello', extras }),
        ),
      );
    }
    await unsubscribe();
    expect(told).toEqual(Array.from({ length: 40 }, (_, i) => root.seq + 1 + i));
  });

  it('never plans to read a table from end to end, however few rows it had when the plan was made', async () => {
    const { rows } = await server.app.db.pool.query<{ config: string[] }>(
      "SELECT proconfig AS config FROM pg_proc WHERE proname = 'append_messages' ORDER BY pronargs DESC LIMIT 1",
    );
    const plans = ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off'];
    expect(rows[0]?.config).toEqual(expect.arrayContaining(plans));
  });

  it('keeps one sequence without a gap and a rising time with two nodes, resends, and members who come and go', async () => {
    const guests = await Promise.all(['carl', 'dora'].map((name) => registerPerson(server, name)));
    const conversationId = await createGroup(server, ann, [bob, ...guests]);
    const writers = [server.app.writer, new MessageWriter(server.app.db, server.app.log)];
    const people = [ann, bob, ...guests];
    const outcomes: { person: TestPerson; status: string }[] = [];
    const pour = async (writer: MessageWriter, person: TestPerson) => {
      for (let i = 0; i < 40; i += 1) {
        const message = draft(conversationId, person.id);
        const resends = i % 8 === 0 ? [{ ...message, id: randomUUID() }] : [];
        const results = await Promise.all([message, ...resends].map((each) => writer.append(each)));
        outcomes.push(...results.map(({ status }) => ({ person, status })));
      }
    };
    const comeAndGo = async (guest: TestPerson) => {
      for (let i = 0; i < 8; i += 1) {
        await removeFromGroup(server, { as: ann, conversationId }, guest);
        await addToGroup(server, { as: ann, conversationId }, [guest]);
      }
    };
    await Promise.all([...writers.flatMap((writer) => people.map((person) => pour(writer, person))), ...guests.map(comeAndGo)]);

    const rows = await stored(conversationId);
    const { rows: members } = await server.app.db.pool.query<{ seq: number }>(
      'SELECT change_seq AS seq FROM members WHERE conversation_id = $1',
      [conversationId],
    );
    const { rows: last } = await server.app.db.pool.query<{ seq: number }>('SELECT last_seq AS seq FROM conversations WHERE id = $1', [
      conversationId,
    ]);
    const systemCount = 1 + guests.length * 16;
    const sentCount = outcomes.filter(({ status }) => status === 'stored').length;
    expect(rows.length).toBe(systemCount + sentCount);
    expect(new Set([...rows, ...members].map(({ seq }) => seq)).size).toBe(rows.length + members.length);
    // Every number was taken once: by a message, or by a change of membership (four to begin with, and each coming and going).
    expect(last[0]?.seq).toBe(rows.length + 4 + guests.length * 16);
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...new Set(times)].sort());
    expect(outcomes.filter(({ status }) => status === 'repeated').length).toBeGreaterThan(0);
    expect(outcomes.filter(({ person, status }) => status === 'refused' && !guests.includes(person))).toEqual([]);
    expect(server.logged).toEqual([]);
  });
});
