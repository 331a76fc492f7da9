import { randomUUID } from 'node:crypto';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Metrics } from '../platform/metrics.ts';
import type { RedisConnection } from '../platform/redis.ts';
import type { Bus, Unsubscribe } from './bus.ts';
import { InProcessBus } from './in-process-bus.ts';
import { Channels } from './redis-bus-channels.ts';
import { RedisBusPublisher } from './redis-bus-publisher.ts';

interface RedisBusOptions {
  readonly redis: Pick<RedisConnection, 'open' | 'prefix' | 'isAvailable'>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'busDropped'>;
}

/** One subscription in Redis for all of this node's subscribers of a topic. */
interface Topic {
  userCount: number;
  readonly made: Promise<number>;
}

/** Carries this node's sign of life to itself; one of each node. */
const aliveTopic = (nodeId: string) => `alive:${nodeId}`;
/** Where a node tells that events of its own were lost. */
const LOST_TOPIC = 'lost';
const ALIVE_MS = 2_000;
/** After this time without a sign of life through Redis, both connections are made anew. */
const SILENT_MS = 6_000;
/** At start a node waits this long to hear the others, then goes on by itself. */
const FIRST_WAIT_MS = 3_000;
/** Several reasons to call it restored within this time are told as one. */
const RESTORED_MS = 200;

/**
 * The bus of several nodes, through Redis Pub/Sub. Subscribers of the publisher's own node get an event at once and in its tick, with or
 * without Redis; what comes back from Redis is for them a copy and is passed over. While Redis is away events for other nodes are dropped.
 */
