import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createGroup,
  listen,
  query,
  registerPerson,
  request,
  type SentMessage,
  send,
  startDirect,
  type TestPerson,
} from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { createTestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let chat: string;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  chat = await startDirect(server, ann, bob);
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq createdAt text clientMessageId } }';

const trySend = (person: TestPerson, input: object) =>
  request<{ sendMessage: SentMessage }>(server, SEND, {
    variables: { input: { clientMessageId: randomUUID(), ...input } },
    token: person.token,
  });

async function textsOf(conversationId: string, person: TestPerson): Promise<string[]> {
  const { conversation } = await query<{ conversation: { messages: { edges: { node: { text: string } }[] } } }>(
    server,
    'query ($id: ID!) { conversation(id: $id) { messages(last: 100) { edges { node { text } } } } }',
    { variables: { id: conversationId }, token: person.token },
  );
  return conversation.messages.edges.map(({ node }) => node.text);
}

describe('a message', () => {
  it('reaches the other person and the sender’s other devices with all that it is', async () => {
    const live = await Promise.all([listen(server, ann), listen(server, bob)]);
    const sent = await send(server, ann, { conversationId: chat, text: 'hello **bob**' });
    for (const listener of live) {
      const event = await listener.next(({ seq }) => seq === sent.seq);
      expect(event).toEqual({
        __typename: 'MessageChanged',
        conversationId: chat,
        seq: sent.seq,
        message: { id: sent.id, text: 'hello **bob**', kind: 'TEXT', seq: sent.seq, sender: { id: ann.id } },
      });
      await listener.stop();
    }
  });

  it('can be sent over the socket, by which the sender gets it too', async () => {
    const live = await listen(server, ann);
    const { data } = await live.run<{ sendMessage: SentMessage }>(SEND, {
      input: { conversationId: chat, clientMessageId: randomUUID(), text: 'over the socket' },
    });
    expect((await live.next(({ message }) => message?.text === 'over the socket')).seq).toBe(data?.sendMessage.seq);
    await live.stop();
  });

  it('answers another of the same conversation, and of no other', async () => {
    const first = await send(server, bob, { conversationId: chat, text: 'a question' });
    const group = await createGroup(server, ann, []);
    const answered = await request<{ sendMessage: { replyToId: string } }>(
      server,
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { replyToId } }',
      {
        variables: { input: { conversationId: chat, clientMessageId: randomUUID(), text: 'an answer', replyToId: first.id } },
        token: ann.token,
      },
    );
    expect(answered.data?.sendMessage.replyToId).toBe(first.id);
    const { errors } = await trySend(ann, { conversationId: group, text: 'x', replyToId: first.id });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'input.replyToId' });
  });

  it('MSG-1 has at most 10,000 characters, counted as people do', async () => {
    for (const text of ['x'.repeat(10_000), '😀'.repeat(10_000)])
      expect((await trySend(ann, { conversationId: chat, text })).errors).toBeUndefined();
    for (const text of ['x'.repeat(10_001), '😀'.repeat(10_001)]) {
      const { errors } = await trySend(ann, { conversationId: chat, text });
      expect(errors?.[0]?.extensions).toEqual({ code: 'MESSAGE_TOO_LARGE', retryable: false, field: 'input.text' });
    }
  });

  it('LIMIT is sent ten times in 5 seconds by one person over all their devices, not more', async () => {
    const limited = await startTestServer({ RATE_LIMITS: 'on' });
    const [carl, dora] = [await registerPerson(limited, 'carl'), await registerPerson(limited, 'dora')];
    const conversationId = await startDirect(limited, carl, dora);
    const live = await listen(limited, carl);
    const input = () => ({ input: { conversationId, clientMessageId: randomUUID(), text: 'x' } });
    const results = await Promise.all(
      Array.from({ length: 14 }, (_, i) =>
        i % 2 === 0 ? live.run(SEND, input()) : request(limited, SEND, { variables: input(), token: carl.token }),
      ),
    );
    const refused = results.flatMap(({ errors }) => errors ?? []);
    expect(refused).toHaveLength(4);
    for (const { extensions } of refused) {
      expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
      expect(extensions.retryAfterMs).toBeLessThanOrEqual(5_000);
    }
    const response = await fetch(`${limited.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${carl.token}` },
      body: JSON.stringify({ query: SEND, variables: input() }),
    });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(limited, dora, { conversationId, text: 'another person' })).text).toBe('another person');
    await live.stop();
    await limited.stop();
  });
});

