import { ServerProcess, type ServerProcessOptions } from '../load/server-process.ts';

/** One server process of several; it can be ended and started again on its port. */
export class ClusterNode {
  readonly #options: ServerProcessOptions;
  #running: ServerProcess | null = null;
  #isUsual = true;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
  }

  get port(): number {
    return this.#options.port;
  }

  /** The address that pages are opened at. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get pid(): number {
    if (this.#running === null) throw new Error(`The node on port ${this.port} does not run.`);
    return this.#running.pid;
  }

  /** The last that it wrote, since it was started last. */
  get output(): string {
    return this.#running?.output ?? '';
  }

  /** Starts it unless it runs; resolves when it is ready. `settings`: for this time, besides its own. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#running?.hasExited === false) return;
    this.#running = await ServerProcess.start({ ...this.#options, settings: { ...this.#options.settings, ...settings } });
    this.#isUsual = Object.keys(settings).length === 0;
  }

  /** Starts it anew, with other settings or with the usual ones. */
  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.stop();
    await this.start(settings);
  }

  /** Whatever was done to it: it runs, with the usual settings. */
  async restore(): Promise<void> {
    if (this.#isUsual) await this.start();
    else await this.restart();
  }

  /** Asks it to stop, by its process id, and waits; gives its exit code, null when a signal ended it or it did not run. */
  async stop(): Promise<number | null> {
    await this.#running?.stop();
    const exitCode = this.#running?.exitCode ?? null;
    this.#running = null;
    return exitCode;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.#running?.kill();
    this.#running = null;
  }
}
