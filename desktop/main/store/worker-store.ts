import type { Worker } from 'node:worker_threads';
import { StoreFailure } from '../../sync/store-failure.ts';
import type { Recovery } from './recover-store.ts';
import type { FromStore, StoreAsk, ToStore } from './store-messages.ts';
import { type SpareThread, startThread } from './store-thread.ts';

export interface WorkerStoreEnds {
  /** The built `store-worker`. */
  readonly program: URL;
  /** Taken instead of starting one, where one waits. */
  readonly spare?: Pick<SpareThread, 'take'>;
  readonly folder: string;
  /** Asked for each time the thread starts, so that it is nowhere else. Rejects while the app is locked. */
  readonly key: () => Promise<Uint8Array>;
  readonly onRecovered: (recovery: Recovery) => void;
  /** The thread broke; it starts again with the next thing that is asked. */
  readonly onBroken: (error: Error) => void;
}

type Said = { readonly type: 'ask'; readonly ask: StoreAsk } | { readonly type: 'close' | 'destroy' };

/** One person's store, in a thread of its own. Everything rejects with a `StoreFailure`. */
export class WorkerStore {
  readonly #ends: WorkerStoreEnds;
  readonly #waiting = new Map<number, PromiseWithResolvers<string>>();
  #worker: Promise<Worker> | null = null;
  #lastId = 0;
  #isEnded = false;

  constructor(ends: WorkerStoreEnds) {
    this.#ends = ends;
  }

  /** Opens what is kept; also done by whatever is asked first. */
  async open(): Promise<void> {
    await this.#started();
  }

  /** The answer in JSON. */
  async ask(ask: StoreAsk): Promise<string> {
    return this.#say({ type: 'ask', ask });
  }

  /** What is kept stays. */
  close(): Promise<void> {
    return this.#end('close');
  }

  /** Removes everything that is kept. */
  destroy(): Promise<void> {
    return this.#end('destroy');
  }

  async #end(type: 'close' | 'destroy'): Promise<void> {
    if (this.#isEnded) return;
    // What cannot be opened cannot be closed; its files can be removed all the same.
    if (this.#worker !== null || type === 'destroy') await this.#say({ type });
    this.#isEnded = true;
  }

  async #say(said: Said): Promise<string> {
    if (this.#isEnded) throw new StoreFailure('CLOSED', 'The store is closed.');
    const worker = await this.#started();
    return this.#post(worker, (id) => ({ id, ...said }));
  }

  #started(): Promise<Worker> {
    this.#worker ??= this.#start().catch((error: unknown) => {
      this.#worker = null;
      throw error;
    });
    return this.#worker;
  }

  async #start(): Promise<Worker> {
    const key = await this.#ends.key();
    const worker = this.#ends.spare?.take() ?? startThread(this.#ends.program);
    worker.on('message', (message: FromStore) => this.#receive(message));
    worker.on('error', (error) => this.#broken(worker, error));
    worker.on('exit', () => this.#broken(worker, null));
    await this.#post(worker, (id) => ({ id, type: 'open', folder: this.#ends.folder, key }));
    key.fill(0);
    return worker;
  }

  #post(worker: Worker, toMessage: (id: number) => ToStore): Promise<string> {
    this.#lastId += 1;
    const answer = Promise.withResolvers<string>();
    this.#waiting.set(this.#lastId, answer);
    worker.postMessage(toMessage(this.#lastId));
    return answer.promise;
  }

  #receive(message: FromStore): void {
    if (message.type === 'recovered') {
      this.#ends.onRecovered(message.recovery);
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') answer?.resolve(message.answer);
    else answer?.reject(new StoreFailure(message.code ?? 'UNAVAILABLE', message.message));
  }

  #broken(worker: Worker, error: Error | null): void {
    if (error !== null) this.#ends.onBroken(error);
    else void worker.removeAllListeners();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new StoreFailure('UNAVAILABLE', 'The store broke off.', { cause: error }));
    this.#waiting.clear();
  }
}
