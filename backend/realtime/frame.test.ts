import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Inbox } from '../test/inbox.ts';
import { encodeTextFrame } from './frame.ts';

/** Around the places where the head of a frame grows (RFC 6455, 5.2). */
const TEXTS = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((size) => 'x'.repeat(size)).concat('ä€😀'.repeat(20), 'a\u0000b\u2028');

it('encodes frames that a WebSocket client reads as they were written', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, () => stream.write(Buffer.concat(TEXTS.map(encodeTextFrame))));
  });
  const inbox = new Inbox<string>();
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('message', (data) => inbox.add(String(data)));
  await inbox.next(() => inbox.items.length === TEXTS.length);
  expect(inbox.items).toEqual(TEXTS);
  client.terminate();
  server.close();
});
