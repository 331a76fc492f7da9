import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { type Database, openDatabase } from '../../platform/database.ts';
import { createLogger } from '../../platform/logger.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { openRedis } from '../../platform/redis.ts';
import type { PresenceChanged } from '../../realtime/events.ts';
import { RedisBus } from '../../realtime/redis-bus.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestRedis, type TestRedis } from '../../test/test-redis.ts';
import { seededRandom } from '../../test/unreliable-bus.ts';
import { directKeyOf } from '../conversations/conversations.service.ts';
import type { Audience, PresenceMode } from '../people/settings.ts';
import { type Device, type DeviceKind, deviceOf } from './device.ts';
import { bestOf, presenceSeenBy, relationOf } from './presence.policy.ts';
import { Presence } from './presence.ts';
import type { PresenceSocket } from './presence-socket.ts';
import { PRESENCE_TIMES } from './presence-times.ts';
import type { PresenceView } from './presence-view.ts';
import { RedisDirectory } from './redis-directory.ts';

const TIMES = { ...PRESENCE_TIMES, graceMs: 30, gatherMs: 5, retryMs: 50, settleMs: 300, leaseMs: 1_000, renewMs: 200 };
const STEPS = 150;
const log = createLogger({ level: 'silent', format: 'json' });

let redis: TestRedis;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  redis = await startTestRedis();
  database = await createTestDatabase();
  db = openDatabase({ databaseUrl: database.url, connections: 8, timeoutMs: 10_000, log });
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await redis.remove();
});

/** A socket as its client sees it: what it was told of those it watches. */
class Client implements PresenceSocket {
  readonly viewer: NonNullable<PresenceSocket['viewer']>;
  readonly deviceKind: DeviceKind;
  isActive = true;
  readonly seen = new Map<string, PresenceView>();

  constructor(userId: string, deviceKind: DeviceKind) {
    this.viewer = { userId, sessionId: randomUUID(), role: 'MEMBER' };
    this.deviceKind = deviceKind;
  }

  show({ type: _type, ...view }: PresenceChanged): void {
    if (this.seen.has(view.userId)) this.seen.set(view.userId, view);
  }
}

interface Decided {
  mode: PresenceMode;
  audience: Audience;
}

/** Two nodes, some people, and what is true of them. */
class Trial {
  readonly #random: () => number;
  readonly #presences: Presence[] = [];
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #clients = new Map<Client, Presence>();
  readonly #anchors = new Map<Client, Presence>();
  readonly #decided = new Map<string, Decided>();
  readonly #contacts = new Set<string>();
  /** `${who blocked}:${whom}` */
  readonly #blocks = new Set<string>();

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async start(): Promise<void> {
    const { rows } = await db.pool.query<{ id: string }>(
      `INSERT INTO users (id, username, display_name)
       SELECT id, 'p' || left(id::text, 8), 'Person' FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 9)) new RETURNING id`,
    );
    for (const { id } of rows.slice(3)) this.#decided.set(id, { mode: 'AUTOMATIC', audience: 'EVERYONE' });
    for (let i = 0; i < 2; i++) await this.#startNode();
    for (const { id } of rows.slice(0, 3)) await this.#anchor(id);
  }