export class RedisBus implements Bus {
  readonly #nodeId = randomUUID();
  readonly #local: InProcessBus;
  readonly #log: Logger;
  readonly #publisher: RedisBusPublisher;
  readonly #subscriber: Redis;
  readonly #pubSub: RedisPubSub;
  readonly #topics = new Map<string, Topic>();
  readonly #handlers = new Set<() => void>();
  readonly #alive: NodeJS.Timeout;
  readonly #opened = Promise.withResolvers<void>();
  #lastSignAt = Date.now();
  #isListening = false;
  /** Something may have been lost since the last time that it was told. */
  #isMissing = false;
  #restored: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor({ redis, log, metrics }: RedisBusOptions) {
    this.#log = log;
    this.#local = new InProcessBus(log);
    const ownPrefix = JSON.stringify([this.#nodeId]).slice(0, -1);
    const ownAlive = redis.prefix + aliveTopic(this.#nodeId);
    this.#publisher = new RedisBusPublisher({
      redis: redis.open('publisher'),
      ownPrefix,
      channelPrefix: redis.prefix,
      metrics,
      onReady: () => this.#onReady(),
    });
    this.#subscriber = redis.open('subscriber');
    this.#subscriber.on('message', (channel) => {
      if (channel === ownAlive) this.#lastSignAt = Date.now();
    });
    const channels = new Channels({
      redis: this.#subscriber,
      ownPrefix,
      onMade: () => this.#onListening(),
      onLost: () => this.#onDeaf(),
    });
    this.#pubSub = new RedisPubSub({
      // What RedisPubSub calls of a client, and nothing else.
      subscriber: channels as unknown as Redis,
      publisher: this.#publisher as unknown as Redis,
      triggerTransform: (topic) => redis.prefix + String(topic),
      serializer: (text) => text,
    });
    this.#acquire(aliveTopic(this.#nodeId));
    this.#acquire(LOST_TOPIC);
    this.#alive = setInterval(() => this.#giveSign(), ALIVE_MS);
    this.#alive.unref();
  }

  /** Resolves when events of other nodes come, or when Redis has had its time; at once when it is known to be away. */
  static async open(options: RedisBusOptions): Promise<RedisBus> {
    const bus = new RedisBus(options);
    const timeout = setTimeout(() => bus.#opened.resolve(), options.redis.isAvailable ? FIRST_WAIT_MS : 0);
    await bus.#opened.promise;
    clearTimeout(timeout);
    bus.#isMissing = !bus.isConnected;
    return bus;
  }

  get isConnected(): boolean {
    return this.#isListening && this.#publisher.isConnected && Date.now() - this.#lastSignAt < SILENT_MS;
  }

  /** Topics that this node listens to. */
  get topicCount(): number {
    return this.#topics.size;
  }

  publish(topic: string, event: object): void {
    if (this.#isClosed) return;
    this.#local.publish(topic, event);
    if (this.#publisher.add(topic, event)) setImmediate(() => this.#publisher.flush(this.#pubSub));
  }

  async subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe> {
    // In this very tick, so that what is published in it already arrives.
    const stopLocal = this.#local.subscribe(topic, handler);
    const used = this.#acquire(topic);
    await used.made;
    const stop = await stopLocal;
    let isStopped = false;
    return () => {
      if (isStopped) return;
      isStopped = true;
      stop();
      this.#release(topic, used);
    };
  }

  onRestored(handler: () => void): Unsubscribe {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  async close(): Promise<void> {
    this.#publisher.flush(this.#pubSub);
    this.#isClosed = true;
    clearInterval(this.#alive);
    clearTimeout(this.#restored);
    await this.#local.close();
    this.#subscriber.disconnect();
    await this.#publisher.close();
  }

  #acquire(topic: string): Topic {
    const known = this.#topics.get(topic);
    if (known !== undefined) {
      known.userCount += 1;
      return known;
    }
    const made = this.#pubSub.subscribe<readonly [nodeId: string, ...events: object[]]>(topic, (message) => {
      if (this.#topics.get(topic) === used) this.#receive(topic, message);
    });
    const used: Topic = { userCount: 1, made };
    this.#topics.set(topic, used);
    return used;
  }

  #release(topic: string, used: Topic): void {
    used.userCount -= 1;
    if (used.userCount > 0) return;
    this.#topics.delete(topic);
    void used.made.then((id) => this.#pubSub.unsubscribe(id));
  }

  #receive(topic: string, message: unknown): void {
    if (this.#isClosed) return;
    if (!Array.isArray(message)) {
      this.#log.warn({ topic }, 'Redis brought something that no node of this version publishes');
      return;
    }
    if (topic === LOST_TOPIC) this.#tellRestored();
    else for (const event of message.slice(1)) this.#local.publish(topic, event);
  }

  #giveSign(): void {
    const isUp = this.#isListening && this.#publisher.isConnected;
    if (isUp && Date.now() - this.#lastSignAt > SILENT_MS) {
      this.#log.warn('Redis is silent; its connections are made anew.');
      this.#subscriber.disconnect(true);
      this.#publisher.reconnect();
      return;
    }
    if (!isUp) this.#lastSignAt = Date.now();
    void this.#publisher.sign(this.#pubSub, aliveTopic(this.#nodeId));
    void this.#publisher.tellDropped(this.#pubSub, LOST_TOPIC);
  }

  /** The publisher's connection is there. Other nodes did not get what it dropped: to them it is as if they had been away. */
  #onReady(): void {
    void this.#publisher.tellDropped(this.#pubSub, LOST_TOPIC);
    this.#lastSignAt = Date.now();
    if (this.isConnected) this.#opened.resolve();
  }

  #onListening(): void {
    this.#isListening = true;
    this.#lastSignAt = Date.now();
    if (this.isConnected) this.#opened.resolve();
    if (this.#isMissing) this.#tellRestored();
  }

  #onDeaf(): void {
    this.#isListening = false;
    this.#isMissing = true;
  }

  #tellRestored(): void {
    this.#isMissing = false;
    this.#restored ??= setTimeout(() => {
      this.#restored = undefined;
      if (!this.#isListening) {
        this.#isMissing = true;
        return;
      }
      for (const handler of this.#handlers) {
        try {
          handler();
        } catch (error) {
          this.#log.error({ err: error }, 'a bus handler failed');
        }
      }
    }, RESTORED_MS);
  }
}
