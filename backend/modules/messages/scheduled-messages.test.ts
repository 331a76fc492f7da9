import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, startDirect, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { workersOf } from '../../workers.ts';
import { sendScheduledMessage } from './scheduled-messages.service.ts';

let database: TestDatabase;
/** Both work. */
let nodes: readonly TestServer[];
let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let chat: string;

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [await startTestServer({}, { database }), await startTestServer({}, { database })];
  for (const { app } of nodes) await app.jobs.start(workersOf(app));
  [server] = nodes as [TestServer];
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  chat = await startDirect(server, ann, bob);
}, 60_000);
afterAll(async () => {
  for (const node of nodes) {
    expect(node.logged).toEqual([]);
    await node.stop();
  }
  await database.drop();
});

interface Scheduled {
  readonly id: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly sendAt: string;
  readonly refusal: string | null;
}

const FIELDS = 'id clientMessageId text sendAt refusal';
const SCHEDULE = `mutation ($input: ScheduleMessageInput!) { scheduleMessage(input: $input) { ${FIELDS} } }`;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;

const draft = (rest: object = {}) => ({
  conversationId: chat,
  clientMessageId: randomUUID(),
  text: 'later',
  sendAt: inMs(HOUR_MS),
  ...rest,
});

async function schedule(person: TestPerson, input: object): Promise<Scheduled> {
  const { scheduleMessage } = await query<{ scheduleMessage: Scheduled }>(server, SCHEDULE, { variables: { input }, token: person.token });
  return scheduleMessage;
}

async function waitingOf({ token }: TestPerson): Promise<Scheduled[]> {
  const { scheduledMessages } = await query<{ scheduledMessages: Scheduled[] }>(server, `{ scheduledMessages { ${FIELDS} } }`, { token });
  return scheduledMessages;
}

const update = (person: TestPerson, input: object) =>
  request<{ updateScheduledMessage: Scheduled }>(
    server,
    `mutation ($input: UpdateScheduledMessageInput!) { updateScheduledMessage(input: $input) { ${FIELDS} } }`,
    { variables: { input }, token: person.token },
  );
const cancel = (person: TestPerson, id: string) =>
  request(server, 'mutation ($id: ID!) { cancelScheduledMessage(id: $id) }', { variables: { id }, token: person.token });

const sentBy = async (person: TestPerson, clientMessageId: string) => {
  const { rows } = await server.app.db.pool.query<{ text: string }>(
    'SELECT text FROM messages WHERE sender_id = $1 AND client_message_id = $2',
    [person.id, clientMessageId],
  );
  return rows.map(({ text }) => text);
};

/** The nodes look for work once a second. */
const WAIT = { timeout: 15_000, interval: 50 };
const untilSent = (person: TestPerson, { clientMessageId }: Scheduled, text: string) =>
  expect.poll(() => sentBy(person, clientMessageId), WAIT).toEqual([text]);

