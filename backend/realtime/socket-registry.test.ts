import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { readConfig } from '../config.ts';
import { Outlet } from './outlet.ts';
import { SocketRegistry } from './socket-registry.ts';
import { SocketSession, type SocketWorld } from './socket-session.ts';

/** Sweeps from one sign of life of a socket to the next. */
const ROUND = 29;

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterAll(() => server.close());

interface Peer {
  readonly session: SocketSession;
  readonly client: WebSocket;
  readonly answers: boolean;
}

/** Real sockets in a registry that is swept by hand. */
class Sockets {
  readonly went: boolean[] = [];
  readonly peers: Peer[] = [];
  readonly registry: SocketRegistry;

  constructor() {
    const presence = { came: () => undefined, went: (_socket: object, { isLost }: { isLost: boolean }) => void this.went.push(isLost) };
    this.registry = new SocketRegistry({ config: readConfig({}), presence });
  }

  async open({ answers = true } = {}): Promise<Peer> {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
    const accepted = once(server, 'connection') as Promise<[WebSocket, { socket: Socket }]>;
    const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { autoPong: answers });
    const [[webSocket, { socket }]] = await Promise.all([accepted, once(client, 'open')]);
    const outlet = new Outlet(socket, () => expect.unreachable());
    const session = new SocketSession({} as SocketWorld, webSocket, { address: '127.0.0.1', outlet });
    webSocket.on('pong', () => {
      session.isAlive = true;
    });
    webSocket.once('close', () => this.registry.closed(session));
    this.registry.opened(session);
    this.registry.signedIn(session, { userId: `user ${this.peers.length}`, sessionId: 'session', role: 'MEMBER' });
    const peer = { session, client, answers };
    this.peers.push(peer);
    return peer;
  }

  /** Sweeps once; resolves when those that were asked for a sign of life have answered. Gives how many were. */
  async sweep(now?: number): Promise<number> {
    const wasAlive = this.peers.filter(({ session }) => session.isAlive);
    this.registry.sweep(now);
    const asked = wasAlive.filter(({ session }) => !session.isAlive);
    await Promise.all(asked.map(({ session, answers }) => answers && expect.poll(() => session.isAlive, { interval: 1 }).toBe(true)));
    return asked.length;
  }

  close(): void {
    for (const { client } of this.peers) client.terminate();
  }
}

describe('the sweep over all sockets', () => {
  it('asks each for a sign of life once a round, and a few at a time', async () => {
    const sockets = new Sockets();
    for (let i = 0; i < 2 * ROUND; i += 1) await sockets.open();
    const asked = [];
    for (let i = 0; i < 2 * ROUND; i += 1) asked.push(await sockets.sweep());
    expect(asked).toEqual(Array(2 * ROUND).fill(2));
    expect(sockets.went).toEqual([]);
    sockets.close();
  });

  it('PRESENCE-2 cuts off a peer that is silent for two rounds, as lost, and leaves the others', async () => {
    const sockets = new Sockets();
    await sockets.open();
    const { client, session } = await sockets.open({ answers: false });
    await sockets.open();
    const closed = once(client, 'close');
    let sweeps = 0;
    while (!session.isLost) {
      await sockets.sweep();
      sweeps += 1;
    }
    // 500 ms each: within 30 s.
    expect(sweeps).toBeGreaterThan(ROUND);
    expect(sweeps).toBeLessThanOrEqual(2 * ROUND);
    await closed;
    await expect.poll(() => sockets.went).toEqual([true]);
    expect(sockets.registry.signedInCount).toBe(2);
    sockets.close();
  });

  it('W8 closes a socket whose token has expired with 4401, and one that was renewed when that time is over', async () => {
    const sockets = new Sockets();
    const [ann, bob] = [await sockets.open(), await sockets.open()];
    for (const { session } of [ann, bob]) session.liveUntil(1_000);
    const codes: [string, number][] = [];
    ann.client.on('close', (code) => codes.push(['ann', code]));
    bob.client.on('close', (code) => codes.push(['bob', code]));
    await sockets.sweep(999);
    bob.session.liveUntil(2_000);
    await sockets.sweep(1_000);
    await expect.poll(() => codes).toEqual([['ann', 4401]]);
    await sockets.sweep(1_999);
    expect(sockets.registry.signedInCount).toBe(1);
    await sockets.sweep(2_000);
    await expect.poll(() => codes.at(-1)).toEqual(['bob', 4401]);
    await expect.poll(() => sockets.registry.all).toEqual([]);
  });
});
