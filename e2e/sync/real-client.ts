import { randomUUID } from 'node:crypto';
import { TEST_ORIGIN, type TestServer } from '../../backend/test/test-server.ts';
import { MemoryStore } from '../../desktop/sync/memory-store.ts';
import type { Channel, Locks, Platform } from '../../desktop/sync/platform.ts';
import { type Http, type HttpAnswer, Session } from '../../desktop/sync/session.ts';
import type { Readable } from '../../desktop/sync/signal.ts';
import { Sync } from '../../desktop/sync/sync.ts';

const platform: Platform = {
  device: 'WEB',
  now: () => Date.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  random: () => Math.random(),
  randomUUID: () => randomUUID(),
  onWake: () => () => {},
  onNetworkLost: () => () => {},
  onInput: () => () => {},
};

/** One tab, alone in its browser. */
const locks: Locks = {
  run: (_name, work) => work(),
  hold(_name, onHeld) {
    onHeld();
    return () => {};
  },
};
const openChannel = (): Channel => ({ post: () => {}, onMessage: () => () => {}, close: () => {} });

/** Posts as a page of the server's origin does, with the cookie that it was given. */
function browserHttp(server: TestServer): Http {
  let cookie = '';
  return async ({ document, variables, accessToken }) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: TEST_ORIGIN,
        cookie,
        ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return (await response.json()) as HttpAnswer;
  };
}

const PASSWORD = 'correct horse 9 battery';

const openSession = (server: TestServer) =>
  new Session({
    http: browserHttp(server),
    locks,
    channel: openChannel(),
    memory: { load: () => null, save: () => {} },
    platform,
  });

/** A person at the real server, with the client that the page runs. */
export class RealClient {
  readonly viewerId: string;
  readonly session: Session;
  readonly #server: TestServer;
  readonly #store = new MemoryStore();
  #sync: Sync;

  private constructor(server: TestServer, session: Session, opened: { viewerId: string; sync: Sync; store: MemoryStore }) {
    this.#server = server;
    this.session = session;
    this.viewerId = opened.viewerId;
    this.#sync = opened.sync;
    this.#store = opened.store;
  }

  static async register(server: TestServer, username: string): Promise<RealClient> {
    const session = openSession(server);
    await session.register({ username, displayName: username, password: PASSWORD });
    return RealClient.#open(server, session);
  }

  /** Another device of a person, with nothing kept. */
  static async signIn(server: TestServer, username: string): Promise<RealClient> {
    const session = openSession(server);
    await session.login({ username, password: PASSWORD });
    return RealClient.#open(server, session);
  }

  static async #open(server: TestServer, session: Session): Promise<RealClient> {
    const viewerId = session.state.get().viewer?.id;
    if (viewerId === undefined) throw new Error('Nobody is signed in.');
    const store = new MemoryStore();
    return new RealClient(server, session, { viewerId, store, sync: await openSync(server, session, { viewerId, store }) });
  }

  get store(): MemoryStore {
    return this.#store;
  }

  get sync(): Sync {
    return this.#sync;
  }

  /** The page is closed; what is stored stays. */
  async leave(): Promise<void> {
    await this.#sync.close();
  }

  /** The page is opened again. */
  async comeBack(): Promise<void> {
    this.#sync = await openSync(this.#server, this.session, { viewerId: this.viewerId, store: this.#store });
  }

  async close(): Promise<void> {
    await this.#sync.close();
    this.session.close();
  }

  /** Everything in a conversation from its beginning: number and text. */
  async read(conversationId: string): Promise<(readonly [number, string | null])[]> {
    const { history, replica } = this.#sync;
    await history.open(conversationId);
    while (history.hasOlder(conversationId)) await history.loadOlder(conversationId);
    return (replica.timeline(conversationId).get()?.messages ?? []).map(({ seq, text }) => [seq, text]);
  }
}

async function openSync(
  server: TestServer,
  session: Session,
  { viewerId, store }: { viewerId: string; store: MemoryStore },
): Promise<Sync> {
  const sync = await Sync.open({
    viewerId,
    session,
    store,
    url: server.socketUrl,
    platform,
    locks,
    openChannel,
    onStoreError: (error) => {
      throw error;
    },
  });
  sync.start();
  await until(sync.connection.state, ({ state }) => state === 'online');
  return sync;
}

/** Resolves when the value is as wanted. */
export function until<T>(readable: Readable<T>, isWanted: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = readable.subscribe(check);
    function check(): void {
      if (!isWanted(readable.get())) return;
      stop();
      resolve();
    }
    check();
  });
}
