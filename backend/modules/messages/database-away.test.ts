import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, query, registerPerson, request, send, startDirect } from '../../test/api-client.ts';
import { Cable } from '../../test/cable.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

describe('a database that is away', () => {
  let server: TestServer;
  let cable: Cable;
  beforeEach(async () => {
    server = await startTestServer(
      {},
      {
        wayTo: async (databaseUrl) => {
          cable = new Cable(new URL(databaseUrl));
          return cable.open();
        },
      },
    );
  });
  afterEach(async () => {
    cable.mend();
    await server.stop();
    cable.close();
  });

  const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq text } }';

  it('fails sends at once with a retryable UNAVAILABLE, and stores the same message later, once', async () => {
    const carl = await registerPerson(server, 'carl');
    const conversationId = await startDirect(server, carl, carl);
    const live = await listen(server, carl);
    await send(server, carl, { conversationId, text: 'before' });
    const input = { conversationId, clientMessageId: randomUUID(), text: 'through the outage' };

    cable.cut();
    const started = Date.now();
    const refused = await Promise.all(Array.from({ length: 5 }, () => request(server, SEND, { variables: { input }, token: carl.token })));
    expect(Date.now() - started).toBeLessThan(3_000);
    for (const { data, errors } of refused) {
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1000 });
    }
    const reads = await request(server, '{ conversations { edges { cursor } } }', { token: carl.token });
    expect(reads.errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);

    cable.mend();
    const results = await Promise.all(
      Array.from({ length: 5 }, () => query<{ sendMessage: { id: string } }>(server, SEND, { variables: { input }, token: carl.token })),
    );
    expect(new Set(results.map(({ sendMessage }) => sendMessage.id)).size).toBe(1);
    await live.next(({ message }) => message?.text === 'through the outage');
    expect(live.events.filter(({ message }) => message?.text === 'through the outage')).toHaveLength(1);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(server.logged).toEqual([]);
    await live.stop();
  });

  it('answers a socket, and lets it go on', async () => {
    const carl = await registerPerson(server, 'carl');
    const live = await listen(server, carl);
    cable.cut();
    const { errors } = await live.run('{ conversations { edges { cursor } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    cable.mend();
    expect((await live.run('{ conversations { edges { cursor } } }')).errors).toBeUndefined();
    await live.stop();
  });
});
