import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../../backend/startup-error.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface SupervisedNodeOptions {
  /** Stands before each line that it writes. */
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** One server process that is started again when it dies. It ends with us, however we end (`follow-parent.mjs`). */
export class SupervisedNode {
  readonly #options: SupervisedNodeOptions;
  #child: ChildProcess | null = null;
  #watching: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(options: SupervisedNodeOptions) {
    this.#options = options;
  }

  /**
   * Resolves when it is ready.
   * @throws StartupError when it ends before; it has said why.
   */
  async start(): Promise<void> {
    const { exited, ready } = this.#launch();
    this.#watching = exited;
    if (!(await ready)) throw new StartupError(`${this.#options.name} did not start.`);
    this.#watching = this.#watch(exited);
  }

  /** Asks it to stop and waits. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#child?.kill('SIGTERM');
    await this.#watching;
  }

  async #watch(exited: Promise<void>): Promise<void> {
    let current = exited;
    for (let retryMs = FIRST_RETRY_MS; ; ) {
      await current;
      if (this.#isStopping) return;
      this.#options.say(`${this.#options.name} ended unasked; starting it again.`);
      await delay(retryMs);
      if (this.#isStopping) return;
      const next = this.#launch();
      current = next.exited;
      retryMs = (await next.ready) ? FIRST_RETRY_MS : Math.min(2 * retryMs, LAST_RETRY_MS);
    }
  }

  /** `ready` gives false when it ends before it is. */
  #launch(): { exited: Promise<void>; ready: Promise<boolean> } {
    const child = spawn(process.execPath, ['--import', './build/scripts/follow-parent.mjs', 'backend/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, ...this.#options.settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches it through us, once.
      detached: process.platform !== 'win32',
    });
    this.#child = child;
    this.#relay(child);
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve()).once('error', () => resolve());
    });
    const said = new Promise<boolean>((resolve) => child.once('message', () => resolve(true)));
    return { exited, ready: Promise.race([said, exited.then(() => false)]) };
  }

  #relay({ stdout, stderr }: ChildProcess): void {
    const streams = [
      [stdout, process.stdout],
      [stderr, process.stderr],
    ] as const;
    for (const [input, output] of streams) {
      if (input === null) continue;
      createInterface({ input }).on('line', (line) => {
        if (line.trim() !== '') output.write(`${this.#options.name} │ ${line}\n`);
      });
    }
  }
}
