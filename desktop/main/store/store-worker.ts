import { type MessagePort, parentPort } from 'node:worker_threads';
import { StoreFailure } from '../../sync/store-failure.ts';
import { StoreKeeper } from './store-keeper.ts';
import type { FromStore, ToStore } from './store-messages.ts';

/** The thread of one person's store: SQLite works here, so that neither the app nor a page ever waits for the disk. */
class StoreThread {
  readonly #port: MessagePort;
  #keeper: StoreKeeper | null = null;
  #isTidying = false;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ToStore) => this.#receive(message));
  }

  #receive(message: ToStore): void {
    try {
      this.#post({ type: 'answer', id: message.id, answer: this.#carryOut(message) });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#post({ type: 'failure', id: message.id, code: error instanceof StoreFailure ? error.code : null, message: text });
    }
    if (message.type === 'close' || message.type === 'destroy') this.#port.close();
    else this.#tidySoon();
  }

  #carryOut(message: ToStore): string {
    if (message.type === 'open') {
      const { folder, key } = message;
      this.#keeper = new StoreKeeper({ place: { folder, key }, onRecovered: (recovery) => this.#post({ type: 'recovered', recovery }) });
      return 'null';
    }
    if (this.#keeper === null) throw new StoreFailure('CLOSED', 'The store is not open.');
    if (message.type === 'ask') return this.#keeper.answer(message.ask);
    if (message.type === 'close') this.#keeper.close();
    else this.#keeper.destroy();
    return 'null';
  }

  /** Once what is waiting has been answered; between two steps others get their turn. */
  #tidySoon(): void {
    if (this.#isTidying) return;
    this.#isTidying = true;
    setImmediate(() => {
      this.#isTidying = false;
      try {
        if (this.#keeper?.tidy()) this.#tidySoon();
      } catch (error) {
        // Tried again after whatever is asked next.
        console.warn('What is held no more could not be removed yet.', error);
      }
    });
  }

  #post(message: FromStore): void {
    this.#port.postMessage(message);
  }
}

if (parentPort !== null) new StoreThread(parentPort);
