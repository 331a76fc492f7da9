import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Stands before a node and serves what it serves, until the next build of the page is published: then the worker that keeps the page's files is
 * another one. A browser fetches workers by itself, where no test can answer in the server's place.
 */
export class BuildProxy {
  readonly #server: Server;
  readonly #target: URL;
  #isNext = false;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
    this.#server.on('upgrade', (asked, socket) => this.#upgrade(asked, socket));
  }

  static async start(target: string): Promise<BuildProxy> {
    const proxy = new BuildProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  publishNextBuild(): void {
    this.#isNext = true;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** As if it had been asked for at the node itself: it lets no page of another address use its API. */
  #ask({ url, method, headers }: IncomingMessage) {
    const { origin, host } = this.#target;
    // What a browser has of the build before is nothing to compare the next one with.
    const { 'if-none-match': _tag, 'if-modified-since': _since, ...asked } = headers;
    const given = { ...asked, host, ...(headers.origin !== undefined && { origin }) };
    return request(new URL(url ?? '/', `http://127.0.0.1:${this.#target.port}`), {
      method,
      headers: { ...given, 'accept-encoding': 'identity' },
    });
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const passed = this.#ask(asked);
    passed.on('error', () => answer.destroy());
    passed.on('response', (given) => {
      const isWorker = this.#isNext && asked.url === '/service-worker.js';
      if (isWorker) void this.#answerNext(given, answer);
      else given.pipe(answer.writeHead(given.statusCode ?? 500, given.headers));
    });
    asked.pipe(passed);
  }

  async #answerNext(given: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of given) parts.push(part);
    const text = Buffer.concat(parts).toString();
    answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
    answer.end(text.replace(/"name":"[^"]+"/, '"name":"next"'));
  }

  #upgrade(asked: IncomingMessage, socket: Duplex): void {
    const passed = this.#ask(asked);
    passed.on('error', () => socket.destroy());
    passed.on('upgrade', (given, upstream) => {
      const lines = Object.entries(given.headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      for (const [from, to] of [[socket, upstream] as const, [upstream, socket] as const]) from.pipe(to).on('error', () => from.destroy());
    });
    passed.end();
  }
}
