import type { Redis } from 'ioredis';

/** Channels named in one command: enough to need few, few enough for Redis to answer others in between. */
const CHANNELS_PER_COMMAND = 500;

interface ChannelsOptions {
  /** A connection of its own that neither queues nor subscribes again by itself. */
  readonly redis: Redis;
  /** Messages that begin so are this node's own, which its subscribers have had already. */
  readonly ownPrefix: string;
  /** Called when every wanted channel is subscribed to, after each connect. */
  onMade(): void;
  onLost(): void;
}

/**
 * What a node listens to in Redis: the part of a client that RedisPubSub uses, for which connections come and go unseen.
 * It keeps what is wanted and makes it so: what one tick asks for goes out together, and all of it again after each connect.
 */
export class Channels {
  readonly #options: ChannelsOptions;
  readonly #wanted = new Set<string>();
  /** What this connection was asked for. */
  readonly #made = new Set<string>();
  readonly #changed = new Set<string>();
  #waiting: (() => void)[] = [];
  /** Resolves when Redis has confirmed everything asked so far, or the connection is gone. */
  #confirmed: Promise<unknown> = Promise.resolve();
  #isGathering = false;
  #isConnected = false;

  constructor(options: ChannelsOptions) {
    this.#options = options;
    options.redis.on('ready', () => this.#onReady());
    options.redis.on('close', () => this.#onClose());
    if (options.redis.status === 'ready') this.#onReady();
  }

  /** Calls back when the channel's messages come; at once while Redis is away. */
  subscribe(channel: string, done: (error: null) => void): void {
    this.#wanted.add(channel);
    if (!this.#isConnected) {
      done(null);
      return;
    }
    this.#waiting.push(() => done(null));
    this.#change(channel);
  }

  unsubscribe(channel: string): void {
    this.#wanted.delete(channel);
    this.#change(channel);
  }

  /** RedisPubSub calls it beside `unsubscribe`; there are no patterns here. */
  punsubscribe(): null {
    return null;
  }

  /** Brings the messages of other nodes. */
  on(event: string, handler: (channel: string, message: string) => void): void {
    if (event !== 'message') return;
    const { redis, ownPrefix } = this.#options;
    redis.on('message', (channel, message) => {
      if (!message.startsWith(ownPrefix)) handler(channel, message);
    });
  }

  #change(channel: string): void {
    if (!this.#isConnected) return;
    this.#changed.add(channel);
    if (this.#isGathering) return;
    this.#isGathering = true;
    setImmediate(() => {
      this.#isGathering = false;
      if (this.#isConnected) this.#apply();
    });
  }

  /** Replies come in the order of the commands: who waits for a channel that an earlier command asked for waits for that one too. */
  #apply(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#confirmed = Promise.all([
      this.#confirmed,
      this.#ask(
        'subscribe',
        changed.filter((channel) => this.#wanted.has(channel) && !this.#made.has(channel)),
      ),
      this.#ask(
        'unsubscribe',
        changed.filter((channel) => !this.#wanted.has(channel) && this.#made.has(channel)),
      ),
    ]).then(() => {
      for (const resolve of waiting) resolve();
    });
  }

  /** Never rejects: a connection that fails is made anew, and asks for everything that is wanted then. */
  async #ask(verb: 'subscribe' | 'unsubscribe', channels: string[]): Promise<void> {
    const { redis } = this.#options;
    const asked: Promise<unknown>[] = [];
    for (let at = 0; at < channels.length; at += CHANNELS_PER_COMMAND) {
      const some = channels.slice(at, at + CHANNELS_PER_COMMAND);
      for (const channel of some) this.#made[verb === 'subscribe' ? 'add' : 'delete'](channel);
      asked.push(redis[verb](...some));
    }
    await Promise.all(asked).catch(() => {
      if (redis.status === 'ready') redis.disconnect(true);
    });
  }

  #onReady(): void {
    this.#isConnected = true;
    this.#made.clear();
    for (const channel of this.#wanted) this.#changed.add(channel);
    this.#apply();
    void this.#confirmed.then(() => {
      if (this.#isConnected) this.#options.onMade();
    });
  }

  #onClose(): void {
    this.#isConnected = false;
    this.#changed.clear();
    this.#confirmed = Promise.resolve();
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#options.onLost();
  }
}
