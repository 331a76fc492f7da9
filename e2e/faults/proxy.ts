import { connect, createServer, type Server, type Socket } from 'node:net';
import { ProxiedConnection } from './proxied-connection.ts';

const HOST = '127.0.0.1';

/** A TCP proxy on 127.0.0.1 that does to connections what networks do. */
export class TcpProxy {
  readonly #targets: () => readonly number[];
  readonly #server: Server;
  readonly #connections = new Set<ProxiedConnection>();
  #state: 'whole' | 'stalled' | 'parted' = 'whole';

  private constructor(targets: () => readonly number[]) {
    this.#targets = targets;
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (near) => void this.#accept(near));
  }

  /** `targets`: ports of 127.0.0.1 that a new connection tries in this order. */
  static async start(targets: () => readonly number[]): Promise<TcpProxy> {
    const proxy = new TcpProxy(targets);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(0, HOST, resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy is closed.');
    return address.port;
  }

  /** Nothing passes and nothing is lost; new connections wait as well. */
  stall(): void {
    this.#state = 'stalled';
    for (const connection of this.#connections) connection.stall();
  }

  /** What is sent is lost, on new connections too, and nobody is told. */
  partition(): void {
    this.#state = 'parted';
    for (const connection of this.#connections) connection.silence();
  }

  /** The network is whole: what waited goes on, and connections that lost something are reset. */
  pass(): void {
    this.#state = 'whole';
    for (const connection of this.#connections) connection.pass();
  }

  /** Breaks every connection; both sides are told. */
  reset(): void {
    for (const connection of this.#connections) connection.reset();
  }

  /** The chosen connections go silent without anybody being told: half-open sockets, until `pass`. New ones are sound. Gives how many. */
  swallow(isChosen: () => boolean): number {
    const chosen = [...this.#connections].filter(isChosen);
    for (const connection of chosen) connection.silence();
    return chosen.length;
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #accept(near: Socket): Promise<void> {
    const far = this.#state === 'parted' ? null : await this.#reach();
    if (far === undefined || near.destroyed) {
      far?.destroy();
      near.resetAndDestroy();
      return;
    }
    const connection: ProxiedConnection = new ProxiedConnection(near, far, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    if (this.#state === 'parted') connection.silence();
    else if (this.#state === 'whole') connection.pass();
  }

  /** Undefined when no target answers. */
  async #reach(): Promise<Socket | undefined> {
    for (const port of this.#targets()) {
      const socket = connect({ host: HOST, port, noDelay: true }).pause();
      const isConnected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true)).on('error', () => resolve(false));
      });
      if (isConnected) return socket;
    }
    return undefined;
  }
}
