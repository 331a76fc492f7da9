import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../bridge/update-calls.ts';
import { AppUpdates } from './app-updates.ts';
import { signedText } from './feed-signature.ts';
import { updatesItself } from './open-updates.ts';

const ours = generateKeyPairSync('ed25519');
const others = generateKeyPairSync('ed25519');
const publicKey = ours.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const installer = Buffer.from('MZ an installer');
const hash = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');

let folder: string;
let feed: Server;
const files = new Map<string, string | Buffer>();

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-updates-'));
  files.clear();
  feed = createServer(({ url = '' }, response) => {
    const content = files.get(new URL(url, 'http://feed').pathname);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => feed.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

interface Offer {
  version: string;
  channel?: string;
  key?: typeof ours.privateKey;
  served?: Buffer;
  stagingPercentage?: number;
}

/** Puts a version on the feed, as publishing does. */
function offer({ version, channel = 'latest', key = ours.privateKey, served = installer, stagingPercentage = 100 }: Offer): void {
  const url = `parley-${version}.exe`;
  const entry = { version, files: [{ url, sha512: hash(installer), size: installer.length }] };
  const signature = sign(null, Buffer.from(signedText(entry)), key).toString('base64');
  files.set(`/${url}`, served);
  publish(JSON.stringify({ ...entry, path: url, sha512: hash(installer), stagingPercentage, signature }), channel);
}

/** Every system asks for a file of its own. */
function publish(entry: string, channel = 'latest'): void {
  for (const system of ['', '-mac', '-linux', '-linux-arm64']) files.set(`/${channel}${system}.yml`, entry);
}

/** The real updater, of a version that is installed; only the network below it is Node's instead of Electron's. */
function installed(version: string, channel: 'stable' | 'beta' = 'stable') {
  const config = path.join(folder, 'app-update.yml');
  writeFileSync(
    config,
    JSON.stringify({ provider: 'generic', url: `http://127.0.0.1:${(feed.address() as AddressInfo).port}`, updaterCacheDirName: 'parley' }),
  );
  const app: AppAdapter = {
    version,
    name: 'parley',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch() {},
    quit() {},
    onQuit() {},
  };
  const updater = new NsisUpdater(null, app);
  updater.logger = null;
  updater.disableDifferentialDownload = true;
  Object.assign(updater, { httpExecutor: Object.assign(new ElectronHttpExecutor(), { createRequest: request }) });
  const states: UpdateState[] = [];
  const ends = { updater, publicKey, now: () => new Date('2026-01-05T10:00:00Z'), onChange: (state: UpdateState) => states.push(state) };
  const updates = new AppUpdates(ends, channel);
  return { updates, updater, states };
}

describe('updates', () => {
  it('are found, downloaded and checked, and wait for the person', async () => {
    offer({ version: '1.1.0' });
    const { updates, states } = installed('1.0.0');
    expect(updates.install()).toBe(false);
    await updates.check();
    await expect.poll(() => updates.state.status).toBe('ready');
    expect(updates.state).toEqual({ status: 'ready', version: '1.1.0', percent: null, checkedAt: '2026-01-05T10:00:00.000Z' });
    expect(states.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1])).toEqual([
      'checking',
      'downloading',
      'ready',
    ]);
  });

  it.each([
    ['the same', '1.0.0'],
    ['an older one', '0.9.9'],
    ['a beta of the same', '1.0.0-beta.9'],
  ])('never install %s (E12)', async (_what, version) => {
    offer({ version });
    const { updates } = installed('1.0.0');
    await updates.check();
    expect(updates.state).toMatchObject({ status: 'current', version: null });
  });

  it('never go back to the older stable version when somebody leaves the beta channel (E12)', async () => {
    offer({ version: '1.1.0' });
    offer({ version: '1.2.0-beta.1', channel: 'beta' });
    const { updates, updater } = installed('1.2.0-beta.1', 'beta');
    updates.followChannel('stable');
    expect(updater.allowDowngrade).toBe(false);
    await updates.check();
    expect(updates.state.status).toBe('current');
    offer({ version: '1.2.0' });
    await updates.check();
    await expect.poll(() => updates.state).toMatchObject({ status: 'ready', version: '1.2.0' });
  });

  it('are of the channel that was chosen', async () => {
    offer({ version: '1.1.0' });
    offer({ version: '1.2.0-beta.1', channel: 'beta' });
    const stable = installed('1.0.0');
    await stable.updates.check();
    await expect.poll(() => stable.updates.state).toMatchObject({ status: 'ready', version: '1.1.0' });
    const beta = installed('1.0.0', 'beta');
    await beta.updates.check();
    await expect.poll(() => beta.updates.state).toMatchObject({ status: 'ready', version: '1.2.0-beta.1' });
  });

  it('are refused when the feed was signed by somebody else, or not at all (E12)', async () => {
    offer({ version: '1.1.0', key: others.privateKey });
    const { updates } = installed('1.0.0');
    await updates.check();
    expect(updates.state).toMatchObject({ status: 'failed', version: null });
    publish(String(files.get('/latest.yml')).replace(/,"signature":"[^"]+"/, ''));
    await updates.check();
    expect(updates.state.status).toBe('failed');
  });

  it('are refused when an entry was changed after it was signed (E12)', async () => {
    offer({ version: '1.1.0' });
    publish(String(files.get('/latest.yml')).replaceAll('1.1.0', '1.1.1'));
    const { updates } = installed('1.0.0');
    await updates.check();
    expect(updates.state.status).toBe('failed');
  });

  it('are refused when what was downloaded is not what was signed (E12)', async () => {
    offer({ version: '1.1.0', served: Buffer.from('MZ something else') });
    const { updates } = installed('1.0.0');
    await updates.check();
    await expect.poll(() => updates.state.status).toBe('failed');
    expect(updates.install()).toBe(false);
  });

  it('reach nobody before their share of the roll-out', async () => {
    offer({ version: '1.1.0', stagingPercentage: 0 });
    const { updates } = installed('1.0.0');
    await updates.check();
    expect(updates.state.status).toBe('current');
  });

  it('say that the feed did not answer, and are looked for again', async () => {
    const { updates } = installed('1.0.0');
    await updates.check();
    expect(updates.state).toMatchObject({ status: 'failed', checkedAt: '2026-01-05T10:00:00.000Z' });
    offer({ version: '1.1.0' });
    await updates.check();
    await expect.poll(() => updates.state.status).toBe('ready');
  });

  it('are off where there is no feed', async () => {
    const updates = new AppUpdates({ updater: null, publicKey, now: () => new Date(), onChange: () => expect.unreachable() }, 'stable');
    await updates.check();
    expect([updates.state.status, updates.install()]).toEqual(['off', false]);
  });

  it('are the matter of whoever installed the app for the whole machine', () => {
    const home = 'C:\\Users\\Ana';
    expect(updatesItself('win32', 'c:\\users\\ana\\AppData\\Local\\Programs\\parley\\Parley.exe', home)).toBe(true);
    expect(updatesItself('win32', 'C:\\Program Files\\Parley\\Parley.exe', home)).toBe(false);
    expect(updatesItself('linux', '/opt/Parley/parley', '/home/ana')).toBe(true);
  });
});
