import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { fromChromium } from './addresses.ts';
import { settings } from './settings.ts';

/** What the browser wants for itself, whatever page it shows; Electron has none of it. It is refused all the same. */
const CHROMIUM_ITSELF = /\.(google|googleapis|gstatic)\.com:443$/;

/** The machine's cable: main and all pages reach servers by it. */
class Network extends EventEmitter {
  isOnline = settings.isOnline;
  /** Every address that a page tried to reach beside its own files, in order. */
  readonly tried: string[] = [];

  set(isOnline: boolean): void {
    this.isOnline = isOnline;
    this.emit(isOnline ? 'online' : 'offline');
  }

  /** As `fetch`, for main. */
  readonly fetch = async (address: string | Request, init?: RequestInit): Promise<Response> => {
    if (!this.isOnline) throw new TypeError('net::ERR_INTERNET_DISCONNECTED');
    return fetch(address, init);
  };
}

export const network = new Network();

/** Says whether a page may reach an address. */
export type Gate = (address: string) => Promise<boolean>;

/**
 * The way of one session's pages to the network. A page's socket says where it comes from as Chromium knows it; here it becomes what Electron
 * would say, the origin of the app's own scheme.
 */
export async function openProxy(gate: Gate): Promise<{ port: number; close(): void }> {
  const server = createServer((request, response) => {
    network.tried.push(request.url ?? '');
    response.writeHead(502).end();
  });
  const open = new Set<Duplex>();
  server.on('connect', (request, socket) => void tunnel({ target: request.url ?? '', socket, gate, open }));
  const cut = () => {
    for (const each of open) each.destroy();
  };
  network.on('offline', cut);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const close = () => {
    network.off('offline', cut);
    cut();
    server.close();
  };
  return { port: portOf(server), close };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.');
  return address.port;
}

interface Tunnel {
  readonly target: string;
  readonly socket: Duplex;
  readonly gate: Gate;
  readonly open: Set<Duplex>;
}

async function tunnel({ target, socket, gate, open }: Tunnel): Promise<void> {
  socket.on('error', () => socket.destroy());
  if (!CHROMIUM_ITSELF.test(target)) network.tried.push(target);
  const [, host = '', port = '80'] = /^(.*):(\d+)$/.exec(target) ?? [];
  const scheme = port === '443' ? 'wss' : 'ws';
  if (!network.isOnline || !(await gate(`${scheme}://${target}/`))) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  const upstream = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''));
  const ends = [socket, upstream];
  for (const end of ends) {
    open.add(end);
    end.on('error', () => end.destroy());
    end.on('close', () => {
      open.delete(end);
      for (const each of ends) each.destroy();
    });
  }
  upstream.once('connect', () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
  upstream.pipe(socket);
  passOn(socket, upstream);
}

/** The first request of a connection is a handshake, all of it in one piece as Chromium sends it; what follows are frames. */
function passOn(socket: Duplex, upstream: Socket): void {
  socket.once('data', (first: Buffer) => {
    const text = first.toString('latin1');
    upstream.write(
      Buffer.from(
        text.replace(/^(origin: )(\S+)/im, (_all, name: string, origin: string) => name + originOf(origin)),
        'latin1',
      ),
    );
    socket.pipe(upstream);
  });
}

const originOf = (origin: string) => fromChromium(`${origin}/`).replace(/\/$/, '');
