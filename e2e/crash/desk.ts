import { WebSocket } from 'ws';
import { MemoryStore } from '../../desktop/sync/memory-store.ts';
import type { Platform } from '../../desktop/sync/platform.ts';
import { Session } from '../../desktop/sync/session.ts';
import type { Readable } from '../../desktop/sync/signal.ts';
import { Sync } from '../../desktop/sync/sync.ts';
import { ManualBrowser } from '../../desktop/test/manual-platform.ts';
import type { Person } from '../load/people.ts';
import type { History } from './find-faults.ts';

/** Messages that wait in the outbox of one person at most: enough that some are under way at every crash. */
const OUTBOX_MAX = 4;
const NEWEST = 50;
const TOKEN_MS = 15 * 60_000;

/** The product's own client: its sync, outbox and replica, on this machine's clock and network. */
export class Desk {
  readonly person: Person;
  readonly sync: Sync;
  readonly #session: Session;
  readonly #wake: () => void;
  readonly #written = new Map<string, string[]>();
  #isWriting = true;

  private constructor(person: Person, parts: { sync: Sync; session: Session; wake: () => void }) {
    this.person = person;
    this.sync = parts.sync;
    this.#session = parts.session;
    this.#wake = parts.wake;
  }

  /** Opens the client and starts it; nothing is waited for. */
  static async open(port: number, person: Person): Promise<Desk> {
    const { platform, wake } = machine();
    const browser = new ManualBrowser();
    const session = openSession(person, platform, browser);
    const sync = await Sync.open({
      viewerId: person.id,
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: WebSocket,
      session,
      store: new MemoryStore(),
      platform,
      locks: browser.locks,
      openChannel: (name) => browser.openChannel(name),
      onStoreError: (error) => {
        throw error;
      },
    });
    sync.start();
    return new Desk(person, { sync, session, wake });
  }

  /** Resolves when the client is connected and has everything there is. */
  async ready(): Promise<this> {
    await until(this.sync.connection.state, ({ state }) => state === 'online');
    await this.openAll();
    return this;
  }

  /** Has the newest messages of every conversation at hand, as a person who looks into them all. */
  async openAll(): Promise<void> {
    for (const id of this.sync.replica.conversations.get().keys()) await this.sync.history.open(id);
  }

  /** Writes to all its conversations in turn, as fast as the outbox empties and `pause` lets it, whether or not there is a server. */
  async write(pause?: () => Promise<unknown>, conversationIds = [...this.sync.replica.conversations.get().keys()]): Promise<void> {
    for (let ordinal = 0; this.#isWriting; ordinal += 1) {
      const conversationId = conversationIds[ordinal % conversationIds.length];
      if (conversationId === undefined) throw new Error('There is no conversation to write to.');
      const text = `${this.person.id} types ${ordinal}`;
      await this.sync.send(conversationId, { text });
      this.#written.set(conversationId, [...(this.#written.get(conversationId) ?? []), text]);
      await until(this.sync.outbox.items, (items) => items.length < OUTBOX_MAX);
      await pause?.();
    }
  }

  /** How many messages it wrote. */
  get writtenCount(): number {
    return [...this.#written.values()].reduce((sum, texts) => sum + texts.length, 0);
  }

  /** Stops writing. */
  stop(): void {
    this.#isWriting = false;
    this.#wake();
  }

  /** Resolves when everything that was written is sent. */
  emptied(): Promise<void> {
    return until(this.sync.outbox.items, (items) => items.length === 0);
  }

  /** Resolves when the client stands at these numbers. */
  holds(seqs: ReadonlyMap<string, number>): Promise<void> {
    return until(this.sync.replica.conversations, (rows) => [...seqs].every(([id, seq]) => rows.get(id)?.cursor === seq));
  }

  /** A fault unless the conversation has everything that was written here exactly once and in its order. */
  findLost({ conversationId, messages }: History): string[] {
    const written = this.#written.get(conversationId) ?? [];
    const stored = messages.filter(({ sender }) => sender.id === this.person.id).map(({ text }) => text);
    if (JSON.stringify(stored) === JSON.stringify(written)) return [];
    return [`${conversationId}: ${stored.length} of ${written.length} messages of the client of ${this.person.id}, or in another order`];
  }

  /** What the person sees. */
  snapshot(): object {
    return [...this.sync.replica.conversations.get().values()]
      .sort((a, b) => a.id.localeCompare(b.id))
      .map(({ id, cursor, memberCount, unreadCount, lastMessage }) => {
        const newest = this.sync.replica.timeline(id).get()?.messages.slice(-NEWEST);
        return { id, cursor, memberCount, unreadCount, lastMessage, newest };
      });
  }

  /** Resolves when both show the same; each may still be taking in what the other has read. */
  async agrees(other: Desk): Promise<void> {
    const isEqual = () => JSON.stringify(this.snapshot()) === JSON.stringify(other.snapshot());
    await Promise.race([this, other].map((each) => until(each.sync.replica.conversations, isEqual)));
  }

  /** Where it stands, for people. */
  describe(): string {
    const cursors = [...this.sync.replica.conversations.get()].map(([id, { cursor }]) => [id, cursor]);
    return `${this.sync.connection.state.get().state} ${JSON.stringify(cursors)}`;
  }

  async close(): Promise<void> {
    await this.sync.close();
    this.#session.close();
  }
}

function machine(): { platform: Platform; wake: () => void } {
  const listeners = new Set<() => void>();
  const platform: Platform = {
    device: 'OTHER',
    now: () => Date.now(),
    setTimer: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    random: () => Math.random(),
    randomUUID: () => crypto.randomUUID(),
    onWake: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onNetworkLost: () => () => {},
    onInput: () => () => {},
  };
  return {
    platform,
    wake: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** Signed in with a token that outlives the test; where a browser would exchange its cookie, this one gets the same token again. */
function openSession(person: Person, platform: Platform, browser: ManualBrowser): Session {
  const viewer = { id: person.id, username: 'someone', displayName: 'Someone', role: 'MEMBER' } as const;
  return new Session({
    http: async () => ({
      data: { refresh: { accessToken: person.token, accessTokenExpiresAt: new Date(Date.now() + TOKEN_MS).toISOString(), viewer } },
    }),
    locks: browser.locks,
    channel: browser.openChannel('session'),
    memory: { load: () => viewer, save: () => undefined },
    platform,
  });
}

function until<T>(readable: Readable<T>, holds: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds(readable.get())) return;
      stop();
      resolve();
    };
    const stop = readable.subscribe(check);
    check();
  });
}
