import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort, ServerProcess } from '../load/server-process.ts';

/** In a run that counts coverage, a server leaves what it ran when it stops (`build/scripts/coverage.ts`). */
const COUNTED = process.env.PARLEY_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE: path.join(process.env.PARLEY_COVERAGE, 'servers') };

/** The real server on a data folder of its own; it can be stopped and started again on the same port. */
export class Server {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), 'parley-e2e-'));
  readonly port: number;
  #running: ServerProcess | null = null;
  #isPlain = true;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Server> {
    const server = new Server(await findFreePort());
    await server.resume();
    return server;
  }

  /** The address that pages are opened at. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it unless it runs; resolves when it is ready. */
  async resume(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#running ??= await ServerProcess.start({ dataDir: this.dataDir, port: this.port, settings: { ...COUNTED, ...settings } });
    this.#isPlain = Object.keys(settings).length === 0;
  }

  /** Starts it anew, with other settings or with the usual ones. */
  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.pause();
    await this.resume(settings);
  }

  /** Whatever a test did to it: it runs, with the usual settings. */
  async restore(): Promise<void> {
    if (this.#isPlain) await this.resume();
    else await this.restart();
  }

  /** Asks it to stop, by its process id, and waits. */
  async pause(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** Ends it and removes all it stored. */
  async remove(): Promise<void> {
    await this.pause();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
