import type { Logger } from 'pino';
import type { Bus, Unsubscribe } from './bus.ts';

type Handler = (event: object) => void;

/** The bus of a single node: a call, no copy. Handlers run in the publisher's tick, in the order of subscription. */
export class InProcessBus implements Bus {
  readonly isConnected = true;
  readonly #topics = new Map<string, Set<Handler>>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Topics that this node listens to. */
  get topicCount(): number {
    return this.#topics.size;
  }

  publish(topic: string, event: object): void {
    for (const handler of this.#topics.get(topic) ?? []) {
      try {
        handler(event);
      } catch (error) {
        this.#log.error({ err: error, topic }, 'a bus handler failed');
      }
    }
  }

  async subscribe(topic: string, handler: Handler): Promise<Unsubscribe> {
    const handlers = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      if (handlers.size === 0 && this.#topics.get(topic) === handlers) this.#topics.delete(topic);
    };
  }

  /** There are no other nodes whose events could be lost. */
  onRestored(_handler: () => void): Unsubscribe {
    return () => undefined;
  }

  async close(): Promise<void> {
    this.#topics.clear();
  }
}
