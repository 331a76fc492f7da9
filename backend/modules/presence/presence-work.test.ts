import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../platform/database.ts';
import { createLogger } from '../../platform/logger.ts';
import { createMetrics } from '../../platform/metrics.ts';
import type { Bus, Unsubscribe } from '../../realtime/bus.ts';
import type { PresenceChanged } from '../../realtime/events.ts';
import { InProcessBus } from '../../realtime/in-process-bus.ts';
import { Inbox } from '../../test/inbox.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { deviceOf } from './device.ts';
import { MemoryDirectory } from './memory-directory.ts';
import { Presence } from './presence.ts';
import type { PresenceSocket } from './presence-socket.ts';
import { PRESENCE_TIMES } from './presence-times.ts';

const PEOPLE = 1_000;
const WATCHERS = 3;
const log = createLogger({ level: 'silent', format: 'json' });

/** A bus of one node that counts, and can say that it was away. */
class CountingBus implements Bus {
  published = 0;
  readonly isConnected = true;
  readonly topicCount = 0;
  readonly #inner = new InProcessBus(log);
  readonly #handlers = new Set<() => void>();

  publish(topic: string, event: object): void {
    this.published += 1;
    this.#inner.publish(topic, event);
  }

  subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe> {
    return this.#inner.subscribe(topic, handler);
  }

