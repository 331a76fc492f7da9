import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGroup, listen, query, registerPerson, send, type TestPerson } from '../test/api-client.ts';
import { openSocket } from '../test/graphql-socket.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { CLOSE_CATCH_UP } from './outlet.ts';

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

const givenUp = async () => (await server.app.metrics.slowReaders.get()).values[0]?.value ?? 0;

it('W7 closes a reader that does not read with a code that means catch up, and loses nothing for anyone', { timeout: 60_000 }, async () => {
  const conversationId = await createGroup(server, ann, [bob]);
  const quick = await listen(server, bob);
  const slow = await openSocket(server, bob);
  slow.start('subscription { events { ... on MessageChanged { seq message { text } } } }');
  await slow.run('{ changes(since: []) { hasMore } }');

  slow.webSocket.pause();
  let lastSeq = 0;
  // The network's own buffers hold some megabytes before anything waits in the server.
  while ((await givenUp()) === 0) {
    const sends = Array.from({ length: 20 }, () => send(server, ann, { conversationId, text: 'x'.repeat(10_000) }));
    lastSeq = Math.max(...(await Promise.all(sends)).map(({ seq }) => seq));
  }
  // A reader that took nothing at all for 5 seconds more would be cut off without the code.
  slow.webSocket.resume();
  expect(await slow.closed).toBe(CLOSE_CATCH_UP);

  await quick.next(({ seq }) => seq === lastSeq);
  const numbers = quick.events.flatMap(({ seq }) => seq ?? []);
  expect(numbers).toEqual(Array.from({ length: lastSeq - 3 }, (_, i) => i + 4));

  const heard = slow.inbox.items.flatMap(({ payload }) => (payload as { data?: { events?: { seq?: number } } })?.data?.events?.seq ?? []);
  const seq = Math.max(3, ...heard);
  expect(heard).toEqual(Array.from({ length: seq - 3 }, (_, i) => i + 4));
  const { changes } = await query<{ changes: { conversations: { messages: { seq: number }[] }[] } }>(
    server,
    'query ($id: ID!, $seq: Int!) { changes(since: [{ conversationId: $id, seq: $seq }], limit: 1) { conversations { messages { seq } } } }',
    { variables: { id: conversationId, seq }, token: bob.token },
  );
  expect(changes.conversations[0]?.messages).toEqual([{ seq: seq + 1 }]);
  await quick.stop();
});

it('W7 closes one that asks and does not read the answers', { timeout: 60_000 }, async () => {
  const conversationId = await createGroup(server, ann, []);
  await Promise.all(Array.from({ length: 30 }, () => send(server, ann, { conversationId, text: 'x'.repeat(10_000) })));
  const before = await givenUp();
  const greedy = await openSocket(server, ann);
  const page = 'query ($id: ID!) { conversation(id: $id) { messages(first: 100) { edges { node { text } } } } }';
  greedy.webSocket.pause();
  while ((await givenUp()) === before) {
    for (let i = 0; i < 5; i += 1) greedy.start(page, { id: conversationId });
    await query(server, '{ viewer { id } }', { token: ann.token });
  }
  greedy.webSocket.resume();
  expect(await greedy.closed).toBe(CLOSE_CATCH_UP);
  expect((await query<{ viewer: { id: string } }>(server, '{ viewer { id } }', { token: ann.token })).viewer.id).toBe(ann.id);
});
