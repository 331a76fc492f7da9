import { Worker } from 'node:worker_threads';

/** `program`: the built `store-worker`. */
export const startThread = (program: URL): Worker => new Worker(program, { name: 'parley-store', stdout: false, stderr: false });

/** A thread that was started before a page asks for its store: to start one takes ten times as long as to open a file of a million messages. */
export class SpareThread {
  #worker: Worker | null = null;

  get isWaiting(): boolean {
    return this.#worker !== null;
  }

  prepare(program: URL): void {
    if (this.#worker !== null) return;
    const worker = startThread(program);
    this.#worker = worker;
    worker.unref();
    // One that breaks is not missed: whoever needs one starts it.
    const forget = () => {
      if (this.#worker === worker) this.#worker = null;
    };
    worker.once('error', forget).once('exit', forget);
  }

  /** Gives it away; null where none waits. */
  take(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    worker?.removeAllListeners();
    worker?.ref();
    return worker;
  }
}
