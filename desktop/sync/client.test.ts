import { expect, it } from 'vitest';
import { ManualBrowser, ManualPlatform, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ModelServer } from '../test/model-server.ts';
import { ParleyClient } from './client.ts';
import { LOGOUT } from './documents.ts';
import { MemoryStore } from './memory-store.ts';
import { Session } from './session.ts';
import { Sync } from './sync.ts';

/** A browser whose cookie belongs to whoever signed in last. */
function openBrowser() {
  const server = new ModelServer();
  server.addConversation('team', 'GROUP', ['ann', 'bob']);
  const [platform, browser] = [new ManualPlatform(), new ManualBrowser()];
  const stores = new Map<string, MemoryStore>();
  let cookie: string | null = null;
  const session = new Session({
    http: async ({ document, variables }) => {
      const { input } = variables as { input?: { username: string } };
      if (document === LOGOUT) {
        cookie = null;
        return { data: { logout: true } };
      }
      cookie = input?.username ?? cookie;
      if (cookie === null) return { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };
      const viewer = { id: cookie, username: cookie, displayName: cookie, role: 'MEMBER' };
      const payload = { accessToken: cookie, accessTokenExpiresAt: new Date(platform.now() + 900_000).toISOString(), viewer };
      return { data: { login: payload, refresh: payload } };
    },
    locks: browser.locks,
    channel: browser.openChannel('session'),
    memory: { load: () => null, save: () => {} },
    platform,
  });
  const client = new ParleyClient({
    session,
    openSync: async (viewerId) => {
      const store = stores.get(viewerId) ?? new MemoryStore();
      stores.set(viewerId, store);
      return Sync.open({
        viewerId,
        session,
        store,
        platform,
        url: 'ws://model',
        webSocketImpl: new ModelNetwork(server, viewerId).webSocketImpl,
        locks: browser.locks,
        openChannel: (name) => browser.openChannel(name),
        onStoreError: (error) => expect.fail(String(error)),
      });
    },
  });
  return { client, stores };
}

it('gives each person their own sync, and wipes what is kept when they log out', async () => {
  const { client, stores } = openBrowser();
  await client.start();
  expect(client.state.get()).toEqual({ session: { status: 'signedOut' }, sync: null });
  await client.login({ username: 'ann', password: 'secret' });
  await settled();
  expect(client.state.get().sync?.viewerId).toBe('ann');
  expect((await stores.get('ann')?.load())?.conversations).toHaveLength(1);
  await client.logout();
  await settled();
  expect(client.state.get()).toEqual({ session: { status: 'signedOut' }, sync: null });
  expect((await stores.get('ann')?.load())?.conversations).toEqual([]);
  await client.login({ username: 'bob', password: 'secret' });
  await settled();
  expect(client.state.get().sync?.viewerId).toBe('bob');
  await client.close();
});
