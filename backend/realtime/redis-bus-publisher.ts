import type { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import type { Metrics } from '../platform/metrics.ts';

interface PublisherOptions {
  /** A connection of its own that queues nothing while it is away. */
  readonly redis: Redis;
  /** How a message of this node begins: a JSON array that holds the node's id and, after it, the events. */
  readonly ownPrefix: string;
  /** What stands before every channel. */
  readonly channelPrefix: string;
  readonly metrics: Pick<Metrics, 'busDropped'>;
  /** Called when the connection is there, again or for the first time. */
  onReady(): void;
}

interface Waiting {
  text: string;
  eventCount: number;
}

/** What Redis has not confirmed yet may take this much; beyond it events are dropped: the server would run out of memory first. */
const UNCONFIRMED_MAX_CHARACTERS = 64 * 1024 * 1024;

/**
 * Sends what this node publishes. The events of one tick go out in one write, those of one topic in one message: each is made text once.
 * Nothing waits for Redis, and nothing is sent late: what cannot go now is dropped and counted.
 */
export class RedisBusPublisher {
  readonly #options: PublisherOptions;
  #waiting = new Map<string, Waiting>();
  #pipeline: ReturnType<Redis['pipeline']> | null = null;
  #unconfirmedCharacters = 0;
  #hasDropped = false;
  #isGathering = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
    options.redis.on('ready', () => options.onReady());
  }

  get isConnected(): boolean {
    return this.#options.redis.status === 'ready';
  }

  /** Keeps the event for the next write; gives true when that write is still to be asked for. */
  add(topic: string, event: object): boolean {
    if (!this.isConnected || this.#unconfirmedCharacters > UNCONFIRMED_MAX_CHARACTERS) {
      this.#drop(1);
      return false;
    }
    const waiting = this.#waiting.get(topic);
    const text = JSON.stringify(event);
    if (waiting === undefined) this.#waiting.set(topic, { text: `${this.#options.ownPrefix},${text}`, eventCount: 1 });
    else {
      waiting.text += `,${text}`;
      waiting.eventCount += 1;
    }
    const isFirst = !this.#isGathering;
    this.#isGathering = true;
    return isFirst;
  }

  /** Writes what waits. RedisPubSub names the channels and calls `publish` below. */
  flush(pubSub: RedisPubSub): void {
    this.#isGathering = false;
    if (this.#waiting.size === 0) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    let characters = 0;
    let eventCount = 0;
    this.#pipeline = this.#options.redis.pipeline();
    for (const [topic, each] of waiting) {
      characters += each.text.length;
      eventCount += each.eventCount;
      void pubSub.publish(topic, `${each.text}]`);
    }
    const sent = this.#pipeline.exec();
    this.#pipeline = null;
    this.#unconfirmedCharacters += characters;
    sent.then(
      (replies) => this.#onReplies(characters, replies?.some(([error]) => error !== null) ? eventCount : 0),
      () => this.#onReplies(characters, eventCount),
    );
  }

  /** What RedisPubSub calls of a client. */
  publish(channel: string, text: string): Promise<number> {
    this.#pipeline?.publish(this.#options.channelPrefix + channel, text);
    return Promise.resolve(0);
  }

  /** Sends a message without events. Resolves with whether Redis took it. */
  async sign(pubSub: RedisPubSub, topic: string): Promise<boolean> {
    if (!this.isConnected) return false;
    const pipeline = this.#options.redis.pipeline();
    this.#pipeline = pipeline;
    void pubSub.publish(topic, `${this.#options.ownPrefix}]`);
    this.#pipeline = null;
    const replies = await pipeline.exec().catch(() => null);
    return replies?.every(([error]) => error === null) ?? false;
  }

  /** Tells on the topic that events were dropped, once Redis takes it. */
  async tellDropped(pubSub: RedisPubSub, topic: string): Promise<void> {
    if (!this.#hasDropped || !this.isConnected) return;
    this.#hasDropped = false;
    if (!(await this.sign(pubSub, topic))) this.#hasDropped = true;
  }

  reconnect(): void {
    this.#options.redis.disconnect(true);
  }

  /** Sends what is on its way, as far as Redis takes it. */
  async close(): Promise<void> {
    if (this.isConnected) await this.#options.redis.quit().catch(() => undefined);
    this.#options.redis.disconnect();
  }

  #onReplies(characters: number, lostCount: number): void {
    this.#unconfirmedCharacters -= characters;
    if (lostCount > 0) this.#drop(lostCount);
  }

  #drop(eventCount: number): void {
    this.#hasDropped = true;
    this.#options.metrics.busDropped.inc(eventCount);
  }
}
