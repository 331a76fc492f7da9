import { expect, it } from 'vitest';
import { listen, registerPerson, send, startDirect } from '../test/api-client.ts';
import { startTestServer } from '../test/test-server.ts';

it('measures each new message once, however many follow the conversation (OPS-3)', async () => {
  const server = await startTestServer();
  try {
    const [ann, bob] = [await registerPerson(server), await registerPerson(server)];
    const conversationId = await startDirect(server, ann, bob);
    const listeners = [await listen(server, ann), await listen(server, bob), await listen(server, bob)];
    await send(server, ann, { conversationId, text: 'one' });
    await send(server, bob, { conversationId, text: 'two' });
    await Promise.all(listeners.map((listener) => listener.next((event) => event.message?.text === 'two')));
    expect(await server.app.metrics.registry.metrics()).toContain('chat_message_delivery_seconds_count 2');
    await Promise.all(listeners.map((listener) => listener.stop()));
  } finally {
    await server.stop();
  }
});
