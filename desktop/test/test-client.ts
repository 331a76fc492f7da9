import { REFRESH } from '../sync/documents.ts';
import { MemoryStore } from '../sync/memory-store.ts';
import { Session } from '../sync/session.ts';
import type { Store } from '../sync/store.ts';
import { Sync } from '../sync/sync.ts';
import { ManualBrowser, ManualPlatform, settled } from './manual-platform.ts';
import { ModelNetwork } from './model-network.ts';
import type { ModelServer } from './model-server.ts';

export interface TestClientOptions {
  readonly store?: Store;
  readonly platform?: ManualPlatform;
  readonly browser?: ManualBrowser;
  readonly network?: ModelNetwork;
}

export interface TestClient {
  readonly sync: Sync;
  readonly store: Store;
  readonly platform: ManualPlatform;
  readonly browser: ManualBrowser;
  readonly network: ModelNetwork;
  readonly storeErrors: unknown[];
  /** Conversations whose rows were not what they should be, and in how many blocks. */
  readonly damage: (readonly [conversationId: string, blockCount: number])[];
  /** How often a new access token was fetched. */
  readonly renewals: () => number;
  /** The program ends without a word; what is stored stays. */
  crash(): Promise<void>;
}

/** A person's client on the model server: real sync on a network, clock and browser that the test rules. */
export async function openTestClient(server: ModelServer, viewerId: string, options: TestClientOptions = {}): Promise<TestClient> {
  const platform = options.platform ?? new ManualPlatform();
  const browser = options.browser ?? new ManualBrowser();
  const network = options.network ?? new ModelNetwork(server, viewerId);
  network.now = () => platform.now();
  const store = options.store ?? new MemoryStore();
  const storeErrors: unknown[] = [];
  const damage: (readonly [string, number])[] = [];
  let renewals = 0;
  const viewer = { id: viewerId, username: viewerId, displayName: viewerId.toUpperCase(), role: 'MEMBER' } as const;
  const session = new Session({
    http: async ({ document }) => {
      if (document !== REFRESH) throw new Error('Nothing but renewals goes over HTTP here.');
      renewals += 1;
      const accessTokenExpiresAt = new Date(platform.now() + 15 * 60_000).toISOString();
      return { data: { refresh: { accessToken: `token-${renewals}`, accessTokenExpiresAt, viewer } } };
    },
    locks: browser.locks,
    channel: browser.openChannel('session'),
    memory: { load: () => viewer, save: () => {} },
    platform,
  });
  const sync = await Sync.open({
    viewerId,
    url: 'ws://model',
    webSocketImpl: network.webSocketImpl,
    session,
    store,
    platform,
    locks: browser.locks,
    openChannel: (name) => browser.openChannel(name),
    onStoreError: (error) => storeErrors.push(error),
    onDamage: (...found) => damage.push(found),
  });
  sync.start();
  await settled();
  return {
    sync,
    store,
    platform,
    browser,
    network,
    storeErrors,
    damage,
    renewals: () => renewals,
    async crash() {
      await sync.close();
      session.close();
      network.cut();
      await settled();
    },
  };
}