describe('G8 text is stored exactly or refused', () => {
  const exact: [string, string][] = [
    ['__proto__', '__proto__'],
    ['a constructor', '{"constructor": {"prototype": {"admin": true}}}'],
    ['bidi marks', '\u202eevil\u202c \u2066x\u2069'],
    ['zero-width characters', 'a\u200bb\u200c\u200d\ufeffc'],
    ['four-byte characters', '👩‍👩‍👧‍👦 𝔊𝔯 🇨🇭'],
    ['combining characters, not normalised', 'e\u0301 \u00e9 Å\u030a'],
    ['control characters', 'a\u0001\u0007\u001b[31m\u007fb'],
    ['line ends of all kinds', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g'],
    ['spaces around', '  x \t\n'],
    ['what looks like SQL', "'; DROP TABLE users; --"],
    ['what looks like markup', '<script>alert(1)</script>&amp;&#0;'],
    ['what looks like escapes', '\\u0000 \\x00 %00 $1 {{x}} #{y}'],
    ['non-characters', '\ufffe\uffff\ufdd0'],
    ['a zero-width space alone', '\u200b'],
  ];
  it.each(exact)('stores %s', async (_name, text) => {
    const notes = await startDirect(server, ann, ann);
    const live = await listen(server, ann);
    const sent = await send(server, ann, { conversationId: notes, text });
    expect(sent.text).toBe(text);
    expect((await live.next(({ seq, conversationId }) => conversationId === notes && seq === sent.seq)).message?.text).toBe(text);
    expect((await textsOf(notes, ann)).at(-1)).toBe(text);
    await live.stop();
  });

  const refused: [string, string][] = [
    ['NUL', 'a\0b'],
    ['the first half of a pair', 'a\ud83d'],
    ['the second half of a pair', '\ude00b'],
    ['a pair the wrong way round', '\ude00\ud83d'],
    ['nothing', ''],
    ['spaces alone', ' \t\n\u00a0\u2003'],
  ];
  it.each(refused)('refuses %s', async (_name, text) => {
    const { errors } = await trySend(ann, { conversationId: chat, text });
    expect(errors?.[0]?.extensions).toEqual({ code: 'VALIDATION_ERROR', retryable: false, field: 'input.text' });
  });
});

describe('a resend (DELIVERY-2)', () => {
  it('gives the first message again, whatever it says now', async () => {
    const clientMessageId = randomUUID();
    const first = await send(server, ann, { conversationId: chat, text: 'once', clientMessageId });
    expect(await send(server, ann, { conversationId: chat, text: 'once', clientMessageId })).toEqual(first);
    expect(await send(server, ann, { conversationId: chat, text: 'changed', clientMessageId: clientMessageId.toUpperCase() })).toEqual(
      first,
    );
    expect((await textsOf(chat, bob)).filter((text) => text === 'once' || text === 'changed')).toEqual(['once']);
  });

  it('50 times at once stores one, which everyone sees once', async () => {
    const live = await listen(server, bob);
    const clientMessageId = randomUUID();
    const sends = Array.from({ length: 50 }, () => send(server, ann, { conversationId: chat, text: 'fifty', clientMessageId }));
    const results = await Promise.all(sends);
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    const after = await send(server, ann, { conversationId: chat, text: 'after' });
    expect(after.seq).toBe((results[0]?.seq ?? 0) + 1);
    await live.next(({ seq }) => seq === after.seq);
    expect(live.events.filter(({ message }) => message?.text === 'fifty')).toHaveLength(1);
    await live.stop();
  });

  it('to a node that did not tell of the first is told, once, so that nobody waits for the next change to see it', async () => {
    const database = await createTestDatabase();
    const [dead, node] = [await startTestServer({}, { database }), await startTestServer({}, { database })];
    const [carl, dora] = [await registerPerson(dead, 'carl'), await registerPerson(dead, 'dora')];
    const conversationId = await startDirect(dead, carl, dora);
    const live = await listen(node, dora);
    const message = { conversationId, text: 'untold', clientMessageId: randomUUID() };
    const first = await send(dead, carl, message);
    for (let time = 0; time < 2; time += 1) expect(await send(node, carl, message)).toEqual(first);
    const after = await send(node, carl, { conversationId, text: 'after' });
    await live.next(({ seq }) => seq === after.seq);
    expect(live.events.flatMap(({ message: told }) => (told === undefined ? [] : [told.id]))).toEqual([first.id, after.id]);
    await live.stop();
    for (const server of [dead, node]) await server.stop();
    await database.drop();
  });

  it('after removal still gives the first message, but takes no new one', async () => {
    const group = await createGroup(server, ann, [bob]);
    const clientMessageId = randomUUID();
    const first = await send(server, bob, { conversationId: group, text: 'before', clientMessageId });
    await removeFromGroup(server, { as: ann, conversationId: group }, bob);
    expect(await send(server, bob, { conversationId: group, text: 'before', clientMessageId })).toEqual(first);
    expect((await trySend(bob, { conversationId: group, text: 'new' })).errors?.[0]?.extensions.code).toBe('NOT_IN_CONVERSATION');
  });

  it('into another conversation is a CONFLICT, and stores nothing', async () => {
    const clientMessageId = randomUUID();
    await send(server, ann, { conversationId: chat, text: 'here', clientMessageId });
    const group = await createGroup(server, ann, []);
    const { errors } = await trySend(ann, { conversationId: group, text: 'there', clientMessageId });
    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', retryable: false, field: 'input.clientMessageId' });
    expect(await textsOf(group, ann)).toEqual([null]);
  });

  it('of another person with the same id is a message of their own', async () => {
    const clientMessageId = randomUUID();
    const [one, other] = [
      await send(server, ann, { conversationId: chat, text: 'mine', clientMessageId }),
      await send(server, bob, { conversationId: chat, text: 'mine too', clientMessageId }),
    ];
    expect(other).toMatchObject({ seq: one.seq + 1, text: 'mine too' });
  });
});
