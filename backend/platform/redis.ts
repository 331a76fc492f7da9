import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Metrics } from './metrics.ts';
import { type HostsOf, rotatingConnector } from './redis-connector.ts';

export type RedisSettings = NonNullable<Config['redis']>;

/** Redis as this process sees it. Everything kept in it may be gone at any moment: it speeds things up and is the only copy of nothing. */
export interface RedisConnection {
  /** For commands; keys get the installation's prefix by themselves. While Redis is away a command fails at once, a silent server's after a second. */
  readonly client: Redis | Cluster;
  /** Whether commands are answered now. */
  readonly isAvailable: boolean;
  /** What stands before every key and channel of this installation. */
  readonly prefix: string;
  /** Calls the handler each time Redis was away and is back; what it held may be gone. */
  onRestored(handler: () => void): () => void;
  /** A connection beside `client`, for pub/sub: in a cluster to any node, since all bring the same. It reconnects for ever and queues nothing. */
  open(purpose: string): Redis;
  close(): Promise<void>;
}

const COMMAND_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 3_000;
const RETRY_MS = 500;
/** At start the server waits this long for Redis, then goes on without it. */
const FIRST_WAIT_MS = 3_000;
/** A server that does not answer is noticed within this and the command timeout. */
const PING_MS = 3_000;

/** Connects to Redis. When it is away the server starts all the same, and says so (DELIVERY-6). */
export async function openRedis(settings: RedisSettings, log: Logger, metrics: Pick<Metrics, 'redisUp'>): Promise<RedisConnection> {
  const connection = new OpenRedis(settings, log, metrics);
  await connection.settled();
  return connection;
}

class OpenRedis implements RedisConnection {
  readonly client: Redis | Cluster;
  readonly prefix: string;
  readonly #settings: RedisSettings;
  readonly #log: Logger;
  readonly #metrics: Pick<Metrics, 'redisUp'>;
  readonly #handlers = new Set<() => void>();
  readonly #pinging: NodeJS.Timeout;
  /** Why the last connection failed. */
  #reason: string | undefined;
  #wasAway = false;
  #isClosed = false;

  constructor(settings: RedisSettings, log: Logger, metrics: Pick<Metrics, 'redisUp'>) {
    this.#settings = settings;
    this.#log = log;
    this.#metrics = metrics;
    this.prefix = settings.prefix;
    metrics.redisUp.set(0);
    this.client = openClient(settings);
    this.#watch(this.client);
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
    this.#pinging.unref();
  }

  get isAvailable(): boolean {
    return this.client.status === 'ready';
  }

  onRestored(handler: () => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  open(purpose: string): Redis {
    return openSingle(this.#settings, {
      purpose,
      log: this.#log,
      hostsOf: () => ('nodes' in this.client ? this.client.nodes().map(({ options }) => options) : []),
    });
  }

  /** Resolves when Redis answers, or when it has had its time. */
  async settled(): Promise<void> {
    if (this.isAvailable) return;
    const timeout = AbortSignal.timeout(FIRST_WAIT_MS);
    await new Promise<void>((resolve) => {
      this.client.once('ready', resolve);
      timeout.addEventListener('abort', () => resolve(), { once: true });
    });
    if (this.isAvailable) return;
    this.#wasAway = true;
    this.#log.warn({ reason: this.#reason }, 'Redis is away. The server goes on by itself and uses it when it answers.');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#pinging);
    this.client.disconnect();
  }

  #watch(client: Redis | Cluster): void {
    client.on('error', (error: Error) => {
      this.#reason = error.message;
      this.#log.debug({ reason: error.message }, 'a Redis connection failed');
    });
    client.on('ready', () => this.#onReady());
    client.on('close', () => this.#onAway());
    client.on('end', () => this.#onAway());
  }

  #onReady(): void {
    this.#metrics.redisUp.set(1);
    if (!this.#wasAway) return;
    this.#wasAway = false;
    this.#log.info('Redis is back.');
    for (const handler of this.#handlers) handler();
  }

  #onAway(): void {
    this.#metrics.redisUp.set(0);
    if (this.#wasAway || this.#isClosed) return;
    this.#wasAway = true;
    this.#log.warn({ reason: this.#reason }, 'Redis is away. Other nodes hear of changes later; nothing is lost.');
    this.#reason = undefined;
  }

  /** A connection whose other end went without a word answers nothing: it is made anew. */
  #ping(): void {
    const { client } = this;
    if (!this.isAvailable) return;
    client.ping().catch((error: Error) => {
      if (client.status === 'ready' && error.message === 'Command timed out') client.disconnect(true);
    });
  }
}

function openClient(settings: RedisSettings): Redis | Cluster {
  const { address, prefix } = settings;
  const common: RedisOptions = {
    ...credentials(settings),
    connectionName: 'parley',
    disableClientInfo: true,
    keyPrefix: prefix,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  };
  if (address.form === 'cluster') {
    const options: ClusterOptions = {
      enableOfflineQueue: false,
      keyPrefix: prefix,
      clusterRetryStrategy: () => RETRY_MS,
      slotsRefreshTimeout: COMMAND_TIMEOUT_MS,
      slotsRefreshInterval: 10_000,
      redisOptions: common,
    };
    return new Cluster([...address.hosts], options);
  }
  return new Redis({ ...common, ...place(settings), db: address.database, enableOfflineQueue: false, retryStrategy: () => RETRY_MS });
}

interface SingleOptions {
  readonly purpose: string;
  readonly log: Logger;
  readonly hostsOf: HostsOf;
}

function openSingle(settings: RedisSettings, { purpose, log, hostsOf }: SingleOptions): Redis {
  const { address } = settings;
  const redis = new Redis({
    ...credentials(settings),
    ...(address.form === 'cluster'
      ? { Connector: rotatingConnector({ first: address.hosts, hostsOf, tls: tlsOf(settings), timeoutMs: CONNECT_TIMEOUT_MS }) }
      : { ...place(settings), db: address.database }),
    connectionName: `parley-${purpose}`,
    disableClientInfo: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RETRY_MS,
  });
  redis.on('error', (error: Error) => log.debug({ reason: error.message, purpose }, 'a Redis connection failed'));
  return redis;
}

function credentials(settings: RedisSettings): RedisOptions {
  const { username, password } = settings.address;
  const tls = tlsOf(settings);
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  };
}

function tlsOf({ address, ca }: RedisSettings): { ca?: string } | undefined {
  if (!address.isEncrypted) return undefined;
  return ca === undefined ? {} : { ca };
}

/** Of a single server, or of the sentinels that know the master. */
function place(settings: RedisSettings): RedisOptions {
  const { address, sentinelPassword } = settings;
  if (address.form === 'single') return { ...address.hosts[0] };
  const tls = tlsOf(settings);
  return {
    name: address.masterName,
    // Not ioredis's failover detector: where it hears of a new master while the client connects, the client ends for good.
    sentinels: [...address.hosts],
    updateSentinels: false,
    sentinelCommandTimeout: COMMAND_TIMEOUT_MS,
    sentinelRetryStrategy: () => RETRY_MS,
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: tls }),
  };
}
