import type { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Loaders } from './loaders.ts';
import type { AccessTokens } from './modules/accounts/access-tokens.ts';
import type { EndedSessions } from './modules/accounts/ended-sessions.ts';
import type { Passwords } from './modules/accounts/passwords.ts';
import type { BlockDigests } from './modules/digests/block-digests.ts';
import type { MessageWriter } from './modules/messages/message-writer.ts';
import type { PeopleCache } from './modules/people/people-cache.ts';
import type { Presence } from './modules/presence/presence.ts';
import type { ReceiptWriter } from './modules/receipts/receipt-writer.ts';
import type { UnreadCounter } from './modules/receipts/unread-counts.ts';
import type { Database } from './platform/database.ts';
import type { Jobs } from './platform/jobs.ts';
import type { Metrics } from './platform/metrics.ts';
import type { RateLimits } from './platform/rate-limit.ts';
import type { RedisConnection } from './platform/redis.ts';
import type { SharedPlaces } from './platform/redis-places.ts';
import type { PageFetcher } from './platform/safe-fetch.ts';
import type { Bus } from './realtime/bus.ts';
import type { Hub } from './realtime/hub.ts';
import type { SocketSession } from './realtime/socket-session.ts';
import type { LiveOperation } from './realtime/view.ts';

/** The outside world of one process: built once in `main.ts`, given as first argument to every service. */
export interface AppContext {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly db: Database;
  /** Null for a node by itself. */
  readonly redis: RedisConnection | null;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly writer: MessageWriter;
  /** The newest messages that this process told the members of: one that is stored and not among them may have been told by nobody. */
  readonly toldMessageIds: LRUCache<string, true>;
  readonly jobs: Jobs;
  /** Fetches pages of the public internet. */
  readonly pages: Pick<PageFetcher, 'fetch'>;
  readonly limits: RateLimits;
  /** The sockets that a person has on all nodes; null where nothing but this node's own count limits them. */
  readonly socketPlaces: SharedPlaces | null;
  readonly accessTokens: AccessTokens;
  readonly endedSessions: EndedSessions;
  readonly passwords: Passwords;
  /** Refresh tokens that this process is exchanging right now. */
  readonly refreshing: Set<string>;
  readonly people: PeopleCache;
  readonly digests: BlockDigests;
  readonly presence: Presence;
  readonly receipts: ReceiptWriter;
  readonly unreadCounts: UnreadCounter;
}

/** Who asks: the subject of a verified access token whose session has not ended. */
export interface Viewer {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: 'OWNER' | 'MEMBER';
}

/** What is known of the caller's machine. */
export interface ClientInfo {
  readonly address: string;
  readonly userAgent: string;
  /** The `Origin` header; present means a browser page (which gets its refresh token as a cookie only). */
  readonly origin: string | null;
  /** The refresh token from the browser's cookie. */
  readonly refreshCookie: string | null;
}

/** One operation's context; the same over HTTP and WebSocket (security W6). */
export interface RequestContext {
  readonly app: AppContext;
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly client: ClientInfo;
  readonly loaders: Loaders;
  /** The socket that carries the operation; null over HTTP. */
  readonly socket: SocketSession | null;
  /** The subscription as the client sent it, where this is one over a socket. */
  readonly liveOperation: LiveOperation | null;
  /** Adds a `Set-Cookie` header to the answer; over a socket there is none to add to. */
  setCookie(header: string): void;
}

/** The signed-in viewer. Root fields are closed to others already; this gives the type. */
export function viewerOf(context: RequestContext): Viewer {
  if (context.viewer === null) throw new Error('A field open to everyone asked for the viewer.');
  return context.viewer;
}