describe('a scheduled message (MSG-2)', () => {
  it('is sent when its time comes, once, by one of the nodes', async () => {
    const scheduled = await schedule(ann, draft({ text: 'on time', sendAt: inMs(300) }));
    expect(scheduled.refusal).toBeNull();
    await untilSent(ann, scheduled, 'on time');
    const { rows } = await server.app.db.pool.query<{ isAfter: boolean }>(
      'SELECT created_at >= $2 AS "isAfter" FROM messages WHERE client_message_id = $1',
      [scheduled.clientMessageId, scheduled.sendAt],
    );
    expect(rows).toEqual([{ isAfter: true }]);
    await expect.poll(() => waitingOf(ann), WAIT).toEqual([]);
    for (const { app } of nodes) await sendScheduledMessage(app, scheduled.id);
    expect(await sentBy(ann, scheduled.clientMessageId)).toEqual(['on time']);
  });

  it('is sent once although the node that sent it ended before it could note that', async () => {
    const input = draft({ text: 'already sent' });
    const scheduled = await schedule(ann, input);
    const { conversationId, clientMessageId, text } = input;
    await query(server, 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', {
      variables: { input: { conversationId, clientMessageId, text } },
      token: ann.token,
    });
    await server.app.db.pool.query('UPDATE scheduled_messages SET send_at = now() WHERE id = $1', [scheduled.id]);
    await Promise.all(nodes.map(({ app }) => sendScheduledMessage(app, scheduled.id)));
    expect(await sentBy(ann, clientMessageId)).toEqual(['already sent']);
    expect(await waitingOf(ann)).toEqual([]);
  });

  it('waits once however often it is asked for, where its sender alone sees it', async () => {
    const input = draft();
    const first = await schedule(ann, input);
    const again = await Promise.all(Array.from({ length: 5 }, () => schedule(ann, { ...input, text: 'else' })));
    expect(again).toEqual(Array.from({ length: 5 }, () => first));
    expect(await waitingOf(ann)).toEqual([first]);
    expect(await waitingOf(bob)).toEqual([]);
    const gone = { code: 'NOT_FOUND', retryable: false };
    expect((await update(bob, { id: first.id, text: 'mine' })).errors?.[0]?.extensions).toEqual({ ...gone, field: 'input.id' });
    expect((await cancel(bob, first.id)).errors?.[0]?.extensions).toEqual({ ...gone, field: 'id' });
    expect((await cancel(ann, first.id)).errors).toBeUndefined();
    expect((await cancel(ann, first.id)).errors?.[0]?.extensions).toEqual({ ...gone, field: 'id' });
  });

  it('can be given another text and time, and is not sent at the one before', async () => {
    const scheduled = await schedule(ann, draft({ text: 'first' }));
    const put = await update(ann, { id: scheduled.id, text: 'second' });
    expect(put.data?.updateScheduledMessage).toEqual({ ...scheduled, text: 'second' });
    for (const { app } of nodes) await sendScheduledMessage(app, scheduled.id);
    expect(await sentBy(ann, scheduled.clientMessageId)).toEqual([]);
    await update(ann, { id: scheduled.id, sendAt: inMs(200) });
    await untilSent(ann, scheduled, 'second');
  });

  it('says why it was not sent when its sender is out by then, and is for members alone to begin with', async () => {
    const group = await createGroup(server, ann, [bob]);
    const scheduled = await schedule(bob, draft({ conversationId: group, sendAt: inMs(300) }));
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    await expect.poll(async () => (await waitingOf(bob)).map(({ refusal }) => refusal), WAIT).toEqual(['NOT_IN_CONVERSATION']);
    expect(await sentBy(bob, scheduled.clientMessageId)).toEqual([]);
    const eve = await registerPerson(server, 'eve');
    for (const person of [bob, eve]) {
      const { errors } = await request(server, SCHEDULE, { variables: { input: draft({ conversationId: group }) }, token: person.token });
      expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_IN_CONVERSATION', retryable: false, field: 'input.conversationId' });
    }
    await cancel(bob, scheduled.id);
  });

  it.each<[what: string, rest: object, extensions: { code: string; field: string }]>([
    ['a time that has passed', { sendAt: '2001-01-01T00:00:00Z' }, { code: 'VALIDATION_ERROR', field: 'input.sendAt' }],
    ['a time in two years', { sendAt: inMs(2 * 366 * 24 * HOUR_MS) }, { code: 'VALIDATION_ERROR', field: 'input.sendAt' }],
    ['what is no time', { sendAt: 'tomorrow' }, { code: 'VALIDATION_ERROR', field: 'input.sendAt' }],
    ['no text', { text: ' ' }, { code: 'VALIDATION_ERROR', field: 'input.text' }],
    ['too much text', { text: 'x'.repeat(10_001) }, { code: 'MESSAGE_TOO_LARGE', field: 'input.text' }],
    ['a word for a conversation', { conversationId: 'there' }, { code: 'VALIDATION_ERROR', field: 'input.conversationId' }],
  ])('refuses %s', async (_what, rest, extensions) => {
    const { errors } = await request(server, SCHEDULE, { variables: { input: draft(rest) }, token: ann.token });
    expect(errors?.[0]?.extensions).toEqual({ retryable: false, ...extensions });
    expect(await waitingOf(ann)).toEqual([]);
  });
});
