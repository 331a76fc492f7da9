import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_TIMEOUT_MS = 60_000;
const READY_STEP_MS = 20;

export interface ServerProcessOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Further settings of the server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node itself, before the program. */
  readonly nodeOptions?: readonly string[];
  /** What runs in place of the server's own program. */
  readonly program?: string;
}

/** The real server as a process of its own, on 127.0.0.1 and a data folder, without rate limits. It ends with us, however we end. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #output = '';

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
  }

  /** Starts it and waits until it is ready; rejects with what it said when it is not. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const { dataDir, port, settings = {}, nodeOptions = [], program = 'backend/main.ts' } = options;
    const child = spawn(process.execPath, [...nodeOptions, '--import', './build/scripts/follow-parent.mjs', program], {
      cwd: ROOT,
      env: {
        ...process.env,
        LOG_LEVEL: 'warn',
        LOG_FORMAT: 'json',
        ...settings,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        RATE_LIMITS: 'off',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches it through us, once.
      detached: process.platform !== 'win32',
    });
    const server = new ServerProcess(child, port);
    try {
      await server.#untilReady();
      return server;
    } catch (error) {
      await server.kill();
      throw error;
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The server did not start.');
    return this.#child.pid;
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Null while it runs, and when a signal ended it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** The last that it wrote. */
  get output(): string {
    return this.#output;
  }

  /** Asks it to stop and waits. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exited;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  #keep(chunk: Buffer): void {
    this.#output = (this.#output + chunk.toString()).slice(-20_000);
  }

  async #untilReady(): Promise<void> {
    const until = Date.now() + READY_TIMEOUT_MS;
    while (!(await isReady(this.port))) {
      if (this.hasExited) throw new Error(`The server did not start:\n${this.#output}`);
      if (Date.now() > until) throw new Error(`The server is not ready after ${READY_TIMEOUT_MS / 1000} s:\n${this.#output}`);
      await delay(READY_STEP_MS);
    }
  }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Below the ports that systems give to whoever asks for any: those may be taken again while the server is down. */
const PORTS = { first: 20_000, count: 10_000 };

/** A port that nobody uses now. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