  onRestored(handler: () => void): Unsubscribe {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  restored(): void {
    for (const handler of this.#handlers) handler();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

class CountingSocket implements PresenceSocket {
  readonly viewer: PresenceSocket['viewer'];
  readonly deviceKind = 'WEB';
  readonly told = new Inbox<PresenceChanged>();

  constructor(userId: string) {
    this.viewer = { userId, sessionId: randomUUID(), role: 'MEMBER' };
  }

  show(event: PresenceChanged): void {
    this.told.add(event);
  }
}

let database: TestDatabase;
let db: Database;
let statements: string[];
let userIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ databaseUrl: database.url, connections: 4, timeoutMs: 10_000, log });
  const query = db.pool.query.bind(db.pool);
  db.pool.query = ((...args: Parameters<typeof query>) => {
    statements.push(String(args[0]));
    return query(...args);
  }) as typeof db.pool.query;
  statements = [];
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO users (id, username, display_name) SELECT gen_random_uuid(), 'person' || i, 'Person' FROM generate_series(1, $1) i RETURNING id`,
    [PEOPLE],
  );
  userIds = rows.map(({ id }) => id);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let bus: CountingBus;
let directory: MemoryDirectory;
let presence: Presence;
let sockets: CountingSocket[];
beforeEach(() => {
  bus = new CountingBus();
  directory = new MemoryDirectory();
  presence = new Presence({ db, bus, log, metrics: createMetrics(), directory }, { ...PRESENCE_TIMES, settleMs: 10, gatherMs: 10 });
  sockets = userIds.map((id) => new CountingSocket(id));
  statements = [];
  return () => presence.close();
});

const socketAt = (index: number): CountingSocket => {
  const socket = sockets[index];
  if (socket === undefined) throw new Error('Nobody is there.');
  return socket;
};
const idAt = (index: number) => socketAt(index).viewer?.userId ?? '';

/** Everybody connects; resolves when the one who watches the last of them was told. */
async function everybodyComes(): Promise<void> {
  const [first, last] = [socketAt(0), idAt(PEOPLE - 1)];
  presence.came(first);
  await presence.watch(first, [last]);
  for (const socket of sockets.slice(1)) presence.came(socket);
  await first.told.next(({ userId, status }) => userId === last && status === 'ONLINE');
  await presence.watch(first, []);
  for (const socket of sockets) socket.told.items.length = 0;
}

const framesSent = () => sockets.reduce((sum, { told }) => sum + told.items.length, 0);

describe('the work of presence (PRESENCE-4)', () => {
  it(`grows with those who watch: a change among ${PEOPLE} people causes ${WATCHERS} frames, one event and two statements`, async () => {
    await everybodyComes();
    const [ann, ...watchers] = sockets.slice(0, 1 + WATCHERS) as [CountingSocket, ...CountingSocket[]];
    for (const watcher of watchers) await presence.watch(watcher, [idAt(0)]);
    [statements, bus.published] = [[], 0];
    presence.setActivity(ann, false);
    await Promise.all(watchers.map(({ told }) => told.next(({ status }) => status === 'AWAY')));
    expect({ frames: framesSent(), events: bus.published, statements: statements.length }).toEqual({
      frames: WATCHERS,
      events: 1,
      statements: 2,
    });
    expect(new Set(watchers.map(({ told }) => told.items[0])).size).toBe(1);
  });

  it(`gathers who comes together: ${PEOPLE} people cost few statements`, async () => {
    await everybodyComes();
    expect(statements.length).toBeLessThanOrEqual(12);
  });

  it('reads once for all who ask together, and nothing for who is watched already', async () => {
    await everybodyComes();
    statements = [];
    await Promise.all(sockets.slice(0, 100).map((socket) => presence.watch(socket, userIds.slice(500, 600))));
    const gathered = statements.length;
    expect(gathered).toBeLessThanOrEqual(14);
    statements = [];
    await presence.watch(socketAt(200), userIds.slice(500, 600));
    expect(statements.filter((sql) => !sql.includes('viewer_items'))).toEqual([]);
  });

  it('tells nobody of a change that changes nothing', async () => {
    await everybodyComes();
    await presence.watch(socketAt(1), [idAt(0)]);
    presence.setActivity(socketAt(0), true);
    presence.settingsChanged(idAt(0));
    presence.setActivity(socketAt(2), false);
    await presence.watch(socketAt(3), [idAt(2)]);
    presence.setActivity(socketAt(2), true);
    await socketAt(3).told.next(({ status }) => status === 'ONLINE');
    expect(socketAt(1).told.items).toEqual([]);
  });

  it('watches nobody for a socket that closed', async () => {
    await everybodyComes();
    await presence.watch(socketAt(1), [idAt(0)]);
    await presence.watch(socketAt(2), [idAt(0)]);
    presence.went(socketAt(1), { isLost: true });
    presence.setActivity(socketAt(0), false);
    await socketAt(2).told.next(({ status }) => status === 'AWAY');
    expect(socketAt(1).told.items).toEqual([]);
    expect(await presence.watch(socketAt(1), [idAt(0)])).toEqual([]);
  });
});

describe('presence when the bus was away', () => {
  it('reads what is watched again and shows what differs', async () => {
    await everybodyComes();
    const watched = [idAt(0), idAt(2)];
    await presence.watch(socketAt(1), watched);
    // What another node told while the bus was away.
    await directory.apply(new Map([[idAt(0), new Map([['far', deviceOf('DESKTOP', true)]])]]));
    bus.restored();
    expect(await socketAt(1).told.next(() => true)).toMatchObject({ userId: idAt(0), status: 'ONLINE', device: 'DESKTOP' });
    expect(socketAt(1).told.items).toHaveLength(1);
  });
});

describe('presence and a connection that was lost', () => {
  it('gives no grace to who has not answered for long, and 5 s to who closed (PRESENCE-2)', { timeout: 15_000 }, async () => {
    await everybodyComes();
    const [watcher, lost, quit] = [socketAt(0), socketAt(1), socketAt(2)];
    await presence.watch(watcher, [idAt(1), idAt(2)]);
    const started = Date.now();
    presence.went(lost, { isLost: true });
    presence.went(quit, { isLost: false });
    await watcher.told.next(({ userId }) => userId === idAt(1));
    expect(Date.now() - started).toBeLessThan(1_000);
    expect(await watcher.told.next(({ userId }) => userId === idAt(2))).toMatchObject({ status: 'OFFLINE', device: null });
    expect(Date.now() - started).toBeGreaterThanOrEqual(PRESENCE_TIMES.graceMs - 50);
  });
});
