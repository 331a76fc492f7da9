import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createGroup, registerPerson, send } from './test/api-client.ts';
import { openSocket } from './test/graphql-socket.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { text } }';

/** Keeps every send of the conversation waiting; gives what ends that. */
async function holdSends({ app }: TestServer, conversationId: string): Promise<() => Promise<void>> {
  const client = await app.db.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [conversationId]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

/** Statements of this database that wait for a row. */
async function countWaiting({ app }: TestServer): Promise<number> {
  const { rows } = await app.db.pool.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

it('answers what is under way over HTTP and sockets when it stops, and takes nothing more (OPS-2)', async () => {
  const server = await startTestServer();
  const ann = await registerPerson(server, 'ann');
  const conversationId = await createGroup(server, ann, []);
  const socket = await openSocket(server, ann);
  const release = await holdSends(server, conversationId);
  const overSocket = socket.run<{ sendMessage: { text: string } }>(SEND, {
    input: { conversationId, clientMessageId: randomUUID(), text: 'over a socket' },
  });
  await expect.poll(() => countWaiting(server)).toBe(1);
  const overHttp = send(server, ann, { conversationId, text: 'over HTTP' });
  await expect.poll(() => server.app.writer.waitingCount).toBe(1);

  const stopped = server.stop();
  await expect.poll(() => fetch(`${server.url}/health/live`).catch(() => 'refused')).toBe('refused');
  const late = socket.start(SEND, { input: { conversationId, clientMessageId: randomUUID(), text: 'too late' } });
  await release();
  expect([(await overSocket).data?.sendMessage.text, (await overHttp).text]).toEqual(['over a socket', 'over HTTP']);
  expect(await socket.closed).toBe(1012);
  expect(socket.inbox.items.filter(({ id }) => id === late)).toEqual([]);
  await stopped;
  expect(server.logged).toEqual([]);
});