  async #startNode(): Promise<void> {
    const { redis: settings } = readConfig({ REDIS_URL: redis.url });
    if (settings === undefined) throw new Error('No settings of Redis.');
    const metrics = createMetrics();
    const connection = await openRedis(settings, log, metrics);
    const bus = await RedisBus.open({ redis: connection, log, metrics });
    const directory = new RedisDirectory({ redis: connection, log }, TIMES);
    const presence = new Presence({ db, bus, log, metrics, directory }, TIMES);
    this.#presences.push(presence);
    this.#closing.push(async () => {
      await presence.close();
      await bus.close();
      await connection.close();
    });
  }

  #pick<T>(items: Iterable<T>): T {
    const all = [...items];
    const picked = all[Math.floor(this.#random() * all.length)];
    if (picked === undefined) throw new Error('There is nothing to pick.');
    return picked;
  }

  /** Somebody who only watches: everybody, to the end. */
  async #anchor(userId: string): Promise<void> {
    const [client, presence] = [new Client(userId, 'OTHER'), this.#pick(this.#presences)];
    this.#anchors.set(client, presence);
    presence.came(client);
    for (const view of await presence.watch(client, [...this.#decided.keys()])) client.seen.set(view.userId, view);
  }

  /** One thing that may happen. */
  async step(): Promise<void> {
    const chance = this.#random();
    if (this.#clients.size === 0 || chance < 0.25) this.#open();
    else if (chance < 0.4) this.#close(this.#pick(this.#clients));
    else if (chance < 0.6) this.#setActivity(this.#pick(this.#clients));
    else if (chance < 0.75) await this.#decide(this.#pick(this.#decided.keys()));
    else if (chance < 0.89) await this.#watch(this.#pick(this.#clients));
    else if (chance < 0.97) await this.#meet();
    else if (chance < 0.985) await redis.flush();
    else await redis.stop().then(() => redis.start());
  }

  #open(): void {
    const client = new Client(this.#pick(this.#decided.keys()), this.#pick(['DESKTOP', 'WEB', 'OTHER'] as const));
    const presence = this.#pick(this.#presences);
    this.#clients.set(client, presence);
    presence.came(client);
  }

  #close([client, presence]: [Client, Presence]): void {
    this.#clients.delete(client);
    presence.went(client, { isLost: this.#random() < 0.5 });
  }

  #setActivity([client, presence]: [Client, Presence]): void {
    client.isActive = this.#random() < 0.5;
    presence.setActivity(client, client.isActive);
  }

  async #decide(userId: string): Promise<void> {
    const decided: Decided = {
      mode: this.#pick(['AUTOMATIC', 'BUSY', 'INVISIBLE'] as const),
      audience: this.#pick(['EVERYONE', 'CONTACTS', 'NOBODY'] as const),
    };
    await db.pool.query(
      `INSERT INTO settings (user_id, presence_mode, presence_audience) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET presence_mode = $2, presence_audience = $3`,
      [userId, decided.mode, decided.audience],
    );
    this.#decided.set(userId, decided);
    this.#pick(this.#presences).settingsChanged(userId);
  }

  async #watch([client, presence]: [Client, Presence]): Promise<void> {
    const userIds = [...this.#decided.keys()].filter(() => this.#random() < 0.6);
    client.seen.clear();
    for (const view of await presence.watch(client, userIds)) client.seen.set(view.userId, view);
  }

  async #meet(): Promise<void> {
    const watchers = [...this.#anchors.keys()].map(({ viewer }) => viewer.userId);
    const [one, other] = [this.#pick(this.#decided.keys()), this.#pick([...watchers, ...this.#decided.keys()])];
    const key = directKeyOf(one, other);
    if (one === other) return;
    if (this.#random() < 0.5) await this.#block(one, other);
    else await this.#contact(key, [one, other]);
    this.#pick(this.#presences).related(one, other);
  }

  async #block(one: string, other: string): Promise<void> {
    const isOn = toggle(this.#blocks, `${one}:${other}`);
    await keep([one, other], 'BLOCK', isOn ? { since: 'now' } : null);
  }

  async #contact(key: string, [one, other]: readonly [string, string]): Promise<void> {
    const value = toggle(this.#contacts, key) ? { state: 'ACCEPTED' } : null;
    await keep([one, other], 'CONTACT', value);
    await keep([other, one], 'CONTACT', value);
  }

  /** What every client sees, and what it must see. */
  compare(): { seen: unknown[]; expected: unknown[] } {
    const [seen, expected]: unknown[][] = [[], []];
    for (const client of [...this.#clients.keys(), ...this.#anchors.keys()]) {
      for (const view of client.seen.values()) {
        const right = this.#expected(client.viewer.userId, view.userId);
        seen?.push([view.userId, view.status, view.device, right.isHidden ? view.lastSeenAt : null]);
        expected?.push([view.userId, right.status, right.device, null]);
      }
    }
    return { seen: seen ?? [], expected: expected ?? [] };
  }

  #expected(viewerId: string, userId: string) {
    const devices: Device[] = [...this.#clients.keys()]
      .filter(({ viewer }) => viewer.userId === userId)
      .map(({ deviceKind, isActive }) => deviceOf(deviceKind, isActive));
    const { mode, audience } = this.#decided.get(userId) ?? { mode: 'AUTOMATIC', audience: 'NOBODY' };
    const relation = relationOf({
      isSelf: viewerId === userId,
      isBlocked: this.#blocks.has(`${userId}:${viewerId}`),
      areContacts: this.#contacts.has(directKeyOf(viewerId, userId)),
    });
    const facts = { userId, device: bestOf(devices), mode, audience, lastSeenAt: 'some time', version: 0 };
    const { status, device, lastSeenAt } = presenceSeenBy(relation, facts);
    return { status, device, isHidden: status === 'OFFLINE' && lastSeenAt === null };
  }

  async stop(): Promise<void> {
    for (const close of this.#closing) await close();
  }
}

/** Whether it is in the set now. */
function toggle(set: Set<string>, key: string): boolean {
  if (set.delete(key)) return false;
  set.add(key);
  return true;
}

async function keep([owner, about]: readonly [string, string], kind: 'BLOCK' | 'CONTACT', value: object | null): Promise<void> {
  await db.pool.query(
    `INSERT INTO viewer_items (user_id, kind, key, value, seq) VALUES ($1, $2::viewer_item_kind, $3, $4::jsonb, 1)
     ON CONFLICT (user_id, kind, key) DO UPDATE SET value = $4::jsonb`,
    [owner, kind, about, value && JSON.stringify(value)],
  );
}

describe('presence on two nodes, whatever happens in whatever order, Redis that forgets and restarts included', () => {
  it.each([1, 2, 142, 150])('comes to the same everywhere (seed %i)', { timeout: 60_000 }, async (seed) => {
    const trial = new Trial(seed);
    await trial.start();
    for (let step = 0; step < STEPS; step++) {
      await trial.step();
      await new Promise(setImmediate);
    }
    await expect
      .poll(
        () => {
          const { seen, expected } = trial.compare();
          return JSON.stringify(seen) === JSON.stringify(expected);
        },
        { timeout: 15_000, interval: 50 },
      )
      .toBe(true)
      .catch(() => undefined);
    const { seen, expected } = trial.compare();
    expect(seen).toEqual(expected);
    expect(seen.length).toBeGreaterThanOrEqual(18);
    await trial.stop();
  });
});
