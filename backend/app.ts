import path from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { AccessTokens } from './modules/accounts/access-tokens.ts';
import { EndedSessions } from './modules/accounts/ended-sessions.ts';
import { Passwords } from './modules/accounts/passwords.ts';
import { openSigningKey, parseSigningKey } from './modules/accounts/signing-key.ts';
import { membershipReader } from './modules/conversations/membership-reader.ts';
import { BlockDigests } from './modules/digests/block-digests.ts';
import { MessageWriter } from './modules/messages/message-writer.ts';
import { PeopleCache } from './modules/people/people-cache.ts';
import { MemoryDirectory } from './modules/presence/memory-directory.ts';
import { Presence } from './modules/presence/presence.ts';
import { RedisDirectory } from './modules/presence/redis-directory.ts';
import { publishReceipts } from './modules/receipts/receipt-events.ts';
import { ReceiptWriter } from './modules/receipts/receipt-writer.ts';
import { createUnreadCounter } from './modules/receipts/unread-counts.ts';
import { SearchIndexer } from './modules/search/search-indexer.ts';
import { openDatabase } from './platform/database.ts';
import { Jobs } from './platform/jobs.ts';
import { keepMessagePartitions } from './platform/message-partitions.ts';
import { createMetrics, observeBus, observePool, observePresence, observeWriter } from './platform/metrics.ts';
import { countInRedis, RateLimits } from './platform/rate-limit.ts';
import { openRedis, type RedisConnection } from './platform/redis.ts';
import { SharedPlaces } from './platform/redis-places.ts';
import { observeReplication } from './platform/replication-metrics.ts';
import { PageFetcher } from './platform/safe-fetch.ts';
import { Hub } from './realtime/hub.ts';
import { InProcessBus } from './realtime/in-process-bus.ts';
import { NoticedBus } from './realtime/noticed-bus.ts';
import { RedisBus } from './realtime/redis-bus.ts';

/** So many messages are remembered as told: a resend comes soon. */
const TOLD_MAX = 10_000;

/** Within the second that a reading may take to be seen, as few statements as can be (RECEIPT-1, RECEIPT-5). */
const RECEIPTS_GATHER_MS = 400;

export interface App extends AppContext {
  /** Finishes what is under way and lets everything go. */
  dispose(): Promise<void>;
}

const signingKey = ({ jwtPrivateKey, dataDir }: Config) =>
  jwtPrivateKey === undefined ? openSigningKey(path.join(dataDir, 'signing-key.pem')) : parseSigningKey(jwtPrivateKey, 'JWT_PRIVATE_KEY');

function openSocketPlaces({ rateLimits, sockets }: Config, redis: RedisConnection | null, log: Logger): SharedPlaces | null {
  if (redis === null || !rateLimits.enabled) return null;
  return new SharedPlaces({ redis, log, name: 'sockets', max: sockets.perPersonMax });
}

/** Builds the context of one process on a database whose migrations are applied. The only place that knows which implementations are in use. */
export async function createApp(config: Config, { databaseUrl, log }: { databaseUrl: string; log: Logger }): Promise<App> {
  if (!config.rateLimits.enabled) log.warn('RATE_LIMITS=off: nothing is limited. This is for load tests only, never for people.');
  const db = openDatabase({ databaseUrl, ...config.database, log });
  const metrics = createMetrics();
  observePool(metrics, db.pool);
  observeReplication(metrics, db.pool);
  const redis = config.redis === undefined ? null : await openRedis(config.redis, log, metrics);
  const carrier = redis === null ? new InProcessBus(log) : await RedisBus.open({ redis, log, metrics });
  observeBus(metrics, carrier);
  const search = new SearchIndexer({ db, log });
  const bus = new NoticedBus(carrier, (conversationId) => search.touch(conversationId));
  const writer = new MessageWriter(db, log);
  observeWriter(metrics, writer);
  const endedSessions = await EndedSessions.open({ db, bus, log });
  const directory = redis === null ? new MemoryDirectory() : new RedisDirectory({ redis, log });
  const presence = new Presence({ db, bus, log, metrics, directory });
  observePresence(metrics, presence);
  const receipts = new ReceiptWriter(db, { gatherMs: RECEIPTS_GATHER_MS, onMoved: (moved) => publishReceipts(bus, moved) });
  const hub = new Hub(bus, membershipReader(db), { log, metrics });
  const socketPlaces = openSocketPlaces(config, redis, log);
  const pages = new PageFetcher();
  const jobs = new Jobs({ databaseUrl, log });
  const stopPartitions = await keepMessagePartitions({ pool: db.pool, log });
  return {
    config,
    log,
    metrics,
    db,
    redis,
    bus,
    writer,
    toldMessageIds: new LRUCache({ max: TOLD_MAX }),
    endedSessions,
    hub,
    jobs,
    pages,
    limits: new RateLimits(config.rateLimits, redis === null ? undefined : countInRedis(redis)),
    socketPlaces,
    accessTokens: new AccessTokens(await signingKey(config)),
    passwords: new Passwords(),
    refreshing: new Set(),
    people: new PeopleCache(db, bus),
    digests: new BlockDigests(db),
    presence,
    receipts,
    unreadCounts: createUnreadCounter(db),
    dispose: () =>
      dispose({ stopPartitions, jobs, pages, hub, presence, writer, receipts, endedSessions, socketPlaces, search, bus, redis, db }),
  };
}

interface Parts
  extends Pick<AppContext, 'jobs' | 'hub' | 'presence' | 'writer' | 'receipts' | 'endedSessions' | 'socketPlaces' | 'redis' | 'db'> {
  readonly stopPartitions: () => void;
  readonly pages: PageFetcher;
  readonly search: SearchIndexer;
  readonly bus: NoticedBus;
}

/** What takes in work first, what it stands on last. */
async function dispose(parts: Parts): Promise<void> {
  parts.stopPartitions();
  await parts.jobs.stop();
  await parts.pages.close();
  parts.hub.close();
  await parts.presence.close();
  await parts.writer.drain();
  await parts.receipts.drain();
  parts.endedSessions.close();
  await parts.socketPlaces?.close();
  await parts.search.close();
  await parts.bus.close();
  await parts.redis?.close();
  await parts.db.close();
}
