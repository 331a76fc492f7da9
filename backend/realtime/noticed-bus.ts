import type { Bus, Unsubscribe } from './bus.ts';
import type { MessageChanged } from './events.ts';

/** A bus that also tells this node of the messages that it has itself stored or changed, after it published them. */
export class NoticedBus implements Bus {
  readonly #bus: Bus;
  readonly #onMessage: (conversationId: string) => void;

  constructor(bus: Bus, onMessage: (conversationId: string) => void) {
    this.#bus = bus;
    this.#onMessage = onMessage;
  }

  publish(topic: string, event: object): void {
    this.#bus.publish(topic, event);
    if ('type' in event && event.type === 'MessageChanged') this.#onMessage((event as MessageChanged).conversationId);
  }

  subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe> {
    return this.#bus.subscribe(topic, handler);
  }

  onRestored(handler: () => void): Unsubscribe {
    return this.#bus.onRestored(handler);
  }

  get isConnected(): boolean {
    return this.#bus.isConnected;
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
}
