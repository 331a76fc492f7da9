import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { TcpProxy } from './proxy.ts';

const cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** Sends back what it gets. */
async function startEcho() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { port, sockets };
}

/** A client that remembers what came, and how its connection ended. */
function callTo(port: number) {
  const socket = connect({ host: '127.0.0.1', port });
  const call = { said: '', end: null as string | null, say: (text: string) => socket.write(text), hangUp: () => socket.destroy() };
  socket.on('data', (chunk) => {
    call.said += String(chunk);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    call.end = String(error.code);
  });
  socket.on('close', () => {
    call.end ??= 'closed';
  });
  cleanUp.push(call.hangUp);
  return call;
}

async function startProxied() {
  const echo = await startEcho();
  const proxy = await TcpProxy.start(() => [echo.port]);
  cleanUp.push(() => proxy.close());
  const call = callTo(proxy.port);
  call.say('a');
  await expect.poll(() => call.said).toBe('a');
  return { echo, proxy, call };
}

/** When something sent now has come back another way, what was sent before would have come too. */
async function aMomentLater(port: number) {
  const call = callTo(port);
  call.say('moment');
  await expect.poll(() => call.said).toBe('moment');
}

it('passes bytes both ways, and the end of either side', async () => {
  const { echo, call } = await startProxied();
  for (const socket of echo.sockets) socket.end();
  await expect.poll(() => call.end).toBe('closed');
});

it('holds bytes back while stalled, on old and new connections, and loses none', async () => {
  const { echo, proxy, call } = await startProxied();
  proxy.stall();
  call.say('b');
  const late = callTo(proxy.port);
  late.say('c');
  await aMomentLater(echo.port);
  expect([call.said, late.said]).toEqual(['a', '']);
  proxy.pass();
  await expect.poll(() => [call.said, late.said]).toEqual(['ab', 'c']);
});

it('breaks connections with a reset and takes new ones', async () => {
  const { proxy, call } = await startProxied();
  proxy.reset();
  await expect.poll(() => call.end).toBe('ECONNRESET');
  await aMomentLater(proxy.port);
});

it('leaves both sides of a half-open connection in the belief that it is open', async () => {
  const { echo, proxy, call } = await startProxied();
  const sound = callTo(proxy.port);
  sound.say('x');
  await expect.poll(() => sound.said).toBe('x');
  let asked = 0;
  expect(proxy.swallow(() => ++asked === 1)).toBe(1);
  call.say('b');
  for (const socket of [...echo.sockets].slice(0, 1)) socket.destroy();
  await aMomentLater(proxy.port);
  expect([call.said, call.end]).toEqual(['a', null]);
  proxy.pass();
  await expect.poll(() => call.end).toBe('ECONNRESET');
  sound.say('yz');
  await expect.poll(() => sound.said).toBe('xyz');
});

it('loses what is sent while parted and resets those connections when the network is whole', async () => {
  const { echo, proxy, call } = await startProxied();
  proxy.partition();
  call.say('b');
  const late = callTo(proxy.port);
  late.say('c');
  await aMomentLater(echo.port);
  expect([call.said, late.said, late.end]).toEqual(['a', '', null]);
  proxy.pass();
  await expect.poll(() => [call.end, late.end]).toEqual(['ECONNRESET', 'ECONNRESET']);
  await aMomentLater(proxy.port);
});

it('goes to the next target when the first does not answer, and resets when none does', async () => {
  const { port } = await startEcho();
  const targets = [1, port];
  const proxy = await TcpProxy.start(() => targets);
  cleanUp.push(() => proxy.close());
  await aMomentLater(proxy.port);
  targets.pop();
  const call = callTo(proxy.port);
  await expect.poll(() => call.end).toBe('ECONNRESET');
});
