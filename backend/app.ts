import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { AccessTokens } from './modules/accounts/access-tokens.ts';
import { EndedSessions } from './modules/accounts/ended-sessions.ts';
import { Passwords } from './modules/accounts/passwords.ts';
import { openSigningKey, parseSigningKey } from './modules/accounts/signing-key.ts';
import { membershipReader } from './modules/conversations/membership-reader.ts';
import { MessageWriter } from './modules/messages/message-writer.ts';
import { PeopleCache } from './modules/people/people-cache.ts';
import { Presence } from './modules/presence/presence.ts';
import { openDatabase } from './platform/database.ts';
import { keepMessagePartitions } from './platform/message-partitions.ts';
import { createMetrics, observePool, observeWriter } from './platform/metrics.ts';
import { RateLimits } from './platform/rate-limit.ts';
import { Hub } from './realtime/hub.ts';
import { InProcessBus } from './realtime/in-process-bus.ts';

export interface App extends AppContext {
  /** Finishes what is under way and lets everything go. */
  dispose(): Promise<void>;
}

const signingKey = ({ jwtPrivateKey, dataDir }: Config) =>
  jwtPrivateKey === undefined ? openSigningKey(path.join(dataDir, 'signing-key.pem')) : parseSigningKey(jwtPrivateKey, 'JWT_PRIVATE_KEY');

/** Builds the context of one process on a database whose migrations are applied. The only place that knows which implementations are in use. */
export async function createApp(config: Config, { databaseUrl, log }: { databaseUrl: string; log: Logger }): Promise<App> {
  if (!config.rateLimits.enabled) log.warn('RATE_LIMITS=off: nothing is limited. This is for load tests only, never for people.');
  const db = openDatabase({ databaseUrl, ...config.database, log });
  const metrics = createMetrics();
  observePool(metrics, db.pool);
  const bus = new InProcessBus(log);
  const writer = new MessageWriter(db, log);
  observeWriter(metrics, writer);
  const endedSessions = await EndedSessions.open(db, bus);
  const presence = new Presence({ db, bus, log });
  const stopPartitions = await keepMessagePartitions({ pool: db.pool, log });
  return {
    config,
    log,
    metrics,
    db,
    bus,
    writer,
    endedSessions,
    hub: new Hub(bus, membershipReader(db), { log, metrics }),
    limits: new RateLimits(config.rateLimits),
    accessTokens: new AccessTokens(await signingKey(config)),
    passwords: new Passwords(),
    refreshing: new Set(),
    people: new PeopleCache(db),
    presence,
    async dispose() {
      stopPartitions();
      presence.close();
      await writer.drain();
      endedSessions.close();
      await bus.close();
      await db.close();
    },
  };
}
