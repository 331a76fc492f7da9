import { expect, it } from 'vitest';
import { ManualBrowser, ManualPlatform, settled } from '../test/manual-platform.ts';
import { LOGIN, LOGOUT, REFRESH, REGISTER } from './documents.ts';
import type { Viewer } from './records.ts';
import { type Http, Session } from './session.ts';

const ann: Viewer = { id: 'ann', username: 'ann', displayName: 'Ann', role: 'MEMBER' };
const bob: Viewer = { ...ann, id: 'bob', username: 'bob', displayName: 'Bob' };
const TOKEN_MS = 15 * 60_000;

/** One browser at a server: the cookie, who it belongs to, and the requests that were made. */
class World {
  readonly platform = new ManualPlatform();
  readonly browser = new ManualBrowser();
  readonly asked: string[] = [];
  remembered: Viewer | null = null;
  /** Whose cookie the browser has. */
  cookie: Viewer | null = null;
  isReachable = true;
  /** How many renewals meet another one. */
  races = 0;
  #tokens = 0;
  refusedToken = 'none';

  readonly http: Http = async ({ document, accessToken }) => {
    if (!this.isReachable) throw new TypeError('fetch failed');
    this.asked.push(document);
    if (document === LOGIN || document === REGISTER) this.cookie = ann;
    if (document === LOGOUT) this.cookie = null;
    if (document === LOGOUT) return { data: { logout: true } };
    if (document === 'viewer' && accessToken === this.refusedToken) return refused('UNAUTHENTICATED');
    if (document === 'viewer') return { data: { accessToken } };
    if (document === REFRESH && this.races > 0) {
      this.races -= 1;
      return refused('CONFLICT');
    }
    if (this.cookie === null) return refused('UNAUTHENTICATED');
    const payload = this.#payload(this.cookie);
    return { data: { login: payload, register: payload, refresh: payload } };
  };

  openTab(): Session {
    const { http, platform, browser } = this;
    const memory = {
      load: () => this.remembered,
      save: (viewer: Viewer | null) => {
        this.remembered = viewer;
      },
    };
    return new Session({ http, platform, memory, locks: browser.locks, channel: browser.openChannel('session') });
  }

  #payload(viewer: Viewer) {
    this.#tokens += 1;
    const accessTokenExpiresAt = new Date(this.platform.now() + TOKEN_MS).toISOString();
    return { accessToken: `token-${this.#tokens}`, accessTokenExpiresAt, viewer };
  }
}

const refused = (code: string) => ({ data: null, errors: [{ message: code, extensions: { code, retryable: false } }] });

it('finds out at the start who is signed in', async () => {
  const world = new World();
  const nobody = world.openTab();
  expect(nobody.state.get()).toEqual({ status: 'starting' });
  await nobody.start();
  expect(nobody.state.get()).toEqual({ status: 'signedOut' });
  world.cookie = ann;
  const tab = world.openTab();
  await tab.start();
  expect(tab.state.get()).toEqual({ status: 'signedIn', viewer: ann });
  expect(world.remembered).toEqual(ann);
});

it('shows who was signed in last while the server cannot be asked, and asks again', async () => {
  const world = new World();
  Object.assign(world, { remembered: ann, cookie: ann, isReachable: false });
  const tab = world.openTab();
  await tab.start();
  expect(tab.state.get()).toEqual({ status: 'signedIn', viewer: ann });
  await expect(tab.accessToken()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  world.isReachable = true;
  await world.platform.advance(20_000);
  expect(await tab.accessToken()).toBe('token-1');
});

it('signs out when the session has ended elsewhere', async () => {
  const world = new World();
  world.remembered = ann;
  const tab = world.openTab();
  await tab.start();
  expect([tab.state.get(), world.remembered]).toEqual([{ status: 'signedOut' }, null]);
  await expect(tab.accessToken()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('renews the token before it ends, once for all who ask', async () => {
  const world = new World();
  const tab = world.openTab();
  await tab.login({ username: 'ann', password: 'secret' });
  expect(await tab.accessToken()).toBe('token-1');
  await world.platform.advance(TOKEN_MS - 60_000);
  expect(await Promise.all([tab.accessToken(), tab.accessToken()])).toEqual(['token-2', 'token-2']);
  tab.forgetToken();
  expect(await Promise.all([tab.accessToken(), tab.accessToken()])).toEqual(['token-3', 'token-3']);
});

it('asks once more with a new token when the server takes the old one no more', async () => {
  const world = new World();
  const tab = world.openTab();
  await tab.register({ username: 'ann', displayName: 'Ann', password: 'secret' });
  world.refusedToken = 'token-1';
  expect(await tab.request('viewer')).toEqual({ accessToken: 'token-2' });
});

it('asks as a stranger while nobody is signed in, without trying to renew', async () => {
  const world = new World();
  const session = world.openTab();
  await session.start();
  world.asked.length = 0;
  expect(await session.request('viewer')).toEqual({ accessToken: null });
  expect(world.asked).toEqual(['viewer']);
});

it('waits for a renewal that another request is making', async () => {
  const world = new World();
  Object.assign(world, { cookie: ann, races: 2 });
  const tab = world.openTab();
  const starting = tab.start();
  await world.platform.advance(1_000);
  await starting;
  expect(tab.state.get().status).toBe('signedIn');
  expect(world.asked).toEqual([REFRESH, REFRESH, REFRESH]);
});

it('follows the other tabs: in, out, and to another person', async () => {
  const world = new World();
  const [here, there] = [world.openTab(), world.openTab()];
  await Promise.all([here.start(), there.start()]);
  await here.login({ username: 'ann', password: 'secret' });
  await settled();
  expect(there.state.get()).toEqual({ status: 'signedIn', viewer: ann });
  await there.logout();
  await settled();
  expect(here.state.get()).toEqual({ status: 'signedOut' });
  await here.login({ username: 'ann', password: 'secret' });
  await settled();
  world.cookie = bob;
  there.forgetToken();
  await there.accessToken();
  expect(there.state.get().viewer).toEqual(bob);
});

it('stays signed in when it cannot tell the server that it leaves', async () => {
  const world = new World();
  const tab = world.openTab();
  await tab.login({ username: 'ann', password: 'secret' });
  world.isReachable = false;
  await expect(tab.logout()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(tab.state.get().status).toBe('signedIn');
});
